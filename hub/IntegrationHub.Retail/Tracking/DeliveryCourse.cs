using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Readings;
using NodaTime;

namespace IntegrationHub.Retail.Tracking;

/// <summary>A contract's month while its accounts' readings are summed. A day counts when every account that is served on it has a reading of every interval, and when none is served any more.</summary>
internal sealed class DeliveryCourse
{
    private readonly IReadOnlyList<(ContractLife Version, DayQuantity Day)> _days;
    private readonly LocalDate _today;
    private readonly int[] _served;
    private readonly bool[] _left;
    private readonly int[] _complete;
    private readonly long[] _taken;
    private readonly Energy?[] _declared;

    private DeliveryCourse(IReadOnlyList<ContractLife> versions, IReadOnlyList<(ContractLife Version, DayQuantity Day)> days, LocalDate today)
    {
        (Versions, _days, _today, _left) = (versions, days, today, new bool[days.Count]);
        (_served, _complete, _taken, _declared) = (new int[days.Count], new int[days.Count], new long[days.Count], new Energy?[days.Count]);
    }

    /// <summary>Versions that bind in the month, oldest first.</summary>
    public IReadOnlyList<ContractLife> Versions { get; }

    public ContractLife Newest => Versions[^1];

    /// <summary>A contract's month, with the days of each account by the account's key.</summary>
    /// <param name="versions">Its versions that bind in the month.</param>
    /// <param name="grid">The month's intervals.</param>
    /// <param name="accounts">Which accounts are served.</param>
    /// <param name="declared">What was declared, by account and day.</param>
    /// <param name="today">Only days before it are read.</param>
    /// <param name="shares">Where the days of each account are noted.</param>
    public static DeliveryCourse Of(
        IReadOnlyList<ContractLife> versions, MonthGrid grid, AccountIndex accounts, IReadOnlyDictionary<(string Number, string Voltage, LocalDate Day), Energy> declared, LocalDate today,
        Dictionary<string, List<(DeliveryCourse Course, int Day)>> shares)
    {
        IReadOnlyList<ContractLife> ordered = [.. versions.OrderBy(static version => version.Terms.Version)];
        var course = new DeliveryCourse(ordered, DeliveryCurve.Of(ordered, grid.Month, grid.Calendar, grid.StepMinutes), today);
        var keys = ordered.SelectMany(static version => version.Terms.Accounts).Distinct().ToDictionary(static account => account, account => accounts.KeyOf(account.AccountNumber, account.VoltageLevel));
        for (var i = 0; i < course._days.Count; i++)
        {
            var (version, day) = course._days[i];
            var served = version.Terms.Accounts.Where(account => accounts.On(account.AccountNumber, account.VoltageLevel, day.Day) is not null).ToList();
            course._served[i] = served.Count;

            // Where the customer book knows none of the accounts nothing is known, which is not zero.
            course._left[i] = served.Count == 0 && version.Terms.Accounts.Any(account => accounts.Knows(account.AccountNumber, account.VoltageLevel));
            course._declared[i] = DeclaredBy(served, day.Day, declared);
            foreach (var account in day.Day < today ? served : [])
            {
                if (!shares.TryGetValue(keys[account], out var own))
                    shares[keys[account]] = own = [];

                own.Add((course, i));
            }
        }

        return course;
    }

    /// <summary>Adds an account's readings of one of the days; a day with a gap is not added.</summary>
    public void Add(int day, ReadingBlock block, MonthGrid grid)
    {
        var number = _days[day].Day.Day.Day - 1;
        var intervals = grid.StartOf(number)..grid.StartOf(number + 1);
        if (block.Qualities[intervals].Contains(ReadingQuality.Missing))
            return;

        foreach (var energy in block.WattHours[intervals])
            _taken[day] += energy;

        _complete[day]++;
    }

    /// <summary>What is known of each day.</summary>
    public IReadOnlyList<DeliveryDay> Days() =>
    [
        .. _days.Select((one, i) => new DeliveryDay(one.Day.Day, one.Day.Total)
        {
            Taken = IsKnown(i) ? new Energy(_taken[i]) : null,
            Declared = _declared[i],
            IsServed = !_left[i],
        }),
    ];

    private bool IsKnown(int day) => _left[day] ? _days[day].Day.Day < _today : _served[day] > 0 && _complete[day] == _served[day];

    /// <summary>Null where one of the accounts declared nothing: a part is no forecast.</summary>
    private static Energy? DeclaredBy(List<ContractAccount> served, LocalDate day, IReadOnlyDictionary<(string Number, string Voltage, LocalDate Day), Energy> declared)
    {
        var sum = Energy.Zero;
        foreach (var account in served)
        {
            if (!declared.TryGetValue((account.AccountNumber, account.VoltageLevel, day), out var energy))
                return null;

            sum += energy;
        }

        return served.Count == 0 ? null : sum;
    }
}
