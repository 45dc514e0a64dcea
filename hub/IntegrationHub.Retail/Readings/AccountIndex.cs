using System.Globalization;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Readings;

/// <summary>
/// A metering account in the days of a month that it is served for one customer. Where it goes to another customer within the month there is one for each, and each has a bill of its own.
/// </summary>
/// <param name="Key">That of the account, under which its readings lie; of the second customer of the month and further ones with their number behind it.</param>
/// <param name="Account">The account as it is served last.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
internal sealed record ServedAccount(string Key, MeteringAccount Account, LocalDate From, LocalDate To)
{
    /// <summary>Stands before the number of a further customer; no hash has it.</summary>
    public const string Further = "~";

    /// <summary>Number and voltage level, as contracts and messages write them.</summary>
    public string Name => Account.Name;

    /// <summary>The customer's services in the month, oldest first, where there is more than one; else empty. Days between them are nobody's.</summary>
    public IReadOnlyList<MeteringAccount> Services { get; init; } = [];

    /// <summary>The days that are served, in order.</summary>
    public IReadOnlyList<(LocalDate From, LocalDate To)> Spans =>
        Services.Count == 0 ? [(From, To)] : [.. Services.Select(service => (From: LocalDate.Max(service.ServedFrom, From), To: LocalDate.Min(service.ServedTo ?? To, To))).Where(static span => span.From <= span.To)];

    public bool ServesOn(LocalDate day) => Services.Count == 0 || Services.Any(service => service.ServesOn(day));

    /// <summary>The key of a month's customer of an account, counted from 1.</summary>
    public static string KeyOf(string account, int number) => number == 1 ? account : string.Create(CultureInfo.InvariantCulture, $"{account}{Further}{number}");

    /// <summary>Which of the month's customers such a key is of, counted from 1.</summary>
    public static int NumberOf(string key) => Split(key).Behind is { Length: > 0 } behind ? int.Parse(behind.AsSpan(Further.Length), CultureInfo.InvariantCulture) : 1;

    /// <summary>The account of such a key, and what stands behind it.</summary>
    public static (string Account, string Behind) Split(string key) => key.IndexOf(Further, StringComparison.Ordinal) is >= 0 and var place ? (key[..place], key[place..]) : (key, "");
}

/// <summary>The retailer's metering accounts by number, and by key. Immutable.</summary>
internal sealed class AccountIndex
{
    private readonly IBusinessRecords _records;
    private readonly ILookup<(string, string), MeteringAccount> _accounts;
    private readonly ILookup<string, string> _voltages;

    public AccountIndex(IReadOnlyList<MeteringAccount> accounts, IBusinessRecords records)
    {
        _records = records;
        _accounts = accounts.ToLookup(static account => account.Key);
        _voltages = _accounts.Select(static same => same.Key).ToLookup(static key => key.Item1, static key => key.Item2, StringComparer.Ordinal);
    }

    /// <summary>The voltage level of an account that has only one; null where the number is unknown or has several.</summary>
    public string? OnlyVoltageOf(string number) => _voltages[number].Take(2).ToList() is [var only] ? only : null;

    /// <summary>The account as it is served on a day, or null.</summary>
    public MeteringAccount? On(string number, string voltage, LocalDate day) =>
        _accounts[(number, voltage)].FirstOrDefault(account => account.ServesOn(day));

    /// <summary>True for an account that is, was or will be served.</summary>
    public bool Knows(string number, string voltage) => _accounts.Contains((number, voltage));

    public string KeyOf(string number, string voltage) => _records.BlindKey($"{number}/{voltage}");

    /// <summary>Every account that is served on some day of a month, for each of its customers of the month, by key.</summary>
    public IReadOnlyDictionary<string, ServedAccount> ServedIn(BillingMonth month)
    {
        var served = new Dictionary<string, ServedAccount>(StringComparer.Ordinal);
        foreach (var same in _accounts)
        {
            var services = same.Where(account => account.ServedFrom <= month.LastDay && (account.ServedTo is not { } last || last >= month.FirstDay)).OrderBy(static one => one.ServedFrom).ToList();
            if (services.Count == 0)
                continue;

            var (key, number) = (KeyOf(same.Key.Item1, same.Key.Item2), 0);
            for (var i = 0; i < services.Count;)
            {
                var own = services.Skip(i).TakeWhile(service => service.CustomerName == services[i].CustomerName).ToList();
                i += own.Count;
                var unit = ServedAccount.KeyOf(key, ++number);
                served[unit] = new(unit, own[^1], LocalDate.Max(own[0].ServedFrom, month.FirstDay), LocalDate.Min(own[^1].ServedTo ?? month.LastDay, month.LastDay)) { Services = own.Count > 1 ? own : [] };
            }
        }

        return served;
    }
}
