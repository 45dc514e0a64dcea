using System.Globalization;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>A draft as it was typed. Every field is a text until all of them can be read.</summary>
/// <param name="Months">Weights of the months, with spaces between them; empty for months that share equally.</param>
public sealed record DraftForm(
    string Number, string Version, string Customer, string BuyerCode, string Type, string From, string To, string Quantity, string Months, string Package, string Template, string Notice)
{
    /// <summary>Types a retail contract has (StandardContractTypeList).</summary>
    public static readonly IReadOnlyList<string> Types = ["A03", "A08", "A09", "A04", "A10"];

    private const string Unreadable = "CONTRACT_FIELD";

    public static DraftForm Empty { get; } = new("", "1", "", "", "A03", "", "", "", "", "", "", "30");

    internal static DraftForm Read(IFormCollection posted)
    {
        return new(Of("number"), Of("version"), Of("customer"), Of("buyer"), Of("type"), Of("from"), Of("to"), Of("quantity"), Of("months"), Of("package"), Of("template"), Of("notice"));

        string Of(string name) => posted[name].ToString().Trim();
    }

    /// <summary>The terms, or every field that cannot be read. What they may be is for the contract's rules to say.</summary>
    /// <param name="self">Who we are.</param>
    /// <param name="code">Our code where nothing else names us.</param>
    /// <param name="accounts">Metering accounts; those of the customer that are served in the period are covered.</param>
    internal Checked<ContractTerms> ToTerms(Party? self, string code, IReadOnlyList<MeteringAccount> accounts)
    {
        var problems = new List<Problem>();
        var (from, to) = (Day("validFrom", From), Day("validTo", To));
        var quantity = decimal.TryParse(Quantity, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && decimal.Round(amount, 6) == amount && amount < 1_000_000_000
            ? Energy.FromMegawattHours(amount)
            : Wrong<Energy?>("quantity", "a figure in MWh with at most six decimals");
        var (package, template) = (Versioned("package", Package), Versioned("template", Template));
        if (!int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            Wrong<int?>("version", "a whole number");

        IReadOnlyDictionary<BillingMonth, decimal> months = from is { } first && to is { } last && last >= first ? Shares(first, last, problems) : new Dictionary<BillingMonth, decimal>();
        if (problems.Count > 0)
            return Checked.Bad<ContractTerms>(problems);

        return Checked.Good(new ContractTerms
        {
            MRid = Number,
            Version = version,
            Kind = ContractKind.Retail,
            Type = Type,
            Seller = new(self?.Code.Value ?? code, self?.Code.CodingScheme ?? "A01", self is { DisplayName.Length: > 0 } ? self.DisplayName : code),
            Buyer = new(BuyerCode, "NCN", Customer),
            ValidFrom = from!.Value,
            ValidTo = to!.Value,
            Quantity = quantity,
            Months = months,
            Accounts = [.. accounts.Where(account => account.CustomerName == Customer && account.ServedFrom <= to && (account.ServedTo is not { } end || end >= from)).Select(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel)).Distinct()],
            Currency = "CNY",
            Package = package!.Value.Code,
            PackageVersion = package.Value.Version,
            SettlementMethod = "monthly",
            Template = template!.Value.Code,
            TemplateVersion = template.Value.Version,
            Parameters = Notice.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { [ContractTerms.NoticeParameter] = Notice },
        });

        LocalDate? Day(string field, string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : Wrong<LocalDate?>(field, "a day such as 2027-01-31");

        (string Code, int Version)? Versioned(string field, string text) =>
            text.Split('/') is [{ Length: > 0 } name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? (name, parsed) : Wrong<(string, int)?>(field, "one of the list");

        T? Wrong<T>(string field, string wanted)
        {
            problems.Add(new(Unreadable, "It cannot be read.", field, $"Give {wanted}."));
            return default;
        }
    }

    private Dictionary<BillingMonth, decimal> Shares(LocalDate first, LocalDate last, List<Problem> problems)
    {
        var months = new List<BillingMonth>();
        for (var month = BillingMonth.Of(first); month <= BillingMonth.Of(last) && months.Count < 600; month = month.Next)
            months.Add(month);

        var weights = Months.Split((char[])[' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (weights.Length == 0)
            return months.ToDictionary(static month => month, static _ => 1m);

        var read = weights.Select(static text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : (decimal?)null).ToList();
        if (read.Count == months.Count && read.TrueForAll(static weight => weight is not null))
            return months.Zip(read).ToDictionary(static pair => pair.First, static pair => pair.Second!.Value);

        problems.Add(new(Unreadable, $"There are {months.Count} months and {weights.Length} weights.", "months", "Give a figure for each month, with spaces between them, or none."));
        return [];
    }
}
