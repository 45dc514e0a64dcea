using System.Globalization;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Packages;

namespace IntegrationHub.Market.Contracts;

/// <summary>
/// What the wording of a contract says of prices and settlement, in its own language: Chinese, else English. Digests rest on these words: a change of them is another placeholder, not another word.
/// </summary>
internal static class ContractWords
{
    private static readonly Dictionary<string, (string Chinese, string English)> Settlements = new(StringComparer.Ordinal)
    {
        ["daily"] = ("按日结算", "daily"), ["weekly"] = ("按周结算", "weekly"), ["monthly"] = ("按月结算", "monthly"), ["quarterly"] = ("按季结算", "quarterly"), ["yearly"] = ("按年结算", "yearly"),
    };

    /// <summary>Names of the lines of a package (<see cref="PackageLine.Rule"/>).</summary>
    private static readonly Dictionary<string, (string Chinese, string English)> Rules = new(StringComparer.Ordinal)
    {
        ["fixed"] = ("固定电价", "Fixed price"), ["markup"] = ("在市场价格基础上的服务费", "Service fee on the market price"), ["base"] = ("价差分成的基准价", "Base of the shared spread"),
        ["tiered"] = ("阶梯电价", "Tiered price"), ["floor"] = ("最低电价", "Lowest price"), ["ceiling"] = ("最高电价", "Highest price"), ["green"] = ("绿色电力加价", "Green energy"),
        ["standing"] = ("基本费用", "Standing charge"), ["feedIn"] = ("上网电量价格", "Paid for energy fed in"),
    };

    /// <summary>What a price holds for (<see cref="PackageCondition.What"/>).</summary>
    private static readonly Dictionary<string, (string Chinese, string English)> Conditions = new(StringComparer.Ordinal)
    {
        ["share"] = ("占电量的 {0}", "{0} of the energy"), ["band"] = ("{0}", "{0}"), ["times"] = ("{0}", "{0}"), ["months"] = ("{0} 月", "months {0}"), ["dayType"] = ("{0}", "{0}"),
        ["upTo"] = ("不超过 {0} MWh 的部分", "up to {0} MWh"), ["above"] = ("超过 {0} MWh 的部分", "above {0} MWh"), ["inside"] = ("社区自有电源电量", "energy of the community's own plant"),
        ["outside"] = ("电网电量", "energy of the grid"), ["reference"] = ("市场价格：{0}", "market price: {0}"), ["passedOn"] = ("传导比例 {0}", "{0} of it is passed on"),
    };

    private static readonly Dictionary<string, (string Chinese, string English)> DayTypes = new(StringComparer.Ordinal)
    {
        ["Working"] = ("工作日", "working days"), ["Weekend"] = ("周末", "weekends"), ["Holiday"] = ("节假日", "holidays"),
    };

    private static readonly Dictionary<string, (string Chinese, string English)> Units = new(StringComparer.Ordinal)
    {
        ["MWh"] = ("MWh", "MWh"), ["day"] = ("日", "day"), ["month"] = ("月", "month"),
    };

    /// <summary>How it is settled; a method that has no words stands as the contract has it.</summary>
    public static string SettlementOf(string method, string language) => Word(Settlements, method, IsChinese(language));

    /// <summary>The package's name, each of its prices on a line, and who bears deviation.</summary>
    public static IEnumerable<string> PricesOf(PublicPackage package, string language)
    {
        var chinese = IsChinese(language);
        var currency = chinese && package.Currency == "CNY" ? "元" : package.Currency;
        yield return package.NameIn(chinese ? "zh" : "en");
        foreach (var line in package.Lines)
        {
            var holds = line.For.Count == 0 ? "" : chinese ? $"（{Joined(line, chinese)}）" : $" ({Joined(line, chinese)})";
            var price = $"{line.Price.ToString("#,0.00####", CultureInfo.InvariantCulture)} {currency}/{Word(Units, line.Unit, chinese)}";
            yield return chinese ? $"- {Word(Rules, line.Rule, chinese)}{holds}：{price}" : $"- {Word(Rules, line.Rule, chinese)}{holds}: {price}";
        }

        yield return DeviationOf(package, chinese);
    }

    private static string DeviationOf(PublicPackage package, bool chinese) => package.Bearer switch
    {
        DeviationBearer.Retailer => chinese ? "电量偏差费用由售电公司承担。" : "The supplier bears deviation.",
        DeviationBearer.Customer => chinese ? "电量偏差费用由零售用户承担。" : "The customer bears deviation.",
        _ when (package.CustomerShare * 100).ToString("0.##", CultureInfo.InvariantCulture) is var share =>
            chinese ? $"电量偏差费用由双方分担，零售用户承担 {share} %。" : $"Both sides bear deviation; the customer's share is {share} %.",
        _ => "",
    };

    private static string Joined(PackageLine line, bool chinese) => string.Join(chinese ? "，" : ", ", line.For.Select(condition =>
        Word(Conditions, condition.What, chinese).Replace("{0}", condition.What == "dayType" ? Word(DayTypes, condition.Value, chinese) : condition.Value, StringComparison.Ordinal)));

    private static string Word(Dictionary<string, (string Chinese, string English)> words, string word, bool chinese) =>
        words.TryGetValue(word, out var known) ? chinese ? known.Chinese : known.English : word;

    private static bool IsChinese(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}
