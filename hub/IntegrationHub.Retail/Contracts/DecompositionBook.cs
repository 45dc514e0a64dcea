using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Contracts;

/// <summary>A decomposition as it is shown.</summary>
/// <param name="Shown">What is shown.</param>
/// <param name="Versions">All versions there are.</param>
/// <param name="Against">The version that it is compared with; null for none.</param>
/// <param name="Changes">What differs from that one.</param>
public sealed record DecompositionSheet(ContractDecomposition Shown, IReadOnlyList<int> Versions, int? Against, IReadOnlyList<DecompositionChange> Changes)
{
    /// <summary>Versions that say nothing of the contract: made with a signature that was taken back, or by a version of the contract that was given up or sent back.</summary>
    public IReadOnlyList<int> Unbound { get; init; } = [];

    /// <summary>True where what is shown is, or was, what the two sides are bound to.</summary>
    public bool IsBinding => !Unbound.Contains(Shown.Version);
}

/// <summary>
/// What contracts were decomposed into when they were signed: sealed, a version for each signature, never changed. Settlement, gap and tracking read what was frozen; a contract that was signed before there was a book has what
/// follows from its terms. Thread-safe.
/// </summary>
public sealed class DecompositionBook(IBusinessRecords records)
{
    private const string Frozen = "frozen";

    private const int Page = 2000;

    /// <summary>All of a contract, oldest first; where none was frozen, the one that follows from the terms of the newest version that binds or has bound.</summary>
    public async Task<IReadOnlyList<ContractDecomposition>> ListAsync(string contract, CancellationToken cancellationToken)
    {
        var kept = (await records.ListAsync(new(RecordKind.Decomposition) { Key = contract }, cancellationToken).ConfigureAwait(false)).Select(Of).ToList();
        if (kept.Count > 0)
            return kept;

        var lives = (await records.ListAsync(new(RecordKind.Contract) { Key = contract }, cancellationToken).ConfigureAwait(false)).Select(static record => StoredContract.Of(record).Contract);
        return lives.LastOrDefault(static life => ContractTransitions.HasBound(life.State))?.Decomposition is { } derived ? [derived] : [];
    }

    /// <summary>A version of a contract's decomposition beside another; null where there is no such version.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="version">The version that is shown; null for the newest of those that bind or have bound, where there is one.</param>
    /// <param name="against">The version that it is compared with; null for the one before of those that bind or have bound, where there is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DecompositionSheet?> FindAsync(string contract, int? version, int? against, CancellationToken cancellationToken)
    {
        var all = await ListAsync(contract, cancellationToken).ConfigureAwait(false);
        var bound = await BoundAsync(contract, all, cancellationToken).ConfigureAwait(false);
        if ((version is { } asked ? all.FirstOrDefault(one => one.Version == asked) : bound is [.., var last] ? last : all is [.., var newest] ? newest : null) is not { } shown)
            return null;

        var other = against is { } wanted ? all.FirstOrDefault(one => one.Version == wanted) : bound.LastOrDefault(one => one.Version < shown.Version);
        return other is null && against is not null
            ? null
            : new(shown, [.. all.Select(static one => one.Version)], other?.Version, other is null ? [] : ContractDecomposition.Compare(other, shown)) { Unbound = [.. all.Except(bound).Select(static one => one.Version)] };
    }

    /// <summary>Those of versions of the contract that bind or have bound; of a version that was signed more than once the last.</summary>
    private async Task<IReadOnlyList<ContractDecomposition>> BoundAsync(string contract, IReadOnlyList<ContractDecomposition> all, CancellationToken cancellationToken)
    {
        var bound = (await records.ListAsync(new(RecordKind.Contract) { Key = contract }, cancellationToken).ConfigureAwait(false))
            .Where(static record => ContractTransitions.HasBound(Enum.Parse<ContractState>(record.State))).Select(static record => record.Version).ToHashSet();
        return [.. all.GroupBy(static one => one.ContractVersion).Where(same => bound.Contains(same.Key)).Select(static same => same.MaxBy(static one => one.Version)!).OrderBy(static one => one.Version)];
    }

    /// <summary>Contracts with what was frozen for each.</summary>
    internal async Task<IReadOnlyList<ContractLife>> WithAsync(IReadOnlyList<ContractLife> contracts, RecordQuery query, CancellationToken cancellationToken)
    {
        if (contracts.Count == 0)
            return contracts;

        var frozen = new Dictionary<(string, int), ContractDecomposition>();
        foreach (var one in await records.ReadAllAsync(query with { Kind = RecordKind.Decomposition, Most = Page }, Of, cancellationToken).ConfigureAwait(false))
        {
            if (!frozen.TryGetValue((one.Contract, one.ContractVersion), out var other) || other.Version < one.Version)
                frozen[(one.Contract, one.ContractVersion)] = one;
        }

        return frozen.Count == 0 ? contracts : [.. contracts.Select(life => frozen.TryGetValue((life.Terms.MRid, life.Terms.Version), out var own) ? life with { Frozen = own } : life)];
    }

    /// <summary>The record to be saved with the signature, and the fact of it.</summary>
    internal static (BusinessRecord Record, RecordFact Fact) ToRecord(ContractDecomposition decomposition)
    {
        var body = MarketJson.WriteUtf8(decomposition);
        var facts = new Dictionary<string, string>
        {
            ["contract"] = decomposition.Contract, ["version"] = decomposition.Version.ToString(CultureInfo.InvariantCulture), ["contractVersion"] = decomposition.ContractVersion.ToString(CultureInfo.InvariantCulture),
            ["rule"] = decomposition.Rule.ToString(CultureInfo.InvariantCulture), ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(body)),
        };
        if (decomposition.FrozenBefore is { } begins)
            facts["frozenBefore"] = begins.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

        return (new(RecordKind.Decomposition, decomposition.Contract, decomposition.Version, Frozen, decomposition.Spans[0].From.ToDateOnly(), decomposition.Spans[^1].To.ToDateOnly(), body), new("contract.decomposed", facts));
    }

    internal static ContractDecomposition Of(BusinessRecord record) => record.Read<ContractDecomposition>("decomposition");
}
