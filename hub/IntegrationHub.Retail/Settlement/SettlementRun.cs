using System.Security.Cryptography;
using IntegrationHub.Market;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Retail.Settlement;

/// <summary>The second walk: every account is billed and its bill written, a page at a time; the bills of a page are stored while the next is computed.</summary>
internal sealed class SettlementRun(ReadingStore readings, BillStore bills, BillOwners owners, SettlementInputs inputs, MonthTotals totals, MonthPool pool, StoredSettlement settlement, string actor)
{
    private readonly Dictionary<string, PackageResult> _packages = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems = [];

    /// <summary>Closed bills whose account is served in the month, and not for their customer any more.</summary>
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private int _accounts;
    private long _substituted;
    private decimal _billed;
    private decimal _difference;

    /// <summary>The settlement with its totals, or everything that is wrong with its bills; null where readings came since the first walk, and it has to be made anew.</summary>
    public async Task<Checked<StoredSettlement>?> BillAsync(CancellationToken cancellationToken)
    {
        var (digests, versions) = (new OrderedDigest(), new OrderedDigest());
        var writing = Task.CompletedTask;
        try
        {
            var units = ReadingWalk.UnitsIn(inputs);
            var further = (settlement.Corrects is { } before ? await bills.FurtherAsync(inputs.Month, before, cancellationToken).ConfigureAwait(false) : []).ToLookup(StoredBill.AccountOf, StringComparer.Ordinal);
            await foreach (var page in new ReadingWalk(readings, inputs.Month).PagesAsync(cancellationToken).ConfigureAwait(false))
            {
                var known = ReadingWalk.UnitsOf(page, units);
                foreach (var account in known.Select(static unit => unit.Account).Distinct())
                    ReadingWalk.AddVersions(versions, account);

                if (known.Any(unit => !pool.Shares.ContainsKey(unit.Unit)))
                    return null;

                var due = await DueAsync(known, further, cancellationToken).ConfigureAwait(false);
                var made = AllCores.Map(due, Make, cancellationToken);
                foreach (var (one, unit) in made.Zip(due))
                    Add(one, unit.Key, digests);

                await writing.ConfigureAwait(false);
                if (_problems.Count == 0 && made.Length > 0)
                    writing = bills.AddAsync([.. made.Select(static one => one.Row!)], cancellationToken);
            }
        }
        finally
        {
            await writing.ConfigureAwait(false);
        }

        if (!versions.Finish().AsSpan().SequenceEqual(totals.Versions))
            return null;

        if (_problems.Count == 0 && settlement.Corrects is { } corrected)
            await CreditAsync(corrected, digests, cancellationToken).ConfigureAwait(false);

        return _problems.Count > 0
            ? Checked.Bad<StoredSettlement>([.. _problems.Take(SettlementProblems.Most)])
            : Checked.Good(settlement with
            {
                State = SettlementState.Calculated,
                BillDigest = Convert.ToHexStringLower(digests.Finish()),
                Accounts = _accounts,
                Substituted = _substituted,
                Billed = _billed,
                Difference = _difference,
                Packages = [.. _packages.Values.OrderBy(static package => package.Package, StringComparer.Ordinal)],
            });
    }

