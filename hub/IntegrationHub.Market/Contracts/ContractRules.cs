using IntegrationHub.Market.Packages;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Market.Contracts;

/// <summary>Everything that can be wrong with a contract, found at once.</summary>
public static class ContractRules
{
    /// <summary>Characters of a contract's number: <c>ID_String</c> of IEC 62325-351.</summary>
    public const int LongestNumber = 35;

    /// <summary>Metering accounts of one contract.</summary>
    public const int MostAccounts = 10_000;

    /// <summary>Type of a contract that runs longer than any of <see cref="Lengths"/> (StandardContractTypeList).</summary>
    public const string SeveralYears = "A10";

    private const int LongestValue = 200;
    private const int LongestParameter = 4_000;

    /// <summary>Types that say how long a contract is at most, in months, the shortest first (StandardContractTypeList): month, quarter, half-year, year.</summary>
    public static IReadOnlyList<(string Type, int Months)> Lengths { get; } = [("A03", 1), ("A08", 3), ("A09", 6), ("A04", 12)];

    /// <summary>The type that the days of a contract make: the shortest of <see cref="Lengths"/> that holds them.</summary>
    /// <param name="from">First day of delivery.</param>
    /// <param name="to">Last day of delivery.</param>
    public static string TypeOf(LocalDate from, LocalDate to) => Lengths.FirstOrDefault(one => to.PlusDays(1) <= from.PlusMonths(one.Months)).Type ?? SeveralYears;

    /// <summary>What is wrong with a contract by itself.</summary>
    public static IReadOnlyList<Problem> Check(ContractTerms terms)
    {
        var problems = new List<Problem>();
        CheckIdentity(terms, problems);
        CheckParty(terms.Seller, "seller", terms.IsPurchase, problems);
        CheckParty(terms.Buyer, "buyer", needsCode: !terms.IsPurchase, problems);
        if (terms.Seller.MRid == terms.Buyer.MRid && terms.Seller.CodingScheme == terms.Buyer.CodingScheme)
            problems.Add(new(ProblemCodes.ContractParty, "Seller and buyer are the same.", "buyer.mRid", "Name two participants."));

        if (terms.ValidTo < terms.ValidFrom)
            problems.Add(new(ProblemCodes.ValidityReversed, $"Delivery ends on {terms.ValidTo:uuuu-MM-dd}, before it begins on {terms.ValidFrom:uuuu-MM-dd}.", "validTo", "Correct the days."));
        else
            CheckType(terms, problems);

        if (terms.Currency.Length != 3 || !terms.Currency.All(char.IsAsciiLetterUpper))
            problems.Add(new(ProblemCodes.ValueUnreadable, $"The currency is \"{terms.Currency}\".", "currency", "Enter three capital letters, e.g. CNY."));

        if (terms.Area is { } area && !Eic.TryCreate(area, out _, out var reason))
            problems.Add(new(ProblemCodes.ValueUnreadable, $"The area is no EIC: {reason}", "area", "Enter the EIC of the market area."));

        ContractKindRules.Check(terms, problems);
        CheckTexts(terms, problems);
        if (terms is { Notice: { } notice, NoticeDays: null })
            problems.Add(new(ProblemCodes.ValueUnreadable, $"\"{notice}\" is no number of days of notice.", $"parameters.{ContractTerms.NoticeParameter}", $"Enter whole days from 0 to {ContractTerms.MostNoticeDays} in digits, e.g. 30; leave it away where none are agreed on."));

        return problems;
    }

    /// <summary>What is wrong with it beside what the retailer has: its package, and contracts in force for the same accounts.</summary>
    /// <param name="terms">A contract that is good by itself.</param>
    /// <param name="package">The package it names, or null where there is none of that code and version.</param>
    /// <param name="group">Customer group of the buyer.</param>
    /// <param name="signedOn">Day on which it is made.</param>
    /// <param name="others">Of a retail contract, what binds or has bound, each until its last day; of others, what is signed, filed or in force.</param>
    public static IReadOnlyList<Problem> CheckBeside(ContractTerms terms, PricePackage? package, string group, LocalDate signedOn, IReadOnlyList<ContractTerms> others)
    {
        var problems = new List<Problem>();
        if (terms.Kind == ContractKind.Retail)
        {
            if (package is null)
                problems.Add(NoPackage(terms));
            else if (!package.IsOpenTo(group, terms.SettlementMethod, signedOn))
                problems.Add(new(ProblemCodes.ContractPackage, $"The package {terms.Package}/{terms.PackageVersion} is not open to \"{group}\", settled {terms.SettlementMethod}, on {signedOn:uuuu-MM-dd}.", "package", "Choose a package that is."));
            else if (package.Currency != terms.Currency)
                problems.Add(new(ProblemCodes.ContractPackage, $"The package is in {package.Currency}, the contract in {terms.Currency}.", "currency", "Use the package's currency."));

            foreach (var other in others.Where(other => other.Kind == ContractKind.Retail && other.MRid != terms.MRid && Overlap(other, terms)))
            {
                foreach (var account in terms.Accounts.Intersect(other.Accounts))
                    problems.Add(new(ProblemCodes.RetailerPeriodOverlaps, $"{account} is under {other.MRid} on some of these days.", $"accounts[{terms.Accounts.ToList().IndexOf(account)}]", "End that contract first, or correct the period."));
            }
        }

        if (terms.Kind == ContractKind.Transfer)
            ContractKindRules.CheckTransfer(terms, others.FirstOrDefault(other => other.MRid == terms.Original), problems);

        return problems;
    }

