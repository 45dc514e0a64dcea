using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Workflows.Engine.Running;

/// <content>Doing what steps have asked for.</content>
public sealed partial class ProcessEngine
{
    /// <summary>Does what is due now, one after the other; the result is how much that was. A caller repeats it, or waits when it was nothing.</summary>
    public async Task<int> WorkAsync(CancellationToken cancellation)
    {
        var claims = await store.ClaimAsync(options.Batch, options.Lease, clock.GetUtcNow(), cancellation);
        foreach (var claim in claims)
        {
            await DoAsync(claim, cancellation, cancellation);
        }

        return claims.Count;
    }

    /// <summary>
    /// Works until it is told to stop, on several things at once: what is slow delays nothing but itself. On stopping it waits for what has begun.
    /// </summary>
    /// <param name="parallel">Things done at once.</param>
    /// <param name="idle">Longest pause between two looks when nothing is due.</param>
    /// <param name="trouble">Told of what could not be done now: the store was away, or a bug. The work stays and is claimed again when its lease ends.</param>
    /// <param name="stopping">Nothing new is claimed after this.</param>
    public async Task RunAsync(int parallel, TimeSpan idle, Action<Work?, Exception> trouble, CancellationToken stopping)
    {
        using var free = new SemaphoreSlim(parallel, parallel);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await free.WaitAsync(stopping);
                var slots = 1;
                while (slots < options.Batch && free.Wait(0, CancellationToken.None))
                {
                    slots++;
                }

                var claims = await ClaimedAsync(slots, trouble);
                if (slots > claims.Count)
                {
                    free.Release(slots - claims.Count);
                }

                foreach (var claim in claims)
                {
                    _ = DoAndReleaseAsync(claim);
                }

                if (claims.Count == 0)
                {
                    await _woken.WaitAsync(idle, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The order to stop.
        }

        for (var i = 0; i < parallel; i++)
        {
            await free.WaitAsync(CancellationToken.None);
        }

        async Task DoAndReleaseAsync(Claim claim)
        {
            try
            {
                await Task.Yield();
                await DoAsync(claim, stopping, CancellationToken.None);
            }
            catch (Exception fault)
            {
                trouble(claim.Work, fault);
            }
            finally
            {
                free.Release();
            }
        }
    }

    private async Task<IReadOnlyList<Claim>> ClaimedAsync(int most, Action<Work?, Exception> trouble)
    {
        try
        {
            return await store.ClaimAsync(most, options.Lease, clock.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception fault)
        {
            trouble(null, fault);
            return [];
        }
    }

    /// <summary>Work may have come: a worker that pauses looks at once.</summary>
    private void Wake()
    {
        if (_woken.CurrentCount == 0)
        {
            _woken.Release();
        }
    }

    /// <summary>Does work, and what follows from it at once.</summary>
    /// <param name="claim">The work.</param>
    /// <param name="stopping">Nothing more is held after this.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task DoAsync(Claim claim, CancellationToken stopping, CancellationToken cancellation)
    {
        InstanceRow? known = null;
        for (var step = 1; ; step++)
        {
            var goesOn = step < options.StepsInARow && !stopping.IsCancellationRequested;
            if (await DoAsync(claim, known, goesOn, cancellation) is not { Next: { } next } stepped)
            {
                return;
            }

            (claim, known) = (next, stepped.Row);
        }
    }

    private async Task<Stepped?> DoAsync(Claim claim, InstanceRow? known, bool goesOn, CancellationToken cancellation)
    {
        var work = claim.Work;
        if (work.Kind == WorkKind.StartCalled)
        {
            await StartCalledAsync(claim, cancellation);
            return null;
        }

        if (work.Kind is WorkKind.Remind or WorkKind.Overdue)
        {
            await TellAsync(claim, cancellation);
            return null;
        }

        var input = work.Kind switch
        {
            WorkKind.Timer => new StepInput.TimerFired(work.Number),
            WorkKind.Message => new StepInput.MessageArrived(work.Number, work.Data),
            WorkKind.Signal => new StepInput.SignalArrived(work.Name, work.Data),
            WorkKind.CallCompleted => new StepInput.CallCompleted(work.Number, work.Data),
            WorkKind.CallFailed => new StepInput.CallFailed(work.Number, work.Name, "The called process did not complete."),
            WorkKind.CancelInstance => new StepInput.Cancel("hub", "The process that called it went on without it."),
            _ => await CallAsync(work, cancellation),
        };
        try
        {
            return await StepAsync(work.Instance, input, claim, cancellation, known: known, goesOn: goesOn);
        }
        catch (IllegalStepException)
        {
            // The instance has moved on since the work was asked for; what came too late has nothing to be applied to.
            await store.DropAsync(claim, cancellation);
            return null;
        }
    }

    /// <summary>The called instance has the id of the work that starts it, so it is started once. It has the business key of its caller.</summary>
    private async Task StartCalledAsync(Claim claim, CancellationToken cancellation)
    {
        var work = claim.Work;
        if (await store.FindInstanceAsync(work.Instance, cancellation) is not { } caller)
        {
            throw new KeyNotFoundException($"There is no instance {work.Instance:D}.");
        }

        var refused = await StartAsync(work.Id, work.Name, caller.State.BusinessKey, work.Data, null, new CallerLink(work.Instance, work.Number), claim, cancellation);
        if (refused is not null)
        {
            await StepAsync(work.Instance, new StepInput.CallFailed(work.Number, refused.Code, $"{work.Name}: {refused.Text}"), claim, cancellation);
        }
    }

    private async Task<StepInput> CallAsync(Work work, CancellationToken cancellation)
    {
        var answer = await AnswerAsync(work, cancellation);
        return answer switch
        {
            ServiceAnswer.Done done => new StepInput.ServiceCompleted(work.Number, work.Attempt, done.Result),
            ServiceAnswer.Error error => new StepInput.ServiceError(work.Number, work.Attempt, error.Code, error.Text),
            ServiceAnswer.Failed failed => new StepInput.ServiceFailed(work.Number, work.Attempt, failed.Text),
            _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer."),
        };
    }

    private static string KeyOf(Work work) => Effect.CallService.CallOf(work.Attempt) is var call and > 0 ? $"{work.Instance:N}-{work.Number}-{call}" : $"{work.Instance:N}-{work.Number}";

    private async Task<ServiceAnswer> AnswerAsync(Work work, CancellationToken cancellation)
    {
        if (!_services.TryGetValue(work.Name, out var service))
        {
            return new ServiceAnswer.Failed($"Nobody offers the service {work.Name} any more.");
        }

        using var limit = new CancellationTokenSource(options.ServiceTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // A service that does not look at its token is left behind: its answer comes to nobody, and the next attempt has the same key.
            return await service.CallAsync(new ServiceCall(KeyOf(work), work.Instance, work.Attempt, work.Data), either.Token).WaitAsync(options.ServiceTimeout, clock, cancellation);
        }
        catch (Exception late) when (late is TimeoutException || (late is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new ServiceAnswer.Failed($"The service did not answer within {options.ServiceTimeout}.");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new ServiceAnswer.Failed($"{fault.GetType().Name}: {fault.Message}");
        }
    }
}
