using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Packages;

namespace IntegrationHub.Market.Contracts;

/// <summary>
/// A contract as people read it, in one octet sequence: UTF-8 without mark, lines ended by one line feed, none with blanks at its end. Its digest is what
/// is approved and signed; a PDF is a picture of it.
/// </summary>
/// <param name="Language">Language of the wording.</param>
/// <param name="Text">The text.</param>
public sealed record ContractText(string Language, string Text)
{
    /// <summary>First line of every text; a change of the form is another name, because digests of years rest on it.</summary>
    public const string Form = "ihub-contract-1";

    /// <summary>Stands between what people read and the record of the terms.</summary>
    private const string BeforeRecord = "\n---\n";

    private const int LongestText = 1_000_000;

    /// <summary>What people read: the text without the record of the terms at its end.</summary>
    public string Wording => Text.LastIndexOf(BeforeRecord, StringComparison.Ordinal) is >= 0 and var end ? Text[..end] : Text;

    /// <summary>The record of the terms at its end, with its heading where it has one: a part of what is signed, for programs to read. Empty where there is none.</summary>
    public string Record => Text.LastIndexOf(BeforeRecord, StringComparison.Ordinal) is >= 0 and var end ? Text[(end + BeforeRecord.Length)..].TrimEnd('\n') : "";

    /// <summary>The octets that the digest is over.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Text);

    /// <summary>SHA-256 of <see cref="ToBytes"/> in lower hexadecimal digits.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>Renders a contract, or says everything that stands in the way.</summary>
    /// <param name="terms">The contract; good by itself (<see cref="ContractRules"/>).</param>
    /// <param name="template">The template that it names.</param>
    /// <param name="package">The price package that it names; null where it names none, or where there is none.</param>
    public static Checked<ContractText> Render(ContractTerms terms, ContractTemplate template, PricePackage? package = null)
    {
        var prices = package is null ? null : PublicPackage.Of(package);
        List<Problem> problems = [.. ContractRules.Check(terms), .. template.Check()];
        if (template.Code != terms.Template || template.Version != terms.TemplateVersion)
            problems.Add(new(ProblemCodes.TemplateMissing, $"The contract names {terms.Template}/{terms.TemplateVersion}, this is {template.Code}/{template.Version}.", "template", "Use the template that it names."));

        if (template.Kind != terms.Kind)
            problems.Add(new(ProblemCodes.TemplateKind, $"The template is for {template.Kind}, the contract is {terms.Kind}.", "template", "Use a template of its kind."));

        for (var i = 0; i < terms.Clauses.Count; i++)
        {
            if (!template.Clauses.Any(clause => clause.Optional && clause.Code == terms.Clauses[i]))
                problems.Add(new(ProblemCodes.TemplateClause, $"The template has no optional clause \"{terms.Clauses[i]}\".", $"clauses[{i}]", $"It has: {string.Join(", ", template.Clauses.Where(static clause => clause.Optional).Select(static clause => clause.Code))}."));
        }

        var clauses = template.Clauses.Where(clause => !clause.Optional || terms.Clauses.Contains(clause.Code)).ToList();
        var names = clauses.SelectMany(static clause => Placeholders.NamesIn(clause.Text)).Distinct().ToList();
        foreach (var name in names.Where(name => Placeholders.IsKnown(name) && string.IsNullOrEmpty(Placeholders.ValueOf(name, terms, template.Language, prices))))
            problems.Add(name == Placeholders.Prices ? ContractRules.NoPackage(terms) : new(ProblemCodes.TemplatePlaceholder, $"The wording needs {name}, which the contract does not say.", name.Replace("parameter.", "parameters.", StringComparison.Ordinal), "Enter it."));

        CheckUnsaid(terms, template, names, problems);
        if (names.Contains(Placeholders.Prices) && prices?.Words().Split('\n').Select(static word => PlainText.FindHidden(word)).FirstOrDefault(static found => found is not null) is { } hidden)
            problems.Add(new(ProblemCodes.ContractText, $"The package has a character that cannot be seen ({hidden}).", "package", "Name a version of it that shows what it says."));

        if (problems.Count > 0)
            return Checked.Bad<ContractText>(problems);

        var text = Write(terms, template, clauses, prices);
        return text.Length <= LongestText
            ? Checked.Good(new ContractText(template.Language, text))
            : Checked.Bad<ContractText>(new Problem(ProblemCodes.FileTooLarge, $"The text has {text.Length} characters.", "", $"Use at most {LongestText}."));
    }

    /// <summary>What two sides agree on stands in what they sign: a value for which the template has a clause needs that clause.</summary>
    private static void CheckUnsaid(ContractTerms terms, ContractTemplate template, List<string> said, List<Problem> problems)
    {
        foreach (var clause in template.Clauses.Where(clause => clause.Optional && !terms.Clauses.Contains(clause.Code)))
        {
            foreach (var parameter in Placeholders.NamesIn(clause.Text).Where(name => !said.Contains(name)).Select(Placeholders.ParameterOf).OfType<string>().Where(terms.Parameters.ContainsKey).Distinct())
                problems.Add(new(ProblemCodes.TemplateClause, $"{parameter} is given, and the clause \"{clause.Code}\" that says it is not chosen.", "clauses", $"Choose the clause, or leave {parameter} away."));
        }
    }

    /// <summary>The head says what the wording might leave out, so that equal digests are equal contracts, prices and all.</summary>
    private static string Write(ContractTerms terms, ContractTemplate template, List<ContractClause> clauses, PublicPackage? prices)
    {
        var text = new StringBuilder();
        Line(text, Form);
        Line(text, string.Create(CultureInfo.InvariantCulture, $"{terms.MRid} / {terms.Version} · {template.Code} / {template.Version} · {template.Language}"));
        Line(text, "");
        Line(text, template.Title);
        for (var i = 0; i < clauses.Count; i++)
        {
            Line(text, "");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {clauses[i].Title}"));
            foreach (var line in Placeholders.Fill(clauses[i].Text, name => Placeholders.ValueOf(name, terms, template.Language, prices)!).Split('\n'))
                Line(text, line);
        }

        Line(text, "");
        Line(text, "---");
        if (template.Record is { Length: > 0 } record)
            Line(text, record);

        Line(text, ContractJson.Write(terms));
        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
