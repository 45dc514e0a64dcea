using System.Globalization;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Pages.Parts;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>A draft as it was typed. Every field is a text until all of them can be read.</summary>
/// <param name="BuyerCode">Empty takes the one that is known of the customer.</param>
/// <param name="Type">Empty takes the one that the days make.</param>
/// <param name="Months">Weights of the months, with spaces between them; empty for months that share equally.</param>
/// <param name="Clauses">Codes of the optional clauses that were chosen.</param>
public sealed record DraftForm(
    string Number, string Version, string Customer, string BuyerCode, string Type, string From, string To, string Quantity, string Months, string Package, string Template, IReadOnlyList<string> Clauses, string Notice)
{
    private const string Unreadable = "CONTRACT_FIELD";

    /// <summary>Fields of the form with what the rules of contracts call them.</summary>
    private static readonly PageField[] Fields =
    [
        new("number", "draft.number", "mRid"), new("version", "draft.version", "version"), new("customer", "draft.customer", "buyer.name", "accounts"), new("buyer", "draft.buyer", "buyer"),
        new("type", "draft.type", "type"), new("from", "draft.from", "validFrom"), new("to", "draft.to", "validTo"), new("quantity", "draft.quantity", "quantity"), new("months", "draft.months", "months"),
        new("package", "contracts.package", "package", "currency", "settlementMethod"), new("template", "draft.template", "template"), new("notice", "draft.notice", $"parameters.{ContractTerms.NoticeParameter}"),
        new("clauses", "draft.clauses", "clauses", "parameters"),
    ];

    public static DraftForm Empty { get; } = new("", "1", "", "", "", "", "", "", "", "", "", [], "30");

    /// <summary>Types that can be chosen, those of the form's own contract among them.</summary>
    public IEnumerable<string> Types => ContractRules.Lengths.Select(static one => one.Type).Append(ContractRules.SeveralYears).Append(Type).Where(static type => type.Length > 0).Distinct();

    internal static FieldProblems ProblemsOf(IReadOnlyList<Problem> problems) => new(problems, Fields);

    /// <summary>What a contract says, to be written anew.</summary>
    internal static DraftForm Of(ContractTerms terms) => new(
        terms.MRid, terms.Version.ToString(CultureInfo.InvariantCulture), terms.Buyer.Name, terms.Buyer.MRid, terms.Type == ContractRules.TypeOf(terms.ValidFrom, terms.ValidTo) ? "" : terms.Type,
        LocalDatePattern.Iso.Format(terms.ValidFrom), LocalDatePattern.Iso.Format(terms.ValidTo), terms.Quantity?.MegawattHours.ToString("0.######", CultureInfo.InvariantCulture) ?? "",
        terms.Months.Values.Distinct().Count() <= 1 ? "" : string.Join(' ', terms.Months.OrderBy(static month => month.Key).Select(static month => month.Value.ToString("0.############", CultureInfo.InvariantCulture))),
        $"{terms.Package}/{terms.PackageVersion}", $"{terms.Template}/{terms.TemplateVersion}", terms.Clauses, terms.Notice ?? "");

    internal static DraftForm Read(IFormCollection posted)
    {
        return new(
            Of("number"), Of("version"), Of("customer"), Of("buyer"), Of("type"), Of("from"), Of("to"), Of("quantity"), Of("months"), Of("package"), Of("template"), [.. posted["clause"].OfType<string>().Distinct(StringComparer.Ordinal)], Of("notice"));

        string Of(string name) => posted[name].ToString().Trim();
    }

    /// <summary>
    /// The terms; or everything that is wrong with them by itself, what cannot be read and what the rules of contracts find in the rest. Beside packages, customers and other contracts the book judges them.
    /// </summary>
    /// <param name="self">Who we are.</param>
    /// <param name="code">Our code where nothing else names us.</param>
    /// <param name="accounts">Metering accounts; those of the customer that are served in the period are covered.</param>
    /// <param name="template">The template that was chosen; <c>null</c> where there is none.</param>
    /// <param name="before">The draft that is written anew: what the form does not ask stays as it is.</param>
    internal Checked<ContractTerms> ToTerms(Party? self, string code, IReadOnlyList<MeteringAccount> accounts, ContractTemplate? template, ContractTerms? before)
    {
        var problems = new List<Problem>();
        var (from, to) = (Day("validFrom", From), Day("validTo", To));
        var quantity = decimal.TryParse(Quantity, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && decimal.Round(amount, 6) == amount && amount < 1_000_000_000
            ? Energy.FromMegawattHours(amount)
            : Wrong<Energy?>("quantity", "a figure in MWh with at most six decimals");
        var (package, wording) = (Versioned("package", Package), Versioned("template", Template));
        if (!int.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            Wrong<int?>("version", "a whole number");

        // What cannot be read stands in as something that is good by itself, so that the rest is judged in the same round.
        var (first, last) = (from ?? to ?? new LocalDate(2000, 1, 1), to ?? from ?? new LocalDate(2000, 1, 1));
        var months = from is not null && to is not null && last >= first ? Shares(first, last, problems) : null;
        var terms = new ContractTerms
        {
            MRid = Number,
            Version = version,
            Kind = ContractKind.Retail,
            Type = Type.Length > 0 ? Type : ContractRules.TypeOf(first, last),
            Seller = new(self?.Code.Value ?? code, self?.Code.CodingScheme ?? "A01", self is { DisplayName.Length: > 0 } ? self.DisplayName : code),
            Buyer = new(BuyerCode, before?.Buyer is { } known && known.MRid == BuyerCode ? known.CodingScheme : "NCN", Customer),
            ValidFrom = first,
            ValidTo = last,
            Quantity = quantity ?? Energy.FromMegawattHours(1),
            Months = months ?? new Dictionary<BillingMonth, decimal> { [BillingMonth.Of(first)] = 1 },
            Accounts = [.. accounts.Where(account => account.CustomerName == Customer && account.ServedFrom <= last && (account.ServedTo is not { } end || end >= first)).Select(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel)).Distinct()],
            Area = before?.Area,
            Currency = before?.Currency ?? "CNY",
            Package = package?.Code ?? "-",
            PackageVersion = package?.Version ?? 1,
            SettlementMethod = before?.SettlementMethod ?? "monthly",
            Template = wording?.Code ?? "-",
            TemplateVersion = wording?.Version ?? 1,
            Clauses = [.. Clauses.Union(Notice.Length > 0 && template is not null ? template.ClausesOf(ContractTerms.NoticeParameter) : [])],
            Parameters = ParametersOf(before),
        };
        // The days that were not given are no reason to speak of what follows from them.
        var judged = ContractRules.Check(terms).Where(found => problems.TrueForAll(told => told.Where != found.Where) && (months is not null || !found.Where.StartsWith("months", StringComparison.Ordinal)));
        problems.AddRange(from is null || to is null ? judged.Where(static found => found.Where is not ("type" or "accounts")) : judged);
        return problems.Count > 0 ? Checked.Bad<ContractTerms>(problems) : Checked.Good(terms);

        LocalDate? Day(string field, string text) => LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : Wrong<LocalDate?>(field, "a day such as 2027-01-31");

        (string Code, int Version)? Versioned(string field, string text) => Named(text) ?? Wrong<(string, int)?>(field, "one of the list");

        T? Wrong<T>(string field, string wanted)
        {
            problems.Add(new(Unreadable, "It cannot be read.", field, $"Give {wanted}."));
            return default;
        }
    }

    /// <summary>Code and version of what is chosen as <c>code/version</c>; <c>null</c> where it is not that.</summary>
    internal static (string Code, int Version)? Named(string text) =>
        text.Split('/') is [{ Length: > 0 } name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? (name, parsed) : null;

    private Dictionary<string, string> ParametersOf(ContractTerms? before)
    {
        var parameters = before?.Parameters.ToDictionary(StringComparer.Ordinal) ?? [];
        parameters.Remove(ContractTerms.NoticeParameter);
        if (Notice.Length > 0)
            parameters[ContractTerms.NoticeParameter] = Notice;

        return parameters;
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
        return months.ToDictionary(static month => month, static _ => 1m);
    }
}
