using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;

namespace IntegrationHub.Portal.Pages.Surveys;

/// <summary>A survey as somebody types it: a question on each line, its choices behind it with bars between them.</summary>
public sealed record SurveyForm(string Key, string Title, string Questions, string Customers, string Until)
{
    /// <summary>As Chinese keyboards write them, too: U+FF1A.</summary>
    private static readonly char[] Colons = [':', '\uFF1A'];

    /// <summary>U+FF5C is the wide one.</summary>
    private static readonly char[] Bars = ['|', '\uFF5C'];

    internal static SurveyForm New(DateOnly last) => new("", "", "", "", last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal static SurveyForm Of(Survey survey, IReadOnlyList<string> customers) =>
        new(survey.Key, survey.Title, string.Join('\n', survey.Questions.Select(LineOf)), string.Join('\n', customers), LocalDatePattern.Iso.Format(survey.Until));

    internal static SurveyForm Read(IFormCollection posted) => new(
        posted["key"].ToString().Trim(), posted["title"].ToString().Trim(), posted["questions"].ToString().ReplaceLineEndings("\n").Trim(), posted["customers"].ToString().ReplaceLineEndings("\n").Trim(), posted["until"].ToString().Trim());

    internal IReadOnlyList<string> CustomerNames() => [.. Lines(Customers).Distinct(StringComparer.Ordinal)];

    /// <summary>The survey, or what of it cannot be read at all; what it may ask is checked by the book.</summary>
    internal (Survey? Survey, IReadOnlyList<Problem> Problems) ToSurvey()
    {
        var (problems, questions) = (new List<Problem>(), new List<SurveyQuestion>());
        var day = LocalDatePattern.Iso.Parse(Until);
        if (!day.Success)
            problems.Add(new(ProblemCodes.SurveyField, "This is no day.", "until", "Write it like 2026-11-28."));

        foreach (var line in Lines(Questions))
        {
            if (QuestionOf(line) is { } question)
                questions.Add(question);
            else
                problems.Add(new(ProblemCodes.SurveyField, $"\"{line}\" is no question.", "questions", "Begin each line with choice, scale or text and a colon; choices stand behind the question with | between them."));
        }

        return problems.Count > 0 ? (null, problems) : (new Survey(Key, 1, Title, questions, day.Value), []);
    }

    private static SurveyQuestion? QuestionOf(string line)
    {
        var colon = line.IndexOfAny(Colons);
        if (colon < 0 || !Enum.TryParse<SurveyQuestionKind>(line[..colon].Trim(), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            return null;

        var parts = line[(colon + 1)..].Split(Bars, StringSplitOptions.TrimEntries);
        return new(kind, parts[0], parts[1..]);
    }

    private static string LineOf(SurveyQuestion question) => $"{question.Kind.ToString().ToLowerInvariant()}: {string.Join(" | ", question.Choices.Prepend(question.Text))}";

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
