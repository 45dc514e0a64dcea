using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Isolation;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.PostgreSql.Standby;

/// <summary>What a rehearsal found.</summary>
/// <param name="Acknowledged">Documents that were acknowledged in all.</param>
/// <param name="AcknowledgedWithoutStandby">Of them, while the standby was gone and the primary ran; commits must wait then, so 0.</param>
/// <param name="AcknowledgedBeforeLoss">Of them, before the primary was killed.</param>
/// <param name="Lost">Acknowledged documents that the new primary does not have; must be 0.</param>
/// <param name="Refused">Attempts that ended without an acknowledgement and were repeated.</param>
/// <param name="ToFirstAcknowledgement">From the kill of the primary to the first acknowledgement of the new one.</param>
/// <param name="Promotion">How much of it the promotion took.</param>
/// <param name="OldPrimaryIsFenced">True when the old primary, started again, takes no commit.</param>
public sealed record RehearsalResult(
    int Acknowledged,
    int AcknowledgedWithoutStandby,
    int AcknowledgedBeforeLoss,
    int Lost,
    int Refused,
    TimeSpan ToFirstAcknowledgement,
    TimeSpan Promotion,
    bool OldPrimaryIsFenced)
{
    /// <summary>True when nothing that was promised is lost.</summary>
    public bool Passed => Lost == 0 && AcknowledgedWithoutStandby == 0 && OldPrimaryIsFenced && Acknowledged > AcknowledgedBeforeLoss;
}

/// <summary>
/// Loses first the standby and then the primary of a pair on this machine while exchanges flow through the store's own code, promotes the standby,
/// and counts.
/// </summary>
/// <param name="programsFolder">PostgreSQL's programs; <c>null</c> looks for them.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Told of every step.</param>
public sealed class StandbyRehearsal(string? programsFolder, TimeProvider time, Action<string> say)
{
    /// <summary>How long a commit waits before its document is refused; short, so that the rehearsal is.</summary>
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(3);

    /// <summary>How long the primary runs without its standby.</summary>
    private static readonly TimeSpan WithoutStandby = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <param name="callers">Partners that send at once.</param>
    /// <param name="documents">Documents to be acknowledged in each part.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageSetupException">The servers cannot be made.</exception>
    public async Task<RehearsalResult> RunAsync(int callers, int documents, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ihub-standby-").FullName;
        try
        {
            say("making a primary");
            using var keys = new InMemoryKeys();
            await using var pair = await ServerPair.StartPrimaryAsync(folder, programsFolder, cancellationToken);
            await using (var made = await PostgresStore.OpenOnAsync(pair.Primary, new StorageOptions { DataFolder = folder, Keys = keys }, null, cancellationToken))
                await made.CheckAsync(cancellationToken);
            say("copying it and starting the copy as its synchronous standby");
            await pair.AddStandbyAsync(cancellationToken);
            return await RunAsync(pair, keys, callers, documents, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<RehearsalResult> RunAsync(ServerPair pair, InMemoryKeys keys, int callers, int documents, CancellationToken cancellationToken)
    {
        var options = new StorageOptions { DataFolder = "", ConnectionString = $"Host={pair.Primary.Socket},{pair.Standby.Socket};Username={Roles.Company};Database=ihub", CommandTimeout = CommandTimeout, Keys = keys };
        await using var store = await PostgresStore.OpenAsync(options, null, cancellationToken);
        await using var ports = new ServiceCollection().AddSingleton(time).AddIntegrationHubStorage(store).BuildServiceProvider();
        var load = new RehearsalLoad(ports.GetRequiredService<IArchive>(), ports.GetRequiredService<IReceptionStore>(), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var partners = Enumerable.Range(0, callers).Select(_ => Task.Run(() => load.RunAsync(stop.Token), CancellationToken.None)).ToArray();
        await AcknowledgedAsync(load, documents, cancellationToken);

        say("the standby dies: commits wait");
        await pair.StopStandbyAsync();
        var alone = await LeaveAloneAsync(load, cancellationToken);
        say("the standby comes back: they go on");
        await pair.RestartStandbyAsync(cancellationToken);
        await AcknowledgedAsync(load, documents, cancellationToken);

        say("the primary is killed, fenced, and the standby promoted");
        await pair.KillPrimaryAsync(cancellationToken);
        var begun = time.GetTimestamp();
        var before = load.Acknowledged.Count;
        await pair.FencePrimaryAsync(cancellationToken);
        await pair.PromoteStandbyAsync(cancellationToken);
        var promotion = time.GetElapsedTime(begun);
        while (load.Acknowledged.Count == before)
            await Task.Delay(Look, time, cancellationToken);
        var first = time.GetElapsedTime(begun);
        await AcknowledgedAsync(load, documents, cancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(partners);

        say("looking for everything that was acknowledged");
        var lost = await load.CountLostAsync(cancellationToken);
        return new RehearsalResult(load.Acknowledged.Count, alone, before, lost, load.Refused, first, promotion, await pair.IsFencedAsync(cancellationToken));
    }

    /// <summary>Lets the primary run alone. What the standby had taken when it died may still be answered; after that nothing is.</summary>
    private async Task<int> LeaveAloneAsync(RehearsalLoad load, CancellationToken cancellationToken)
    {
        await Task.Delay(CommandTimeout, time, cancellationToken);
        var before = load.Acknowledged.Count;
        await Task.Delay(WithoutStandby, time, cancellationToken);
        return load.Acknowledged.Count - before;
    }

    private async Task AcknowledgedAsync(RehearsalLoad load, int more, CancellationToken cancellationToken)
    {
        var wanted = load.Acknowledged.Count + more;
        while (load.Acknowledged.Count < wanted)
            await Task.Delay(Look, time, cancellationToken);
    }
}
