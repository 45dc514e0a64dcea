using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Retail.Readings;

/// <summary>What came of readings that somebody brought.</summary>
/// <param name="Blocks">Accounts, months and channels that they are about.</param>
/// <param name="Changed">Those of them that have a new version; the others said the same already, or something better.</param>
public sealed record ReadingReceipt(int Blocks, int Changed);

/// <summary>An account whose month has gaps.</summary>
/// <param name="Account">Number and voltage level.</param>
/// <param name="Key">Its key, which says nothing.</param>
/// <param name="Missing">Intervals of the days served that have no value.</param>
/// <param name="Of">Intervals of the days served.</param>
public sealed record ReadingGap(string Account, string Key, int Missing, int Of);

/// <summary>The readings of the retailer's metering accounts. Thread-safe.</summary>
/// <param name="readings">Where they lie.</param>
/// <param name="customers">Whose accounts they are.</param>
/// <param name="records">Makes keys of account numbers.</param>
/// <param name="parameters">How far what customers enter is believed.</param>
/// <param name="grids">The market's intervals.</param>
/// <param name="time">The clock.</param>
public sealed class ReadingBook(ReadingStore readings, CustomerBook customers, IBusinessRecords records, ParameterBook parameters, MonthGrids grids, TimeProvider time)
{
    /// <summary>Blocks of a page while a month is walked through.</summary>
    internal const int PageBlocks = 1000;

    public MonthGrids Grids => grids;

    private LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(grids.Calendar.Zone).Date;

    /// <summary>Takes a file of readings: all of it, or everything that is wrong with it.</summary>
    /// <param name="csv">Its text (docs/settlement.md).</param>
    /// <param name="source">Who says it.</param>
    /// <param name="actor">Who brings it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Checked<ReadingReceipt>> ImportAsync(string csv, ReadingSource source, string actor, CancellationToken cancellationToken)
    {
        var read = ReadingCsv.Read(csv, grids, source, Today);
        return read.Value is { } rows && read.Problems.Count == 0
            ? await TakeAsync(rows, source, "file", actor, cancellationToken).ConfigureAwait(false)
            : Checked.Bad<ReadingReceipt>(read.Problems);
    }

    /// <summary>Takes validated metered data of the distribution company. The same document again changes nothing.</summary>
    public async Task<Checked<ReadingReceipt>> ImportAsync(MeteredData document, string actor, CancellationToken cancellationToken)
    {
        var read = MeteredDocument.Read(document, grids);
        return read.Value is { } rows && read.Problems.Count == 0
            ? await TakeAsync(rows, ReadingSource.Meter, "document", actor, cancellationToken).ConfigureAwait(false)
            : Checked.Bad<ReadingReceipt>(read.Problems);
    }

    /// <summary>A version of an account's readings, or the newest; null where there is none.</summary>
    public Task<ReadingBlock?> FindAsync(string accountNumber, string voltageLevel, ReadingChannel channel, BillingMonth month, int? version, CancellationToken cancellationToken) =>
        readings.FindAsync(records.BlindKey($"{accountNumber}/{voltageLevel}"), channel, month, version, cancellationToken);

    /// <summary>The newest readings of some accounts in a month, a few hundred at most, each with its account; nothing of those that have none.</summary>
    public async Task<IReadOnlyList<(MeteringAccount Account, ReadingBlock Block)>> FindAsync(IReadOnlyList<MeteringAccount> accounts, ReadingChannel channel, BillingMonth month, CancellationToken cancellationToken)
    {
        var keyed = accounts.Select(account => (Account: account, Key: records.BlindKey($"{account.AccountNumber}/{account.VoltageLevel}"))).ToList();
        var found = await readings.FindAsync([.. keyed.Select(static one => one.Key)], channel, month, cancellationToken).ConfigureAwait(false);
        return [.. keyed.Where(one => found.ContainsKey(one.Key)).Select(one => (one.Account, found[one.Key]))];
    }

    /// <summary>Accounts that are served in a month and whose consumption of the days served is not complete, by number.</summary>
    public async Task<IReadOnlyList<ReadingGap>> GapsAsync(BillingMonth month, CancellationToken cancellationToken)
    {
        var served = (await IndexAsync(cancellationToken).ConfigureAwait(false)).ServedIn(month);
        var grid = grids.Of(month);
        var gaps = served.Values.ToDictionary(static account => account.Key, account => GapOf(account, grid, null), StringComparer.Ordinal);
        var units = served.Values.ToLookup(static account => ServedAccount.Split(account.Key).Account, StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = await readings.PageAsync(month, after, PageBlocks, cancellationToken).ConfigureAwait(false);
            foreach (var block in page.Blocks)
            {
                if (block.Channel != ReadingChannel.Import || !units.Contains(block.AccountKey))
                    continue;

                var opened = readings.Open(block);
                foreach (var account in units[block.AccountKey])
                    gaps[account.Key] = GapOf(account, grid, opened);
            }

            if (page.Next is null)
                return [.. gaps.Values.Where(static gap => gap.Missing > 0).OrderBy(static gap => gap.Account, StringComparer.Ordinal)];

            after = page.Next;
        }
    }

