using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Parties;

namespace IntegrationHub.Storage.PostgreSql.Parties;

/// <summary>Market members of one retailer. Thread-safe; reading is a reference to an immutable snapshot.</summary>
/// <remarks>A change is announced (<see cref="Channel"/>) in its transaction; <see cref="PartyChanges"/> of every process reloads on it.</remarks>
internal sealed class PostgresPartyRegistry(PostgresStore database, TimeProvider time) : IPartyRegistry
{
    /// <summary>The server's notification channel; its payload is the retailer.</summary>
    public const string Channel = "ihub_party";

    private readonly KeptDirectory _kept = new();

    public PartyDirectory Current => _kept.Current;

    public ValueTask ReloadAsync(CancellationToken cancellationToken) => _kept.ReadAsync(() => Availability.GuardAsync(async () =>
    {
        await using var transaction = await database.Commits.BeginAsync(Scope.Of(database.Options.Retailer), cancellationToken);
        return await PartyRows.LoadAsync(transaction, database.Options.Retailer, cancellationToken);
    }));

    public ValueTask<IReadOnlyList<Rejection>> SaveAsync(Party party, string actor, CancellationToken cancellationToken) =>
        SaveAsync(party, isSelf: false, actor, cancellationToken);

    public ValueTask<IReadOnlyList<Rejection>> SaveSelfAsync(Party self, string actor, CancellationToken cancellationToken) =>
        SaveAsync(self, isSelf: true, actor, cancellationToken);

    private async ValueTask<IReadOnlyList<Rejection>> SaveAsync(Party party, bool isSelf, string actor, CancellationToken cancellationToken)
    {
        var retailer = database.Options.Retailer;
        var reasons = await Availability.GuardAsync(async () =>
        {
            await using var transaction = await database.Commits.BeginAsync(Scope.Of(retailer), cancellationToken);

            // Changes of parties are rare: one at a time, so that the rules see what is, not what was when somebody else began.
            await PartyRows.LockAsync(transaction, retailer, cancellationToken);
            var known = await PartyRows.LoadAsync(transaction, retailer, cancellationToken);
            var stored = PartyRecords.ToStore(party, retailer, isSelf, known);
            var refused = PartyRules.Check(stored, [.. known.Parties, known.Self]);
            if (refused.Count > 0)
                return refused;

            var now = time.GetUtcNow();
            await PartyRows.SaveAsync(transaction, database.Values, stored, isSelf, now, PartyRecords.Saved(stored, actor, now), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return refused;
        });
        if (reasons.Count == 0)
            await ReloadAsync(cancellationToken);

        return reasons;
    }
}
