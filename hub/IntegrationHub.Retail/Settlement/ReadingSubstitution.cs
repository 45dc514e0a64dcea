using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Settlement;

/// <summary>Puts values in place of readings that are missing, so that a month can be settled; the meter's supersede them whenever they come. Thread-safe.</summary>
public sealed class ReadingSubstitution(IBusinessRecords records, BasisBook bases, ReadingBook book, ReadingStore readings, PackageBook packages)
{
    private readonly InputLoader _loader = new(records, bases, book, packages);

    /// <summary>
    /// Fills the gaps of every account in the days it is served, by <see cref="Substitution"/>; its last resort is the account's part of its contract (by capacity), the
    /// same in every interval. A month without gaps stays as it is.
    /// </summary>
    public async Task<Checked<ReadingReceipt>> FillAsync(BillingMonth month, string actor, CancellationToken cancellationToken)
    {
        var gaps = await book.GapsAsync(month, cancellationToken).ConfigureAwait(false);
        if (gaps.Count == 0)
            return Checked.Good(new ReadingReceipt(0, 0));

        var loaded = await _loader.LoadAsync(month, cancellationToken).ConfigureAwait(false);
        if (loaded.Value is not { } inputs)
            return Checked.Bad<ReadingReceipt>(loaded.Problems);

        var contracted = ByCapacity(inputs);
        var problems = new List<Problem>();
        var filled = new List<KeyedReadings>();
        foreach (var gap in gaps)
        {
            var account = inputs.Accounts[gap.Key];
            var grid = inputs.Grid;
            var served = grid.StartOf(account.Served.From.Day - 1)..grid.StartOf(account.Served.To.Day);
            var block = await readings.FindAsync(gap.Key, ReadingChannel.Import, month, null, cancellationToken).ConfigureAwait(false) ?? ReadingBlock.Empty(grid);
            if (block.MissingCount == grid.Count && contracted[gap.Key] == Energy.Zero)
            {
                problems.Add(new(SettlementProblems.NothingToSubstitute, $"{gap.Account} has neither a reading of {month} nor contracted energy.", gap.Account, "Import readings, or enter what it used."));
                continue;
            }

            var even = new long[grid.Count];
            LargestRemainder.Split(contracted[gap.Key].WattHours, [.. Enumerable.Repeat(1m, served.End.Value - served.Start.Value)]).CopyTo(even.AsSpan(served));
            filled.Add(new(gap.Key, ReadingChannel.Import, month, Missing(block, Substitution.Fill(block, grid, even), served)));
        }

        if (problems.Count > 0)
            return Checked.Bad<ReadingReceipt>([.. problems.Take(SettlementProblems.Most)]);

        var taken = await readings.TakeAsync(filled, _ => ReadingBlock.Empty(inputs.Grid), changed => Fact(month, changed), actor, cancellationToken).ConfigureAwait(false);
        return taken is { } written ? Checked.Good(new ReadingReceipt(filled.Count, written)) : RetailProblems.SomebodyElse.Bad<ReadingReceipt>();
    }

    private static List<(int, long, ReadingQuality)> Missing(ReadingBlock before, ReadingBlock after, Range served)
    {
        var values = new List<(int, long, ReadingQuality)>();
        for (var i = served.Start.Value; i < served.End.Value; i++)
        {
            if (before.Qualities[i] == ReadingQuality.Missing)
                values.Add((i, after.WattHours[i], ReadingQuality.Substituted));
        }

        return values;
    }

    /// <summary>What was used is not known: a contract's energy falls on its accounts by their capacity.</summary>
    private static Dictionary<string, Energy> ByCapacity(SettlementInputs inputs)
    {
        var parts = new Dictionary<string, Energy>(StringComparer.Ordinal);
        foreach (var contract in inputs.Accounts.Values.GroupBy(static account => account.Contract))
        {
            var members = contract.OrderBy(static account => account.Served.Key, StringComparer.Ordinal).ToList();
            var split = LargestRemainder.Split(contract.Key.Month.WattHours, [.. members.Select(static account => account.Traits.CapacityKilowatt)]);
            for (var i = 0; i < members.Count; i++)
                parts[members[i].Served.Key] = new(split[i]);
        }

        return parts;
    }

    private static RecordFact Fact(BillingMonth month, int changed) => new(
        "readings.substituted", new Dictionary<string, string> { ["month"] = month.ToString(), ["changed"] = changed.ToString(CultureInfo.InvariantCulture) });
}