    internal async Task<AccountIndex> IndexAsync(CancellationToken cancellationToken) =>
        new(await customers.ListAsync(null, cancellationToken).ConfigureAwait(false), records);

    private static ReadingGap GapOf(ServedAccount account, MonthGrid grid, ReadingBlock? block)
    {
        var (missing, count) = (0, 0);
        foreach (var (from, to) in account.Spans)
        {
            var days = grid.StartOf(from.Day - 1)..grid.StartOf(to.Day);
            count += days.End.Value - days.Start.Value;
            missing += block is null ? days.End.Value - days.Start.Value : block.Qualities[days].Count(ReadingQuality.Missing);
        }

        return new(account.Name, account.Key, missing, count);
    }

    /// <summary>Takes readings that were read already, whatever they came as.</summary>
    public async Task<Checked<ReadingReceipt>> TakeAsync(IReadOnlyList<AccountReadings> rows, ReadingSource source, string way, string actor, CancellationToken cancellationToken)
    {
        var accounts = await IndexAsync(cancellationToken).ConfigureAwait(false);
        var figures = source == ReadingSource.Customer ? await parameters.FindAsync(cancellationToken).ConfigureAwait(false) : null;
        var problems = new List<Problem>();
        var keyed = new List<KeyedReadings>(rows.Count);
        foreach (var row in rows)
        {
            if (AccountOf(row, accounts, problems) is not { } account)
                continue;

            if (figures is not null)
                problems.AddRange(CheckEntered(row, account, figures));

            keyed.Add(new(accounts.KeyOf(account.AccountNumber, account.VoltageLevel), row.Channel, row.Month, row.Values));
        }

        if (problems.Count > 0)
            return Checked.Bad<ReadingReceipt>([.. problems.Distinct()]);

        var blocks = keyed.DistinctBy(static one => (one.AccountKey, one.Channel, one.Month)).Count();
        var taken = await readings.TakeAsync(keyed, month => ReadingBlock.Empty(grids.Of(month)), changed => Fact(way, source, blocks, changed), actor, cancellationToken).ConfigureAwait(false);
        return taken is { } written ? Checked.Good(new ReadingReceipt(blocks, written)) : RetailProblems.SomebodyElse.Bad<ReadingReceipt>();
    }

    /// <summary>What a customer entered, against what the account can draw by the figure of the row's first day.</summary>
    private IEnumerable<Problem> CheckEntered(AccountReadings row, MeteringAccount account, RetailParameters figures)
    {
        var grid = grids.Of(row.Month);
        var day = row.Values.Count == 0 ? row.Month.FirstDay : row.Values.Min(value => grid.DateOf(value.Index));
        var headroom = figures.EnteredHeadroomOn(day);
        if (headroom.Value is not { } known)
            return headroom.Problems;

        return EnteredReadings.Check(row, account.CapacityKilowatt, grids.StepMinutes, known.Value) is { } implausible ? [implausible] : [];
    }

    /// <summary>The account of a row, as it is served on every day that the row has values of.</summary>
    private MeteringAccount? AccountOf(AccountReadings row, AccountIndex accounts, List<Problem> problems)
    {
        if ((row.VoltageLevel ?? accounts.OnlyVoltageOf(row.AccountNumber)) is not { } voltage)
        {
            problems.Add(new(RetailProblems.ReadingAccount, $"There is no account {row.AccountNumber}, or it has several voltage levels.", row.Where, "Import the account first (`ihub customers import`)."));
            return null;
        }

        var grid = grids.Of(row.Month);
        MeteringAccount? found = null;
        foreach (var day in row.Values.Select(value => grid.DateOf(value.Index)).Distinct().DefaultIfEmpty(row.Month.FirstDay))
        {
            if (accounts.On(row.AccountNumber, voltage, day) is { } account)
            {
                found = account;
                continue;
            }

            problems.Add(new(
                RetailProblems.ReadingAccount, $"{row.AccountNumber} at {voltage} is no account that is served on {day:uuuu-MM-dd}.", row.Where, "Import the account first (`ihub customers import`), or correct its days."));
            return null;
        }

        return found;
    }

    private static RecordFact Fact(string way, ReadingSource source, int blocks, int changed) => new("readings.taken", new Dictionary<string, string>
    {
        ["way"] = way,
        ["source"] = source == ReadingSource.Meter ? "meter" : "customer",
        ["blocks"] = blocks.ToString(CultureInfo.InvariantCulture),
        ["changed"] = changed.ToString(CultureInfo.InvariantCulture),
    });
}
