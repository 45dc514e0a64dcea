using System.Text.Json.Serialization;

namespace IntegrationHub.Market.Contracts;

/// <summary>One clause of a template.</summary>
/// <param name="Code">Code within the template.</param>
/// <param name="Title">Its heading; may be empty.</param>
/// <param name="Text">Wording with placeholders such as <c>{seller.name}</c>; lines end with a line feed.</param>
/// <param name="Optional">True when contracts choose it by its code.</param>
public sealed record ContractClause(string Code, string Title, string Text, bool Optional = false);

/// <summary>The wording of contracts of one kind in one language. A change is a new version; contracts keep theirs. Immutable.</summary>
public sealed record ContractTemplate
{
    public required string Code { get; init; }

    public required int Version { get; init; }

    /// <summary>Language tag, e.g. <c>zh-CN</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The kind of contract it is for.</summary>
    public required ContractKind Kind { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<ContractClause> Clauses { get; init; }

    /// <summary>Heading of the record of the terms at the end of the text, which says what it is; null where it stands there without.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Record { get; init; }

    /// <summary>Codes of the optional clauses that say a parameter of contracts.</summary>
    public IEnumerable<string> ClausesOf(string parameter) =>
        Clauses.Where(clause => clause.Optional && Placeholders.NamesIn(clause.Text).Any(name => Placeholders.ParameterOf(name) == parameter)).Select(static clause => clause.Code);

    /// <summary>Everything that is wrong with it.</summary>
    public IReadOnlyList<Problem> Check()
    {
        var problems = new List<Problem>();
        if (Code.Length == 0 || Version < 1)
            problems.Add(new(ProblemCodes.ValueMissing, "Code or version is missing.", "code", "Enter a code, and a version from 1."));

        if (Title.Length == 0)
            problems.Add(new(ProblemCodes.ValueMissing, "The title is missing.", "title", "Enter one."));

        if (Clauses.Count == 0)
            problems.Add(new(ProblemCodes.TemplateClause, "There is no clause.", "clauses", "Enter at least one."));

        Seen(Title, "title");
        if (Record is { } record && PlainText.FindHidden(record) is { } unseen)
            problems.Add(new(ProblemCodes.ContractText, $"The text has a character that cannot be seen ({unseen}).", "record", "Type it anew, on one line."));

        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Clauses.Count; i++)
        {
            var (clause, at) = (Clauses[i], $"clauses[{i}]");
            if (clause.Code.Length == 0 || !codes.Add(clause.Code))
                problems.Add(new(ProblemCodes.TemplateClause, "The code is missing or there twice.", $"{at}.code", "Give every clause a code of its own."));

            Seen(clause.Title, $"{at}.title");
            Seen(clause.Text, $"{at}.text");
            foreach (var name in Placeholders.NamesIn(clause.Text).Where(static name => !Placeholders.IsKnown(name)))
                problems.Add(new(ProblemCodes.TemplatePlaceholder, $"There is no placeholder {{{name}}}.", $"{at}.text", $"Known are {string.Join(", ", Placeholders.Known)} and parameter.NAME."));

            if (Placeholders.FindOpen(clause.Text) is { } open)
                problems.Add(new(ProblemCodes.TemplatePlaceholder, $"A brace at character {open + 1} is not closed, or never opened.", $"{at}.text", "Write {name}, or {{ and }} for braces."));
        }

        return problems;

        void Seen(string text, string at)
        {
            if (PlainText.FindHidden(text, allowLines: true) is { } hidden)
                problems.Add(new(ProblemCodes.ContractText, $"The text has a character that cannot be seen ({hidden}).", at, "Type it anew; lines end with a line feed."));
        }
    }
}
