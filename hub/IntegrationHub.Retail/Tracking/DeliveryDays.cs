using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Tracking;

/// <summary>A day of a contract by interval.</summary>
/// <param name="Day">The market day.</param>
/// <param name="Times">Local time at which each interval begins.</param>
/// <param name="Contracted">What the contract says.</param>
/// <param name="Taken">What its accounts took; null where one of them has no reading.</param>
/// <param name="Declared">What the customer declared; null where one of the accounts did not.</param>
public sealed record DeliveryIntervals(LocalDate Day, IReadOnlyList<LocalTime> Times, IReadOnlyList<Energy> Contracted, IReadOnlyList<Energy?> Taken, IReadOnlyList<Energy>? Declared);

/// <summary>Load and contracted curve of a contract's day, read when somebody looks. Thread-safe.</summary>
public sealed class DeliveryDays(IBusinessRecords records, DecompositionBook decompositions, ReadingBook readings, DemandBook demand)
{
    /// <summary>A day of a contract; null where the contract delivers nothing on it.</summary>
    public async Task<DeliveryIntervals?> FindAsync(string contract, LocalDate day, CancellationToken cancellationToken)
    {
        var month = BillingMonth.Of(day);
        var binding = (await records.ListAsync(new(RecordKind.Contract) { Key = contract }, cancellationToken).ConfigureAwait(false)).Select(static record => StoredContract.Of(record).Contract)
            .Where(version => version.Terms.Kind == ContractKind.Retail && version.BindsOn(day)).ToList();
        var versions = await decompositions.WithAsync(binding, new(RecordKind.Decomposition) { Key = contract }, cancellationToken).ConfigureAwait(false);
        if (versions.Count == 0 || !month.IsInRange)
            return null;

        var grid = readings.Grids.Of(month);
        var (version, quantity) = DeliveryCurve.Of(versions, month, grid.Calendar, grid.StepMinutes).FirstOrDefault(one => one.Day.Day == day);
        if (version is null)
            return null;

        var index = await readings.IndexAsync(cancellationToken).ConfigureAwait(false);
        var served = version.Terms.Accounts.Where(account => index.On(account.AccountNumber, account.VoltageLevel, day) is not null).ToList();
        var (first, count) = (grid.StartOf(day.Day - 1), quantity.WattHours.Count);
        return new(
            day, [.. Enumerable.Range(first, count).Select(grid.LocalTimeOf)], [.. quantity.WattHours.Select(static energy => new Energy(energy))],
            await TakenAsync(served, month, first, count, cancellationToken).ConfigureAwait(false), await DeclaredAsync(served, day, grid.StepMinutes, count, cancellationToken).ConfigureAwait(false));
    }

    private async Task<IReadOnlyList<Energy?>> TakenAsync(List<ContractAccount> accounts, BillingMonth month, int first, int count, CancellationToken cancellationToken)
    {
        var (sums, known) = (new long[count], new int[count]);
        foreach (var account in accounts)
        {
            if (await readings.FindAsync(account.AccountNumber, account.VoltageLevel, ReadingChannel.Import, month, null, cancellationToken).ConfigureAwait(false) is not { } block)
                continue;

            for (var i = 0; i < count; i++)
            {
                if (block.Qualities[first + i] == ReadingQuality.Missing)
                    continue;

                sums[i] += block.WattHours[first + i];
                known[i]++;
            }
        }

        return [.. sums.Select((sum, i) => accounts.Count > 0 && known[i] == accounts.Count ? new Energy(sum) : (Energy?)null)];
    }

    private async Task<IReadOnlyList<Energy>?> DeclaredAsync(List<ContractAccount> accounts, LocalDate day, int stepMinutes, int count, CancellationToken cancellationToken)
    {
        var sums = new Energy[count];
        foreach (var account in accounts)
        {
            if (await demand.FindAsync(account.AccountNumber, account.VoltageLevel, day, stepMinutes, cancellationToken).ConfigureAwait(false) is not { } declared || declared.Count != count)
                return null;

            for (var i = 0; i < count; i++)
                sums[i] += declared[i];
        }

        return accounts.Count == 0 ? null : sums;
    }
}
