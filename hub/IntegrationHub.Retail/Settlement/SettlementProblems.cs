using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;

namespace IntegrationHub.Retail.Settlement;

/// <summary>What stands in the way of a settlement beside what the market core finds.</summary>
public static class SettlementProblems
{
    public const string BasisMissing = "SETTLEMENT_BASIS_MISSING";
    public const string NoAccounts = "SETTLEMENT_NO_ACCOUNTS";
    public const string NoContract = "SETTLEMENT_NO_CONTRACT";
    public const string ServedTwice = "SETTLEMENT_SERVED_TWICE";
    public const string TwoContracts = "SETTLEMENT_TWO_CONTRACTS";
    public const string PackageMissing = "SETTLEMENT_PACKAGE_MISSING";
    public const string WrongCurrency = "SETTLEMENT_CURRENCY";
    public const string WrongState = "SETTLEMENT_STATE";
    public const string NothingToSubstitute = "SETTLEMENT_NO_SUBSTITUTE";
    public const string TextChanged = "SETTLEMENT_TEXT_CHANGED";
    public const string Differs = "SETTLEMENT_DIFFERS";

    /// <summary>Problems of one calculation that are told one by one.</summary>
    public const int Most = 1000;

    public static Problem NoBasis(BillingMonth month) =>
        new(BasisMissing, $"There is no basis of {month}.", "", "Import what the market says about the month: `ihub settlement basis FILE` (docs/settlement.md).");

    /// <summary>Services of an account in one month that no bill can be made of.</summary>
    /// <param name="account">The account.</param>
    /// <param name="why">In words, what is with the services.</param>
    /// <param name="services">The services, oldest first.</param>
    internal static Problem Twice(ServedAccount account, string why, IEnumerable<MeteringAccount> services) => new(
        ServedTwice,
        $"{account.Name} {why}: {string.Join(" and ", services.Select(static one => string.Create(CultureInfo.InvariantCulture, $"from {one.ServedFrom:uuuu-MM-dd} {(one.ServedTo is { } last ? $"to {last:uuuu-MM-dd}" : "on")}")))}.",
        account.Name,
        "Let services begin and end with a month. Else end the earlier one with the month before it (`ihub customers end`), and bill its days of this month by hand.");

    public static Problem Unknown(string name) => RetailProblems.NotThere($"settlement {name}", "See `ihub settlement list`.");
}
