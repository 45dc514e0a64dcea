using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Deciding;

/// <summary>A text that a case is about, whole.</summary>
/// <param name="Address">Its own page; <c>null</c> where it has none.</param>
/// <param name="Digest">SHA-256 of <paramref name="Text"/> in UTF-8, lower hexadecimal digits.</param>
public sealed record CaseDocument(string Name, string? Address, string Text, string Digest)
{
    /// <summary>The bid that the text is of, for who shows it as a table; null where it is of something else.</summary>
    public (BidEntry Bid, MarketEvent Market)? Bid { get; init; }

    /// <summary>Likewise the settlement, without single bids for who may not read them.</summary>
    public StoredSettlement? Settlement { get; init; }

    /// <summary>Finds what changed since the version that it follows, <c>null</c> where it follows none; for who shows it.</summary>
    public required Func<CancellationToken, Task<VersionComparison?>> CompareAsync { get; init; }

    /// <summary>The text with its parts, of a contract.</summary>
    public ContractText? Contract { get; init; }

    /// <summary>The prices at which it is settled; <c>null</c> where it has no package. A version of a package never changes, so it is no part of what has to be the same.</summary>
    public PublicPackage? Package { get; init; }

    /// <summary>Of a contract that waits for a consent, or will: whether its other side can get a code, and which side that is.</summary>
    public (ConsentReach? Reach, string OtherSide) Consent { get; init; }
}

/// <summary>The texts of a case, and what it names and could not be shown: not there, not to be rendered, or not for this person.</summary>
public sealed record ShownDocuments(IReadOnlyList<CaseDocument> Found, IReadOnlyList<string> Missing);

/// <summary>Finds the texts that the variables of a case name: the very texts that are signed and handed in.</summary>
public sealed class CaseDocuments(ContractBook contracts, PackageBook packages, BidEntries bids, MarketEventBook events, SettlementBook settlements, ServiceRequestBook requests, VersionComparisons comparisons, ConsentReaching reaching)
{
    /// <param name="process">Id of the process: what a shipped one decides about is known.</param>
    /// <param name="facts">Variables of the case.</param>
    /// <param name="permissions">What who looks may.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<ShownDocuments> OfAsync(string process, ContextValue facts, IReadOnlySet<Permission> permissions, CancellationToken cancellationToken)
    {
        var (found, missing) = (new List<CaseDocument>(), new List<string>());
        // Onboarding decides about a customer, whose data are all among the facts.
        if (process.StartsWith("customer-", StringComparison.Ordinal))
        {
            return new ShownDocuments(found, missing);
        }

        await TakeAsync("contract", Permission.ReadContracts, ContractAsync).ConfigureAwait(false);
        await TakeAsync("bid", Permission.ReadBids, BidAsync).ConfigureAwait(false);
        await TakeAsync("settlement", Permission.ReadSettlements, (name, variables, cancel) => SettlementAsync(name, variables, permissions, cancel)).ConfigureAwait(false);
        await TakeAsync("request", Permission.ReadRequests, RequestAsync).ConfigureAwait(false);
        return new ShownDocuments(found, missing);

        async Task TakeAsync(string kind, Permission permission, Func<string, ContextValue, CancellationToken, Task<CaseDocument?>> find)
        {
            if (facts[kind] is not TextValue { Text: var name })
            {
                return;
            }

            if (permissions.Contains(permission) && await find(name, facts, cancellationToken).ConfigureAwait(false) is { } document)
            {
                found.Add(document);
            }
            else
            {
                missing.Add(name);
            }
        }
    }

    private async Task<CaseDocument?> ContractAsync(string number, ContextValue facts, CancellationToken cancellationToken)
    {
        var version = facts["version"] is NumberValue { Number: > 0 and < 1_000_000 } named ? (int?)named.Number : null;
        if (await contracts.FindAsync(number, version, cancellationToken).ConfigureAwait(false) is not { } contract || (await contracts.TextAsync(contract, cancellationToken).ConfigureAwait(false)).Value is not { } text)
        {
            return null;
        }

        var terms = contract.Contract.Terms;
        return new CaseDocument($"{terms.MRid} / {terms.Version}", $"/contracts/{Uri.EscapeDataString(terms.MRid)}/{terms.Version}", text.Text, text.Digest)
        {
            Contract = text,
            Package = terms.Package is { } code && await packages.FindAsync(code, terms.PackageVersion, cancellationToken).ConfigureAwait(false) is { } package ? PublicPackage.Of(package) : null,
            CompareAsync = cancel => comparisons.OfContractAsync(terms.MRid, from: null, terms.Version, cancel),
            Consent = (await reaching.OfAsync(contract.Contract, cancellationToken).ConfigureAwait(false), ConsentReaching.OtherSideOf(terms)),
        };
    }

    /// <summary>What the customer wrote, and what was said since.</summary>
    private async Task<CaseDocument?> RequestAsync(string id, ContextValue facts, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var request) || await requests.FindAsync(request, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        var text = stored.Conversation();
        return new CaseDocument(stored.CustomerName, $"/requests/{request:D}", text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))) { CompareAsync = static _ => Task.FromResult<VersionComparison?>(null) };
    }

    /// <summary>A bid that was written anew since the case fixed its text is not the one to be decided.</summary>
    private async Task<CaseDocument?> BidAsync(string number, ContextValue facts, CancellationToken cancellationToken)
    {
        if (await bids.FindAsync(number, null, cancellationToken).ConfigureAwait(false) is not { } bid || await events.FindAsync(bid.Event, cancellationToken).ConfigureAwait(false) is not { } market)
        {
            return null;
        }

        var text = bids.TextOf(bid, market);
        return facts["digest"] is TextValue { Text: var fixedText } && fixedText != text.Digest
            ? null
            : new CaseDocument(string.Create(CultureInfo.InvariantCulture, $"{bid.Number} / {bid.Version}"), $"/bids/{Uri.EscapeDataString(bid.Number)}/{bid.Version}", text.Text, text.Digest)
            {
                Bid = (bid, market),
                CompareAsync = cancel => comparisons.OfBidAsync(bid.Number, from: null, bid.Version, cancel),
            };
    }

    /// <summary>One that does not say what the case fixed is not the one to be decided.</summary>
    private async Task<CaseDocument?> SettlementAsync(string name, ContextValue facts, IReadOnlySet<Permission> permissions, CancellationToken cancellationToken)
    {
        if (!StoredSettlement.TryParseName(name, out var month, out var version) || await settlements.FindAsync(month, version, cancellationToken).ConfigureAwait(false) is not { } settlement)
        {
            return null;
        }

        var text = SettlementText.Of(settlement);
        return facts["digest"] is TextValue { Text: var fixedText } && fixedText != text.Digest
            ? null
            : new CaseDocument(settlement.Name, $"/settlements/{settlement.Name}", text.Text, text.Digest)
            {
                Settlement = permissions.Contains(Permission.ReadBids) ? settlement : settlement.WithoutBids(),
                CompareAsync = cancel => comparisons.OfSettlementAsync(month, from: null, version, permissions.Contains(Permission.ReadIndicators), permissions.Contains(Permission.ReadBids), cancel),
            };
    }
}
