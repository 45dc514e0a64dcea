using IntegrationHub.Market;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Retail.Settlement;

/// <summary>What stands in the way of a settlement beside what the market core finds.</summary>
public static class SettlementProblems
{
    public const string BasisMissing = "SETTLEMENT_BASIS_MISSING";
    public const string NoAccounts = "SETTLEMENT_NO_ACCOUNTS";
    public const string NoContract = "SETTLEMENT_NO_CONTRACT";
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

    public static Problem Unknown(string name) => RetailProblems.NotThere($"settlement {name}", "See `ihub settlement list`.");
}
