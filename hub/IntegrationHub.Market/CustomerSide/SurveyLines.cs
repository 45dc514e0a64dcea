namespace IntegrationHub.Market.CustomerSide;

/// <summary>Questions as people type them, on the page and in files: one on each line, <c>choice: Which? | this | that</c>, <c>scale: How much?</c> or <c>text: Why?</c></summary>
public static class SurveyLines
{
    /// <summary>As Chinese keyboards write them, too: U+FF1A.</summary>
    private static readonly char[] Colons = [':', '\uFF1A'];

    /// <summary>U+FF5C is the wide one.</summary>
    private static readonly char[] Bars = ['|', '\uFF5C'];

    /// <summary>The questions of a text, and the lines that are none; what a survey may ask is <see cref="SurveyRules"/>' to say. Empty lines count for nothing.</summary>
    public static (IReadOnlyList<SurveyQuestion> Questions, IReadOnlyList<Problem> Problems) Read(string text)
    {
        var (questions, problems) = (new List<SurveyQuestion>(), new List<Problem>());
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (QuestionOf(line) is { } question)
                questions.Add(question);
            else
                problems.Add(new(ProblemCodes.SurveyField, $"\"{line}\" is no question.", "questions", "Begin each line with choice, scale or text and a colon; choices stand behind the question with | between them."));
        }

        return (questions, problems);
    }

    /// <summary>The line that is read as the question.</summary>
    public static string Of(SurveyQuestion question) => $"{question.Kind.ToString().ToLowerInvariant()}: {string.Join(" | ", question.Choices.Prepend(question.Text))}";

    private static SurveyQuestion? QuestionOf(string line)
    {
        var colon = line.IndexOfAny(Colons);
        if (colon < 0 || !Enum.TryParse<SurveyQuestionKind>(line[..colon].Trim(), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            return null;

        var parts = line[(colon + 1)..].Split(Bars, StringSplitOptions.TrimEntries);
        return new(kind, parts[0], parts[1..]);
    }
}
