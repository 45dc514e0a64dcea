using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Tests.Contracts;

/// <summary>Good contracts to spoil.</summary>
internal static class SampleContracts
{
    public const string RetailerEic = "10X1001A1001A450";
    public const string AreaEic = "10YCB-GERMANY--8";

    public static ContractTerms Retail { get; } = new()
    {
        MRid = "R-2027-0001",
        Version = 1,
        Kind = ContractKind.Retail,
        Type = "A04",
        Seller = new(RetailerEic, "A01", "星河售电有限公司"),
        Buyer = new("C-0001", "NCN", "东方纺织厂"),
        ValidFrom = new(2027, 1, 1),
        ValidTo = new(2027, 12, 31),
        Quantity = Energy.FromMegawattHours(12_000),
        Months = BillingMonth.OfYear(2027).ToDictionary(static month => month, static _ => 1000m),
        Accounts = [new("0001", "10kV"), new("0002", "10kV")],
        Currency = "CNY",
        Package = "P1",
        PackageVersion = 1,
        SettlementMethod = "monthly",
        Template = "retail",
        TemplateVersion = 1,
        Parameters = new Dictionary<string, string> { ["noticeDays"] = "30" },
    };

    public static ContractTerms Purchase { get; } = Retail with
    {
        MRid = "P-2027-0001",
        Kind = ContractKind.GeneratorBilateral,
        Seller = new("10X1001A1001A39W", "A01", "江北发电厂"),
        Buyer = new(RetailerEic, "A01", "星河售电有限公司"),
        Accounts = [],
        Package = null,
        PackageVersion = null,
        Price = 395.5m,
        Area = AreaEic,
        Template = "purchase",
    };

    public static ContractTerms Centralized { get; } = Purchase with { MRid = "P-2027-0002", Kind = ContractKind.Centralized, Auction = "AUCTION-2027-01" };

    public static ContractTerms Transfer { get; } = Purchase with { MRid = "P-2027-0003", Kind = ContractKind.Transfer, Original = "P-2027-0001", Quantity = Energy.FromMegawattHours(100) };

    public static ContractTerms Service { get; } = Purchase with
    {
        MRid = "T-2027-0001", Kind = ContractKind.TransmissionService, Quantity = null, Months = new Dictionary<BillingMonth, decimal>(), Price = null, Area = null, Accounts = [new("0001", "10kV")],
    };

    public static ContractTemplate Template { get; } = new()
    {
        Code = "retail",
        Version = 1,
        Language = "zh-CN",
        Kind = ContractKind.Retail,
        Title = "购售电合同",
        Clauses =
        [
            new("parties", "合同双方", "甲方（售电方）：{seller.name}\n乙方（购电方）：{buyer.name}"),
            new("energy", "电量", "合同电量 {quantity} MWh，自 {validFrom} 至 {validTo}。\n{months}"),
            new("price", "电价", "按套餐 {package} 结算，提前 {parameter.noticeDays} 日通知。{{附件}}"),
            new("green", "绿电", "绿电条款。", Optional: true),
        ],
    };

    public static ContractText Text { get; } = ContractText.Render(Retail, Template).Required;
}
