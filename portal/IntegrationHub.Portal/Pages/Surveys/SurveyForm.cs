using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Pages.Parts;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;

namespace IntegrationHub.Portal.Pages.Surveys;

/// <summary>A survey as somebody types it: a question on each line, its choices behind it with bars between them.</summary>
public sealed record SurveyForm(string Key, string Title, string Questions, string Customers, string Until)
{
    /// <summary>Fields of the form with what the rules of surveys call them.</summary>
    private static readonly PageField[] Fields =
    [
        new("key", "surveys.key", "key"), new("title", "surveys.heading", "title"), new("until", "surveys.until", "until"), new("questions", "surveys.questions", "questions"), new("customers", "surveys.customers", "customers"),
    ];

    internal static FieldProblems ProblemsOf(IReadOnlyList<Problem> problems) => new(problems, Fields);

    internal static SurveyForm New(DateOnly last) => new("", "", "", "", last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal static SurveyForm Of(Survey survey, IReadOnlyList<string> customers) =>
        new(survey.Key, survey.Title, string.Join('\n', survey.Questions.Select(SurveyLines.Of)), string.Join('\n', customers), LocalDatePattern.Iso.Format(survey.Until));

    internal static SurveyForm Read(IFormCollection posted) => new(
        posted["key"].ToString().Trim(), posted["title"].ToString().Trim(), posted["questions"].ToString().ReplaceLineEndings("\n").Trim(), posted["customers"].ToString().ReplaceLineEndings("\n").Trim(), posted["until"].ToString().Trim());

    internal IReadOnlyList<string> CustomerNames() => [.. Lines(Customers).Distinct(StringComparer.Ordinal)];

    /// <summary>The survey, or what of it cannot be read at all; what it may ask is checked by the book.</summary>
    internal (Survey? Survey, IReadOnlyList<Problem> Problems) ToSurvey()
    {
        var (questions, wrong) = SurveyLines.Read(Questions);
        var problems = wrong.ToList();
        var day = LocalDatePattern.Iso.Parse(Until);
        if (!day.Success)
            problems.Insert(0, new(ProblemCodes.SurveyField, "This is no day.", "until", "Write it like 2026-11-28."));

        return problems.Count > 0 ? (null, problems) : (new Survey(Key, 1, Title, questions, day.Value), []);
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
