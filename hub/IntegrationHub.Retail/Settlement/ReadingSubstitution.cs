using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Settlement;

/// <summary>Puts values in place of readings that are missing, so that a month can be settled; the meter's supersede them whenever they come. Thread-safe.</summary>
public sealed class ReadingSubstitution(IBusinessRecords records, BasisBook bases, ReadingBook book, ReadingStore readings, PackageBook packages, AwardBook awards, ParameterBook parameters, int batch = ReadingSubstitution.Batch)
{
    /// <summary>Accounts that are filled in one transaction, and held in memory.</summary>
    public const int Batch = 1000;

    private readonly InputLoader _loader = new(records, bases, book, packages, awards);

    /// <summary>
    /// Fills the gaps of every account in the days it is served, by <see cref="Substitution"/>; its last resort is the account's part of its contract (by capacity), the
    /// same in every interval. How long a gap is interpolated is a parameter of the market's rules. A month without gaps stays as it is.
    /// </summary>
    public async Task<Checked<ReadingReceipt>> FillAsync(BillingMonth month, string actor, CancellationToken cancellationToken)
    {
        var gaps = await book.GapsAsync(month, cancellationToken).ConfigureAwait(false);
        if (gaps.Count == 0)
            return Checked.Good(new ReadingReceipt(0, 0));

        var interpolation = (await parameters.FindAsync(cancellationToken).ConfigureAwait(false)).LongestInterpolationOn(month.FirstDay);
        if (interpolation.Value is not { } longest)
            return Checked.Bad<ReadingReceipt>(interpolation.Problems);

        var loaded = await _loader.LoadAsync(month, cancellationToken).ConfigureAwait(false);
        if (loaded.Value is not { } inputs)
            return Checked.Bad<ReadingReceipt>(loaded.Problems);

        var contracted = ByCapacity(inputs);
        if (await HopelessAsync(gaps.Where(gap => contracted[gap.Key] == Energy.Zero), inputs, cancellationToken).ConfigureAwait(false) is { Count: > 0 } problems)
            return Checked.Bad<ReadingReceipt>([.. problems.Take(SettlementProblems.Most)]);

        // A batch is a transaction: what is filled stays filled where a later one fails, and the next call goes on with the gaps that are left.
        var (accounts, written) = (0, 0);
        foreach (var some in gaps.Chunk(batch))
        {
            var filled = new List<KeyedReadings>(some.Length);
            foreach (var gap in some)
                filled.Add(await FilledAsync(gap, inputs, contracted[gap.Key], longest.Value, cancellationToken).ConfigureAwait(false));

            // Customers of one account share its block.
            var blocksOf = filled.GroupBy(static one => one.AccountKey, StringComparer.Ordinal).Select(static same => same.First() with { Values = [.. same.SelectMany(static one => one.Values)] }).ToList();
            if (await readings.TakeAsync(blocksOf, _ => ReadingBlock.Empty(inputs.Grid), changed => Fact(month, changed), actor, cancellationToken).ConfigureAwait(false) is not { } blocks)
                return RetailProblems.SomebodyElse.Bad<ReadingReceipt>();

            (accounts, written) = (accounts + filled.Count, written + blocks);
        }

        return Checked.Good(new ReadingReceipt(accounts, written));
    }

    /// <summary>Of accounts without contracted energy those that have no reading of their days either: there is nothing to make one of.</summary>
    private async Task<List<Problem>> HopelessAsync(IEnumerable<ReadingGap> uncontracted, SettlementInputs inputs, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        foreach (var gap in uncontracted)
        {
            if (await readings.FindAsync(ServedAccount.Split(gap.Key).Account, ReadingChannel.Import, inputs.Month, null, cancellationToken).ConfigureAwait(false) is not { } block
                || Shown(block, ServedIn(inputs.Accounts[gap.Key].Served, inputs.Grid)).MissingCount == inputs.Grid.Count)
                problems.Add(new(SettlementProblems.NothingToSubstitute, $"{gap.Account} has neither a reading of {inputs.Month} nor contracted energy.", gap.Account, "Import readings, or enter what it used."));
        }

        return problems;
    }

    private async Task<KeyedReadings> FilledAsync(ReadingGap gap, SettlementInputs inputs, Energy contracted, int longestInterpolation, CancellationToken cancellationToken)
    {
        var (account, grid, key) = (inputs.Accounts[gap.Key], inputs.Grid, ServedAccount.Split(gap.Key).Account);
        var served = ServedIn(account.Served, grid);
        var block = await readings.FindAsync(key, ReadingChannel.Import, inputs.Month, null, cancellationToken).ConfigureAwait(false) ?? ReadingBlock.Empty(grid);
        var even = LargestRemainder.Split(contracted.WattHours, [.. served.Select(static own => own ? 1m : 0)]);
        return new(key, ReadingChannel.Import, inputs.Month, Missing(block, Substitution.Fill(Shown(block, served), grid, even, longestInterpolation), served));
    }

    /// <summary>By interval of the month: true on the account's days. Those between two services are nobody's.</summary>
    private static bool[] ServedIn(ServedAccount account, MonthGrid grid)
    {
        var served = new bool[grid.Count];
        foreach (var (from, to) in account.Spans)
            served.AsSpan(grid.StartOf(from.Day - 1)..grid.StartOf(to.Day)).Fill(true);

        return served;
    }

    /// <summary>Readings of the account's days alone: what another customer used before or after says nothing about this one.</summary>
    private static ReadingBlock Shown(ReadingBlock block, bool[] served)
    {
        var (energies, qualities) = (block.WattHours.ToArray(), block.Qualities.ToArray());
        for (var i = 0; i < served.Length; i++)
        {
            if (!served[i])
                (energies[i], qualities[i]) = (0, ReadingQuality.Missing);
        }

        return new(block.Month, block.StepMinutes, block.Version, energies, qualities);
    }

    private static List<(int, long, ReadingQuality)> Missing(ReadingBlock before, ReadingBlock after, bool[] served)
    {
        var values = new List<(int, long, ReadingQuality)>();
        for (var i = 0; i < served.Length; i++)
        {
            if (served[i] && before.Qualities[i] == ReadingQuality.Missing)
                values.Add((i, after.WattHours[i], ReadingQuality.Substituted));
        }

        return values;
    }

    /// <summary>What was used is not known: a contract's energy falls on its accounts by their capacity, once on each, however many parts of the month it has under the contract.</summary>
    private static Dictionary<string, Energy> ByCapacity(SettlementInputs inputs)
    {
        var parts = new Dictionary<string, Energy>(StringComparer.Ordinal);
        foreach (var contract in inputs.Accounts.Values.SelectMany(static account => account.AllParts.Select(static part => part.Contract).Distinct().Select(contract => (Contract: contract, Account: account))).GroupBy(static pair => pair.Contract, static pair => pair.Account))
        {
            var members = contract.OrderBy(static account => account.Served.Key, StringComparer.Ordinal).ToList();
            var split = LargestRemainder.Split(contract.Key.Month.WattHours, [.. members.Select(static account => account.Traits.CapacityKilowatt)]);
            for (var i = 0; i < members.Count; i++)
                parts[members[i].Served.Key] = parts.GetValueOrDefault(members[i].Served.Key) + new Energy(split[i]);
        }

        return parts;
    }

    private static RecordFact Fact(BillingMonth month, int changed) => new(
        "readings.substituted", new Dictionary<string, string> { ["month"] = month.ToString(), ["changed"] = changed.ToString(CultureInfo.InvariantCulture) });
}