    /// <summary>The package that the contract names is not there.</summary>
    internal static Problem NoPackage(ContractTerms terms) => new(ProblemCodes.ContractPackage, $"There is no package {terms.Package}/{terms.PackageVersion}.", "package", "Import it, or name another.");

    private static bool Overlap(ContractTerms one, ContractTerms other) => one.ValidFrom <= other.ValidTo && other.ValidFrom <= one.ValidTo;

    private static void CheckIdentity(ContractTerms terms, List<Problem> problems)
    {
        if (terms.MRid.Length is 0 or > LongestNumber || !terms.MRid.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '/' or '.'))
            problems.Add(new(ProblemCodes.ContractNumber, $"\"{terms.MRid}\" is no contract number.", "mRid", $"Use 1 to {LongestNumber} letters, digits, -, _, / or . (ASCII)."));

        if (terms.Version is < 1 or > 999)
            problems.Add(new(ProblemCodes.ContractVersion, $"The version is {terms.Version}.", "version", "Versions are 1 to 999."));

        if (terms.SettlementMethod.Length == 0)
            problems.Add(new(ProblemCodes.ValueMissing, "There is no settlement method.", "settlementMethod", "Enter one, e.g. monthly."));

        if (terms.Template.Length == 0 || terms.TemplateVersion < 1)
            problems.Add(new(ProblemCodes.ValueMissing, "There is no template for its text.", "template", "Name a template and its version."));
    }

    /// <param name="party">Seller or buyer.</param>
    /// <param name="at">Its field.</param>
    /// <param name="needsCode">False for the retailer's own side and customers, whose code the retailer gives.</param>
    private static void CheckParty(ContractParty party, string at, bool needsCode, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(party.Name))
            problems.Add(new(ProblemCodes.ContractParty, "The name is missing.", $"{at}.name", "Enter the name as it stands in the register."));

        if (party.MRid.Length is 0 or > 16 + LongestNumber)
            problems.Add(new(ProblemCodes.ContractParty, "The code is missing or too long.", $"{at}.mRid", "Enter the participant's code."));

        var scheme = party.CodingScheme;
        if (scheme == "A01")
        {
            if (!Eic.TryCreate(party.MRid, out _, out var reason))
                problems.Add(new(ProblemCodes.ContractParty, $"\"{party.MRid}\" is no EIC: {reason}", $"{at}.mRid", "Correct the code."));
        }
        else if (scheme != "A10" && !(scheme.Length == 3 && scheme[0] == 'N' && scheme.All(char.IsAsciiLetterUpper)))
        {
            problems.Add(new(ProblemCodes.ContractParty, $"\"{scheme}\" is no coding scheme.", $"{at}.codingScheme", needsCode ? "Use A01 (EIC) or A10 (GS1)." : "Use A01 (EIC), A10 (GS1), or N and two letters (e.g. NCN)."));
        }
    }

    /// <summary>The type says how long a contract is (StandardContractTypeList); the days must agree.</summary>
    private static void CheckType(ContractTerms terms, List<Problem> problems)
    {
        var end = terms.ValidTo.PlusDays(1);
        bool? fits = terms.Type switch
        {
            "A01" => terms.ValidFrom == terms.ValidTo,
            "A02" => terms.ValidFrom.PlusWeeks(1) == end,
            "A06" => true,
            SeveralYears => end > terms.ValidFrom.PlusMonths(Lengths[^1].Months),
            var type => Lengths.FirstOrDefault(one => one.Type == type) is { Months: > 0 and var months } ? end <= terms.ValidFrom.PlusMonths(months) : null,
        };
        if (fits is null)
            problems.Add(new(ProblemCodes.ContractType, $"\"{terms.Type}\" is no type of contract.", "type", "Use A01 day, A02 week, A03 month, A08 quarter, A09 half-year, A04 year, A10 several years or A06 long term."));
        else if (fits is false)
            problems.Add(new(ProblemCodes.ContractType, $"The type {terms.Type} does not go with {terms.ValidFrom:uuuu-MM-dd} to {terms.ValidTo:uuuu-MM-dd}.", "type", "Correct type or days."));
    }

    private static void CheckTexts(ContractTerms terms, List<Problem> problems)
    {
        Check(terms.Seller.Name, "seller.name", LongestValue);
        Check(terms.Buyer.Name, "buyer.name", LongestValue);
        Check(terms.SettlementMethod, "settlementMethod", LongestValue);
        for (var i = 0; i < terms.Accounts.Count; i++)
            Check(terms.Accounts[i].ToString(), $"accounts[{i}]", LongestValue);

        foreach (var (name, value) in terms.Parameters)
            Check(value, $"parameters.{name}", LongestParameter);

        void Check(string text, string at, int longest)
        {
            if (text.Length > longest)
                problems.Add(new(ProblemCodes.ValueTooLong, $"The value has {text.Length} characters.", at, $"Use at most {longest}."));

            if (PlainText.FindHidden(text) is { } hidden)
                problems.Add(new(ProblemCodes.ContractText, $"The value has a character that cannot be seen ({hidden}).", at, "Type the value anew."));
        }
    }
}
