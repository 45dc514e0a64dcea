using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Notary.Bundles;

/// <summary>Which exchanges go into a bundle: named ones, or those of a party (or all) in a half-open span of time.</summary>
/// <param name="Ids">Named exchanges; empty to select by the rest.</param>
/// <param name="Party">Only this party's; null for every party's.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record EvidenceSelection(IReadOnlyList<Guid> Ids, PartyId? Party, DateTimeOffset From, DateTimeOffset To)
{
    public static EvidenceSelection Of(params IReadOnlyList<Guid> ids) => new(ids, null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
}

/// <summary>What became of an export: how many exchanges it holds, or why there is none, and what is missing from it.</summary>
public sealed record ExportOutcome(int Exchanges, string? Refusal, IReadOnlyList<string> Warnings);
