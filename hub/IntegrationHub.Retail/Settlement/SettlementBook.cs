using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Settlement;

/// <summary>The settlements of months with their bills. Thread-safe.</summary>
/// <param name="records">Where settlements lie.</param>
/// <param name="bases">What the market says about months.</param>
/// <param name="book">Readings and accounts.</param>
/// <param name="readings">Where blocks lie.</param>
/// <param name="packages">Price packages.</param>
/// <param name="bills">Where bills lie.</param>
/// <param name="awards">What bids bought.</param>
public sealed class SettlementBook(IBusinessRecords records, BasisBook bases, ReadingBook book, ReadingStore readings, PackageBook packages, BillStore bills, AwardBook awards)
{
    private const int Tries = 5;

    /// <summary>Numbers that bills of one account and month may have: a customer a day, as many that are taken back, and as many that were before.</summary>
    private const int MostCustomers = 93;

    /// <summary>Accounts whose bills are asked for at once: SQL Server takes 2,100 parameters, and while the key for hashes is replaced each key has two forms.</summary>
    private const int AccountsAtOnce = 10;

    private readonly InputLoader _loader = new(records, bases, book, packages, awards);

    /// <summary>
    /// Settles a month by what is known now. What is the same as the newest settlement's input gives that settlement; anything else is a new version, and where an
    /// earlier one is closed its bills tell the difference.
    /// </summary>
    /// <returns>The settlement, or everything that is missing; then no settlement was made.</returns>
    public async Task<Checked<StoredSettlement>> CalculateAsync(BillingMonth month, string actor, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await TryCalculateAsync(month, actor, cancellationToken).ConfigureAwait(false) is { } calculated)
                return calculated;
        }

        return RetailProblems.SomebodyElse.Bad<StoredSettlement>();
    }

    /// <summary>Null where readings came while it was made: bills and totals would be of different ones.</summary>
    private async Task<Checked<StoredSettlement>?> TryCalculateAsync(BillingMonth month, string actor, CancellationToken cancellationToken)
    {
        var loaded = await _loader.LoadAsync(month, cancellationToken).ConfigureAwait(false);
        if (loaded.Value is not { } inputs)
            return Checked.Bad<StoredSettlement>(loaded.Problems);

        var totals = await new ReadingWalk(readings, month).TotalsAsync(inputs, cancellationToken).ConfigureAwait(false);
        if (totals.Problems.Count > 0)
            return Checked.Bad<StoredSettlement>([.. totals.Problems.Take(SettlementProblems.Most)]);

        var digest = Convert.ToHexStringLower(SHA256.HashData([.. inputs.Digest, .. totals.Digest]));
        var pool = MonthPool.Of(inputs, totals);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (settlement, revision) = await ClaimAsync(inputs, totals, pool, digest, actor, cancellationToken).ConfigureAwait(false);
            if (settlement is null)
                continue;

            if (settlement.State != SettlementState.Calculating)
                return Checked.Good(settlement);

            var billed = await new SettlementRun(readings, bills, new(records), inputs, totals, pool, settlement, actor).BillAsync(cancellationToken).ConfigureAwait(false);
            if (billed?.Value is not { } done)
                return billed;

            if (await records.SaveAsync([done.ToRecord(revision)], [FactOf("settlement.calculated", done)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved)
                return billed;
        }

        return RetailProblems.SomebodyElse.Bad<StoredSettlement>();
    }

    /// <summary>A version of a month's settlement, or the newest that is complete; null where there is none.</summary>
    public async Task<StoredSettlement?> FindAsync(BillingMonth month, int? version, CancellationToken cancellationToken)
    {
        if (version is { } asked)
            return await records.FindAsync(RecordKind.Settlement, month.ToString(), asked, cancellationToken).ConfigureAwait(false) is { } record ? StoredSettlement.Of(record) : null;

        return (await ListAsync(month, cancellationToken).ConfigureAwait(false)).LastOrDefault(static one => one.State != SettlementState.Calculating);
    }

    /// <summary>All settlements, or those of a month, in the order of month and version.</summary>
    public async Task<IReadOnlyList<StoredSettlement>> ListAsync(BillingMonth? month, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Settlement) { Key = month?.ToString() }, cancellationToken).ConfigureAwait(false)).Select(StoredSettlement.Of)];

    /// <summary>An account's bill of a settlement; null where there is none.</summary>
    /// <param name="accountNumber">Number of the account.</param>
    /// <param name="voltageLevel">Its voltage level.</param>
    /// <param name="month">The month.</param>
    /// <param name="version">Version of the settlement.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="on">Where the account went to another customer within the month, a day of the one that is meant; the first for null. Bills come before those that only take back.</param>
    public async Task<StoredBill?> BillAsync(string accountNumber, string voltageLevel, BillingMonth month, int version, CancellationToken cancellationToken, LocalDate? on = null) =>
        (await BillsOfAsync(accountNumber, voltageLevel, month, version, cancellationToken).ConfigureAwait(false)).OrderBy(static bill => bill.IsCredit).FirstOrDefault(bill => on is not { } day || (bill.Input.ServedFrom <= day && bill.Input.ServedTo >= day));

    /// <summary>A bill as its customer reads it, with how prices that follow the market come about.</summary>
    public async Task<CustomerBill> ForCustomerAsync(StoredBill bill, StoredSettlement settlement, CancellationToken cancellationToken)
    {
        var shown = bill.ForCustomer(settlement);

        // Where packages changed within the month nothing says whose a line is; its path is one of either.
        return bill.PackagesOf() is [var (code, version)] && await packages.FindAsync(code, version, cancellationToken).ConfigureAwait(false) is { } package
            ? shown with { Terms = [.. shown.Terms.Zip(bill.Bill.Terms, (term, kept) => term with { Link = CustomerBillLink.Of(package, kept) })] }
            : shown;
    }

    /// <summary>The bill of an account that is this customer's, or takes back this customer's; null where there is none.</summary>
    /// <param name="account">The account as it is or was served for the customer.</param>
    /// <param name="month">The month.</param>
    /// <param name="version">Version of the settlement.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StoredBill?> OwnBillAsync(MeteringAccount account, BillingMonth month, int version, CancellationToken cancellationToken) =>
        await OwnBillsAsync([account], month, version, cancellationToken).ConfigureAwait(false) is [var own, ..] ? own : null;

    /// <summary>The same of many accounts, in their order; nothing of those that have none.</summary>
    public async Task<IReadOnlyList<StoredBill>> OwnBillsAsync(IReadOnlyList<MeteringAccount> accounts, BillingMonth month, int version, CancellationToken cancellationToken)
    {
        var (owners, own) = (new BillOwners(records), new List<StoredBill>());
        foreach (var some in accounts.Select(account => (account.CustomerName, Keys: KeysOf(account.AccountNumber, account.VoltageLevel, month))).Chunk(AccountsAtOnce))
        {
            var found = await bills.FindAsync([.. some.SelectMany(static account => account.Keys)], version, cancellationToken).ConfigureAwait(false);
            foreach (var (name, keys) in some)
            {
                var customer = owners.KeyOf(name);
                foreach (var bill in InOrder(found, keys))
                {
                    if (await owners.OfAsync(bill, cancellationToken).ConfigureAwait(false) != customer)
                        continue;

                    own.Add(bill);
                    break;
                }
            }
        }

        return own;
    }

    /// <summary>An account's bills of a settlement, one for each of its customers of the month, in the order of their days.</summary>
    public async Task<IReadOnlyList<StoredBill>> BillsOfAsync(string accountNumber, string voltageLevel, BillingMonth month, int version, CancellationToken cancellationToken)
    {
        var keys = KeysOf(accountNumber, voltageLevel, month);
        return [.. InOrder(await bills.FindAsync(keys, version, cancellationToken).ConfigureAwait(false), keys)];
    }

    /// <summary>Every key that a bill of an account may have. A customer keeps its number when another's closed bill was taken back: there may be numbers without a bill between.</summary>
    private List<string> KeysOf(string accountNumber, string voltageLevel, BillingMonth month)
    {
        var key = records.BlindKey($"{accountNumber}/{voltageLevel}");
        return [.. Enumerable.Range(1, MostCustomers).Select(number => StoredBill.KeyOf(ServedAccount.KeyOf(key, number), month))];
    }

    /// <summary>In the order of their days.</summary>
    private static IEnumerable<StoredBill> InOrder(IReadOnlyDictionary<string, StoredBill> found, List<string> keys) =>
        keys.Where(found.ContainsKey).Select(key => (Key: key, Bill: found[key])).OrderBy(static one => one.Bill.Input.ServedFrom).ThenBy(static one => one.Key, StringComparer.Ordinal).Select(static one => one.Bill);

    /// <summary>A page of a settlement's bills.</summary>
    /// <param name="month">The month.</param>
    /// <param name="version">Version of the settlement.</param>
    /// <param name="after">Where to go on: the cursor of the page before; null at the beginning.</param>
    /// <param name="most">Bills at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IReadOnlyList<StoredBill> Bills, string? Next)> BillsAsync(BillingMonth month, int version, string? after, int most, CancellationToken cancellationToken)
    {
        var query = new RecordQuery(RecordKind.Bill) { State = StoredBill.StateOf(month, version), Most = most, Behind = after is null ? null : new(RecordKind.Bill, after, version, "", null, null, default) };
        var page = await records.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return ([.. page.Select(StoredBill.Of)], page.Count < most ? null : page[^1].Form ?? page[^1].Key);
    }

    /// <summary>Every bill of a settlement once, in the order of their accounts' keys; a page of them in memory at a time.</summary>
    public async IAsyncEnumerable<StoredBill> BillsAsync(BillingMonth month, int version, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in bills.PagesAsync(month, version, cancellationToken).ConfigureAwait(false))
        {
            foreach (var bill in page)
                yield return StoredBill.Of(bill);
        }
    }

    /// <summary>The market's intervals of a month; holidays change nothing about when they are.</summary>
    public MonthGrid GridOf(BillingMonth month) => book.Grids.Of(month);

    /// <summary>Takes a settlement a step further; nothing happens when somebody else did meanwhile.</summary>
    internal async Task<Checked<StoredSettlement>> ChangeAsync(
        BillingMonth month, int version, Func<StoredSettlement, Checked<StoredSettlement>> change, string fact, string actor, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await records.FindAsync(RecordKind.Settlement, month.ToString(), version, cancellationToken).ConfigureAwait(false) is not { } record)
                return SettlementProblems.Unknown($"{month}/{version}").Bad<StoredSettlement>();

            var before = StoredSettlement.Of(record);
            var after = change(before);
            if (after.Value is not { } next || ReferenceEquals(before, next))
                return after;

            if (await records.SaveAsync([next.ToRecord(record.Revision)], [FactOf(fact, next)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved)
                return after;
        }

        return RetailProblems.SomebodyElse.Bad<StoredSettlement>();
    }

    /// <summary>The version for these inputs: the one that has them, else a new one; null where somebody else was faster.</summary>
    private async Task<(StoredSettlement? Settlement, long Revision)> ClaimAsync(
        SettlementInputs inputs, MonthTotals totals, MonthPool pool, string digest, string actor, CancellationToken cancellationToken)
    {
        var there = await records.ListAsync(new(RecordKind.Settlement) { Key = inputs.Month.ToString() }, cancellationToken).ConfigureAwait(false);
        var known = there.Select(static record => (Record: record, Settlement: StoredSettlement.Of(record))).ToList();
        var newest = known.LastOrDefault(static one => one.Settlement.IsClosed).Settlement?.Version;

        // One that was made before another was closed bills in full what was billed: it is no answer any more.
        if (known.LastOrDefault(one => one.Settlement.InputDigest == digest && (one.Settlement.Version == newest || one.Settlement.Corrects == newest)) is { Record: { } same } found)
            return (found.Settlement, same.Revision);

        var charge = pool.Assessment?.Pool;
        var claimed = new StoredSettlement
        {
            Month = inputs.Month,
            Version = known.Count == 0 ? 1 : known[^1].Settlement.Version + 1,
            State = SettlementState.Calculating,
            Rules = InputLoader.Rules,
            Basis = inputs.Basis.Version,
            Currency = inputs.Basis.Currency,
            Area = inputs.Basis.Area,
            InputDigest = digest,
            Corrects = newest,
            Sold = Energy.Sum(totals.Energies.Values),
            Contracted = pool.Contracted,
            DeviationCharge = charge?.Amount ?? 0,
            DeviationEnergy = charge?.Charged ?? Energy.Zero,
            Purchases = inputs.Purchases,
            LeftToBasis = inputs.LeftToBasis > 0 ? inputs.LeftToBasis : null,
            EnteredPrices = inputs.Entered.Count > 0 ? inputs.Entered : null,
            Lines = AccountLines.Of(totals, inputs.Purchases),
        };
        return await records.SaveAsync([claimed.ToRecord(0)], [], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? (claimed, 1) : (null, 0);
    }

    private static RecordFact FactOf(string kind, StoredSettlement settlement)
    {
        var facts = new Dictionary<string, string>
        {
            ["month"] = settlement.Month.ToString(),
            ["version"] = settlement.Version.ToString(CultureInfo.InvariantCulture),
            ["state"] = settlement.State.ToString(),
            ["inputs"] = settlement.InputDigest,
            ["bills"] = settlement.BillDigest,
            ["accounts"] = settlement.Accounts.ToString(CultureInfo.InvariantCulture),
        };
        if (settlement.Corrects is { } closed)
            facts["corrects"] = closed.ToString(CultureInfo.InvariantCulture);

        return new(kind, facts);
    }
}
