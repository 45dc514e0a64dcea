using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Readings;

/// <summary>A metering account in the days of a month that it is served, with the key under which its readings and bills lie.</summary>
internal sealed record ServedAccount(string Key, MeteringAccount Account, LocalDate From, LocalDate To)
{
    /// <summary>Number and voltage level, as contracts and messages write them.</summary>
    public string Name => Account.Name;

    /// <summary>Every service in the month, oldest first, where there is more than one: a bill is of one account, month and service. Else empty.</summary>
    public IReadOnlyList<MeteringAccount> Services { get; init; } = [];
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

    /// <summary>Every account that is served on some day of a month, by its key; one that was served twice in it with its later service, and both in <see cref="ServedAccount.Services"/>.</summary>
    public IReadOnlyDictionary<string, ServedAccount> ServedIn(BillingMonth month)
    {
        var served = new Dictionary<string, ServedAccount>(StringComparer.Ordinal);
        foreach (var same in _accounts)
        {
            var services = same.Where(account => account.ServedFrom <= month.LastDay && (account.ServedTo is not { } last || last >= month.FirstDay)).ToList();
            if (services.Count == 0)
                continue;

            var account = services.MaxBy(static one => one.ServedFrom)!;
            var key = KeyOf(account.AccountNumber, account.VoltageLevel);
            served[key] = new(key, account, LocalDate.Max(account.ServedFrom, month.FirstDay), LocalDate.Min(account.ServedTo ?? month.LastDay, month.LastDay))
            {
                Services = services.Count > 1 ? [.. services.OrderBy(static one => one.ServedFrom)] : [],
            };
        }

        return served;
    }
}
