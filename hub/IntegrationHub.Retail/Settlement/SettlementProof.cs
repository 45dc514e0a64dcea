using System.Security.Cryptography;
using IntegrationHub.Market;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Settlement;

/// <summary>What came of computing a settlement again.</summary>
/// <param name="Bills">Bills that were computed.</param>
/// <param name="Digest">Digest over them; the settlement's own where all is well.</param>
public sealed record SettlementCheck(int Bills, string Digest);

/// <summary>
/// Computes the bills of a settlement again, from what each says it was made of: versions of basis, package, contract share and readings. Years later the same
/// octets have to come out. Thread-safe.
/// </summary>
public sealed class SettlementProof(SettlementBook settlements, BasisBook bases, PackageBook packages, ReadingStore readings, BillStore bills)
{
    /// <summary>The digest that came out again, or every bill that came out otherwise.</summary>
    public async Task<Checked<SettlementCheck>> VerifyAsync(BillingMonth month, int version, CancellationToken cancellationToken)
    {
        if (await settlements.FindAsync(month, version, cancellationToken).ConfigureAwait(false) is not { State: not SettlementState.Calculating } settlement)
            return SettlementProblems.Unknown($"{month}/{version}").Bad<SettlementCheck>();

        if (await bases.FindAsync(month, settlement.Basis, cancellationToken).ConfigureAwait(false) is not { } basis)
            return SettlementProblems.NoBasis(month).Bad<SettlementCheck>();

        var inputs = SettlementInputs.Of(basis, bases.GridOf(basis));
        var compiled = new Dictionary<(string, int), CompiledPackage>();
        var problems = new List<Problem>();
        var count = 0;
        var digests = new OrderedDigest();
        await foreach (var page in bills.PagesAsync(month, version, cancellationToken).ConfigureAwait(false))
        {
            var closed = settlement.Corrects is { } corrected
                ? await bills.FindAsync([.. page.Select(static record => record.Key)], corrected, cancellationToken).ConfigureAwait(false)
                : new Dictionary<string, StoredBill>();
            foreach (var record in page)
            {
                var again = await AgainAsync(record, inputs, compiled, closed, cancellationToken).ConfigureAwait(false);
                count++;
                digests.Add(record.Key, SHA256.HashData(again ?? []));
                if ((again is null || !record.Body.Span.SequenceEqual(again)) && problems.Count < SettlementProblems.Most)
                    problems.Add(new(SettlementProblems.Differs, "The bill comes out otherwise than it is kept.", StoredBill.Of(record).Bill.Account, "Compare readings, package and basis of the bill with their history; restore from a backup what was altered."));
            }
        }

        var digest = Convert.ToHexStringLower(digests.Finish());
        if (problems.Count == 0 && digest != settlement.BillDigest)
            problems.Add(new(SettlementProblems.Differs, $"{count} bills are there, {settlement.Accounts} were made, or they are others.", settlement.Name, "Restore the bills from a backup."));

        return problems.Count > 0 ? Checked.Bad<SettlementCheck>(problems) : Checked.Good(new SettlementCheck(count, digest));
    }

    private async Task<byte[]?> AgainAsync(
        BusinessRecord record, SettlementInputs inputs, Dictionary<(string, int), CompiledPackage> compiled, IReadOnlyDictionary<string, StoredBill> closed, CancellationToken cancellationToken)
    {
        var stored = StoredBill.Of(record);
        if (stored.IsCredit)
            return closed.GetValueOrDefault(record.Key) is { } before && stored.Corrects is { } corrects ? MarketJson.WriteUtf8(StoredBill.Credit(before, corrects)) : null;

        if (await PackageAsync(stored.Input.Package, stored.Input.PackageVersion, inputs, compiled, cancellationToken).ConfigureAwait(false) is not { } package)
            return null;

        var ofParts = new List<CompiledPackage>();
        foreach (var part in stored.Input.Parts ?? [])
        {
            if (await PackageAsync(part.Package, part.PackageVersion, inputs, compiled, cancellationToken).ConfigureAwait(false) is not { } priced)
                return null;

            ofParts.Add(priced);
        }

        var key = StoredBill.AccountOf(record.Key);
        var blocks = new Dictionary<ReadingChannel, ReadingBlock>();
        foreach (var (channel, version) in new[] { (ReadingChannel.Import, (int?)stored.Bill.ReadingVersion), (ReadingChannel.Export, stored.Bill.ExportVersion), (ReadingChannel.Community, stored.Bill.CommunityVersion) })
        {
            if (version is { } asked && await readings.FindAsync(key, channel, inputs.Month, asked, cancellationToken).ConfigureAwait(false) is { } block)
                blocks[channel] = block;
        }

        var settled = CustomerSettlement.Settle(Billing.InputOf(stored.Bill.Account, stored.Input, package, ofParts, inputs, blocks.GetValueOrDefault));
        return settled.Value is not { } bill ? null
            : MarketJson.WriteUtf8(StoredBill.Against(closed.GetValueOrDefault(record.Key), stored.Corrects, stored.Input, bill));
    }

    private async Task<CompiledPackage?> PackageAsync(
        string code, int version, SettlementInputs inputs, Dictionary<(string, int), CompiledPackage> compiled, CancellationToken cancellationToken)
    {
        if (compiled.TryGetValue((code, version), out var ready))
            return ready;

        return await packages.FindAsync(code, version, cancellationToken).ConfigureAwait(false) is { } package
            && CompiledPackage.Compile(package, inputs.Grid, BasisRules.References(inputs.Basis, inputs.Grid)).Value is { } good
            ? compiled[(code, version)] = good
            : null;
    }
}
