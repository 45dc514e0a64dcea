using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Workflows.Tests.Execution;

/// <summary>What holds for any well-formed process, whatever order its work ends in.</summary>
public sealed class ExecutionProperties
{
    private const int MostSteps = 3_000;

    private static readonly Gen<(Block Process, int Seed)> Runs = Gen.Zip(Gen.Sized(size => Block.Any(Math.Min(1 + (size / 25), 4))), Gen.Choose(0, int.MaxValue - 1));

    [Fact]
    public void Every_activity_runs_as_often_as_the_drawing_says_and_nothing_is_lost() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(Runs.ToArbitrary(), sample =>
        {
            var process = new StructuredProcess(sample.Process);
            var run = Run(process, new Random(sample.Seed), (run, call, _) => run.Apply(new StepInput.ServiceCompleted(call.Token, call.Attempt, ProcessRun.Context("{}"))));

            Assert.Equal(InstanceStatus.Completed, run.Status);
            Assert.Equal(process.Expected.Order(StringComparer.Ordinal), Work(run).Order(StringComparer.Ordinal));
            run.Replay();
        }));

    [Fact]
    public void Failures_and_incidents_on_the_way_change_nothing_about_what_is_done() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Runs.ToArbitrary(), sample =>
        {
            var process = new StructuredProcess(sample.Process);
            var run = Run(process, new Random(sample.Seed), (run, call, random) =>
            {
                if (random.Next(3) > 0)
                {
                    run.Apply(new StepInput.ServiceCompleted(call.Token, call.Attempt, ProcessRun.Context("{}")));
                    return;
                }

                run.Apply(new StepInput.ServiceFailed(call.Token, call.Attempt, "broken"));
                foreach (var incident in run.State.Incidents.Values.ToList())
                {
                    run.Apply(random.Next(2) == 0
                        ? new StepInput.RetryIncident(incident.Id, ProcessRun.Context("{}"), "op", "mended")
                        : new StepInput.SkipIncident(incident.Id, ProcessRun.Context("{}"), null, "op", "by hand"));
                }
            });

            Assert.Equal(InstanceStatus.Completed, run.Status);
            Assert.Equal(process.Expected.Order(StringComparer.Ordinal), Started(run).Order(StringComparer.Ordinal));
            run.Replay();
        }));

    [Fact]
    public void A_cancelled_process_leaves_nothing_behind() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Runs.ToArbitrary(), sample =>
        {
            var run = new ProcessRun(new StructuredProcess(sample.Process).Content).Start();
            if (!run.State.IsOver)
            {
                run.Apply(new StepInput.Cancel("op", "no longer wanted"));
            }

            Assert.True(run.State.Tokens.IsEmpty && run.State.Waits.IsEmpty && run.State.Incidents.IsEmpty);
            Assert.Single(run.State.Scopes);
            Assert.True(run.Services.Count == 0 && run.Tasks.Count == 0 && run.Timers.Count == 0);
        }));

    private static ProcessRun Run(StructuredProcess process, Random random, Action<ProcessRun, Effect.CallService, Random> answer)
    {
        var run = new ProcessRun(process.Content).Start(process.Variables);
        for (var step = 0; !run.State.IsOver; step++)
        {
            Assert.True(step < MostSteps, "the process goes on for ever");
            Assert.NotEmpty(run.Services);
            answer(run, run.Services.Values.ElementAt(random.Next(run.Services.Count)), random);
        }

        return run;
    }

    private static IEnumerable<string> Work(ProcessRun run) => Leaves(run, "activity.completed");

    private static IEnumerable<string> Started(ProcessRun run) => Leaves(run, "activity.started");

    /// <summary>Services; of a multi-instance activity its instances, not the activity as a whole.</summary>
    private static IEnumerable<string> Leaves(ProcessRun run, string kind)
    {
        var whole = run.History.Where(entry => entry.Detail.EndsWith(" instances", StringComparison.Ordinal)).Select(entry => entry.Token).ToHashSet();
        return run.History.Where(entry => entry.Kind == kind && (entry.Node[0] is 'w' or 'i') && !whole.Contains(entry.Token)).Select(entry => entry.Node);
    }
}