    /// <summary>Closed bills of accounts that are not served in the month any more, or not for the same customer, are taken back; those that a correction before took back already are done with.</summary>
    private async Task CreditAsync(int closed, OrderedDigest digests, CancellationToken cancellationToken)
    {
        await foreach (var page in bills.PagesAsync(inputs.Month, closed, cancellationToken).ConfigureAwait(false))
        {
            var rows = new List<BusinessRecordRow>();
            foreach (var record in page.Where(record => !inputs.Accounts.ContainsKey(StoredBill.AccountOf(record.Key)) || _left.Contains(record.Key)))
            {
                if (StoredBill.Of(record) is not { IsCredit: false } before)
                    continue;

                var credit = StoredBill.Credit(before, closed);
                var body = MarketJson.WriteUtf8(credit);
                var row = bills.RowOf(record.Key, inputs.Month, settlement.Version, body, actor);
                Add(new(credit, row, SHA256.HashData(body), []), record.Key, digests);
                rows.Add(row);
            }

            if (rows.Count > 0)
                await bills.AddAsync(rows, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The bills that a page's accounts get, each with the closed bill of the same customer, under its key: what a customer was billed is nobody else's difference. Whoever is new gets the first number that is free.
    /// </summary>
    private async Task<List<DueBill>> DueAsync(IReadOnlyList<UnitBlocks> units, ILookup<string, string> further, CancellationToken cancellationToken)
    {
        if (settlement.Corrects is not { } version)
            return [.. units.Select(unit => new DueBill(unit, owners.KeyOf(inputs.Accounts[unit.Unit].Served.Account.CustomerName), StoredBill.KeyOf(unit.Unit, inputs.Month), null))];

        var closed = await bills.FindAsync([.. units.Select(static unit => unit.Account.Key).Distinct().SelectMany(key => further[key].Prepend(StoredBill.KeyOf(key, inputs.Month)))], version, cancellationToken).ConfigureAwait(false);
        var due = new List<DueBill>(units.Count);
        foreach (var account in units.GroupBy(static unit => unit.Account.Key, StringComparer.Ordinal))
        {
            var left = new Dictionary<string, (string Key, StoredBill Bill)>(StringComparer.Ordinal);
            var taken = new HashSet<string>(StringComparer.Ordinal);
            foreach (var key in further[account.Key].Prepend(StoredBill.KeyOf(account.Key, inputs.Month)))
            {
                if (!closed.TryGetValue(key, out var bill))
                    continue;

                taken.Add(key);
                _left.Add(key);
                if (await owners.OfAsync(bill, cancellationToken).ConfigureAwait(false) is { } owner)
                    left.TryAdd(owner, (key, bill));
            }

            foreach (var unit in account.OrderBy(static unit => ServedAccount.NumberOf(unit.Unit)))
            {
                var customer = owners.KeyOf(inputs.Accounts[unit.Unit].Served.Account.CustomerName);
                if (left.Remove(customer, out var before))
                {
                    _left.Remove(before.Key);
                    due.Add(new(unit, customer, before.Key, before.Bill));
                    continue;
                }

                var number = 1;
                while (!taken.Add(StoredBill.KeyOf(ServedAccount.KeyOf(account.Key, number), inputs.Month)))
                    number++;

                due.Add(new(unit, customer, StoredBill.KeyOf(ServedAccount.KeyOf(account.Key, number), inputs.Month), null));
            }
        }

        return due;
    }

    private Made Make(DueBill due)
    {
        var unit = due.Unit;
        var (account, share, blocks) = (inputs.Accounts[unit.Unit], pool.Shares[unit.Unit], unit.Account);
        var package = account.Package.Package;
        var input = new BillInput(
            account.Traits, account.Contract.MRid, account.Contract.Version, package.Code, package.Version, account.Served.From, account.Served.To, share.Contracted, share.DeviationCharge, share.Cost)
        {
            Parts = share.Parts is { } parts ? [.. account.Parts.Zip(parts, Billing.PartOf)] : null,
            Customer = due.Customer,
        };
        var settled = CustomerSettlement.Settle(Billing.InputOf(
            account.Served.Name, input, account.Package, [.. account.Parts.Select(static part => part.Package)], inputs, channel => blocks.Of(channel) is { } block ? readings.Open(block) : null));
        if (settled.Value is not { } bill)
            return new(null, null, [], settled.Problems);

        var stored = StoredBill.Against(due.Closed, settlement.Corrects, input, bill);
        var body = MarketJson.WriteUtf8(stored);
        return new(stored, bills.RowOf(due.Key, inputs.Month, settlement.Version, body, actor), SHA256.HashData(body), []);
    }

    private void Add(Made made, string key, OrderedDigest digests)
    {
        if (made.Bill is not { } stored)
        {
            _problems.AddRange(made.Problems);
            return;
        }

        digests.Add(key, made.Digest);
        _accounts++;
        _substituted += stored.Bill.SubstitutedIntervals;
        _billed += stored.Bill.Total;

        // An account or a customer that the closed settlement did not have is billed now for the first time: all of it is difference.
        _difference += settlement.Corrects is null ? 0 : stored.Difference?.Total ?? stored.Bill.Total;
        if (stored.IsCredit)
            return;

        if (stored.Bill.Parts is not { } parts)
        {
            Add(stored.Bill.Package, stored.Bill.Energy, ProfitStatement.RevenueOf(stored.Bill), stored.Input.Cost);
            return;
        }

        foreach (var same in parts.Zip(stored.Input.Parts!).GroupBy(static part => part.First.Package, StringComparer.Ordinal))
            Add(same.Key, Energy.Sum(same.Select(static part => part.First.Energy)), same.Sum(static part => part.First.Revenue), same.Sum(static part => part.Second.Cost));
    }

    private void Add(string name, Energy energy, decimal revenue, decimal cost)
    {
        var package = _packages.GetValueOrDefault(name) ?? new(name, 0, Energy.Zero, 0, 0);
        _packages[name] = package with { Accounts = package.Accounts + 1, Energy = package.Energy + energy, Revenue = package.Revenue + revenue, Cost = package.Cost + cost };
    }

    /// <summary>A bill to be made.</summary>
    /// <param name="Unit">What is billed.</param>
    /// <param name="Customer">The key of its customer.</param>
    /// <param name="Key">What it is kept under.</param>
    /// <param name="Closed">The closed bill that it corrects, if any.</param>
    private sealed record DueBill(UnitBlocks Unit, string Customer, string Key, StoredBill? Closed);

    private sealed record Made(StoredBill? Bill, BusinessRecordRow? Row, byte[] Digest, IReadOnlyList<Problem> Problems);
}

/// <summary>Puts the input of a bill together, for the first time or again.</summary>
internal static class Billing
{
    public static BillInputPart PartOf(SettledPart part, AccountShare share) => new(
        part.Contract.MRid, part.Contract.Version, part.Package.Package.Code, part.Package.Package.Version, part.From, part.To, share.Contracted, share.DeviationCharge, share.Cost);

    /// <param name="name">The account.</param>
    /// <param name="input">What its bill is computed from.</param>
    /// <param name="package">Its package.</param>
    /// <param name="packages">Those of its parts, in order; none where it has no parts.</param>
    /// <param name="inputs">The month.</param>
    /// <param name="block">Opens its readings.</param>
    public static SettlementInput InputOf(
        string name, BillInput input, CompiledPackage package, IReadOnlyList<CompiledPackage> packages, SettlementInputs inputs, Func<ReadingChannel, ReadingBlock?> block) => new()
    {
        Account = name,
        Traits = input.Traits,
        Package = package,
        Readings = block(ReadingChannel.Import) ?? ReadingBlock.Empty(inputs.Grid),
        Export = package.Needs(EnergySource.Export) || packages.Any(static part => part.Needs(EnergySource.Export)) ? block(ReadingChannel.Export) : null,
        Community = package.Needs(EnergySource.Community) || packages.Any(static part => part.Needs(EnergySource.Community)) ? block(ReadingChannel.Community) : null,
        ServedFrom = input.ServedFrom,
        ServedTo = input.ServedTo,
        Contracted = input.Contracted,
        DeviationCharge = input.DeviationCharge,
        Catalogue = inputs.Catalogue,
        PowerFactors = inputs.PowerFactors,
        Division = inputs.Basis.Division ?? MonthDivision.ByDays,
        Parts = [.. (input.Parts ?? []).Zip(packages, static (part, priced) => new SettlementPart(priced, part.From, part.To, part.Contracted, part.DeviationCharge))],
    };
}
