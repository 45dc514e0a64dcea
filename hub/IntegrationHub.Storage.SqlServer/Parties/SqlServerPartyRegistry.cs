using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Parties;

namespace IntegrationHub.Storage.SqlServer.Parties;

/// <summary>Market members of one retailer. Thread-safe; reading is a reference to an immutable snapshot.</summary>
/// <remarks><see cref="PartyChanges"/> of every process notices a change by its number.</remarks>
internal sealed class SqlServerPartyRegistry(SqlServerStore store, TimeProvider time) : IPartyRegistry
{
    private readonly KeptDirectory _kept = new();

    public PartyDirectory Current => _kept.Current;

    private RetailerId Retailer => store.Options.Retailer;

    public ValueTask ReloadAsync(CancellationToken cancellationToken) =>
        _kept.ReadAsync(() => store.Work.RunAsync(Scope.Of(Retailer), session => PartyStatements.LoadAsync(session, Retailer, cancellationToken), cancellationToken));

    public ValueTask<IReadOnlyList<Rejection>> SaveAsync(Party party, string actor, CancellationToken cancellationToken) =>
        SaveAsync(party, isSelf: false, actor, cancellationToken);

    public ValueTask<IReadOnlyList<Rejection>> SaveSelfAsync(Party self, string actor, CancellationToken cancellationToken) =>
        SaveAsync(self, isSelf: true, actor, cancellationToken);

    private async ValueTask<IReadOnlyList<Rejection>> SaveAsync(Party party, bool isSelf, string actor, CancellationToken cancellationToken)
    {
        var reasons = await store.Work.RunAsync(
            Scope.Of(Retailer),
            async session =>
            {
                await session.BeginAsync(cancellationToken);
                await PartyStatements.LockAsync(session, Retailer, cancellationToken);
                var known = await PartyStatements.LoadAsync(session, Retailer, cancellationToken);
                var stored = PartyRecords.ToStore(party, Retailer, isSelf, known);
                var refused = PartyRules.Check(stored, [.. known.Parties, known.Self]);
                if (refused.Count > 0)
                    return refused;

                var now = time.GetUtcNow();
                await PartyStatements.SaveAsync(session, store.Values, stored, isSelf, now, PartyRecords.Saved(stored, actor, now), cancellationToken);
                await session.CommitAsync(cancellationToken);
                return refused;
            },
            cancellationToken);
        if (reasons.Count == 0)
            await ReloadAsync(cancellationToken);

        return reasons;
    }
}
