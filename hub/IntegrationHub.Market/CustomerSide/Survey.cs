using System.Globalization;
using IntegrationHub.Market.Json;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>How a question is answered. The names are stored and cross.</summary>
public enum SurveyQuestionKind
{
    /// <summary>One of <see cref="SurveyQuestion.Choices"/>.</summary>
    Choice,

    /// <summary>1 (not at all) to 5 (very much).</summary>
    Scale,

    /// <summary>In the customer's own words.</summary>
    Text,
}

/// <param name="Text">What is asked.</param>
/// <param name="Choices">Of a choice: 2 to <see cref="SurveyRules.MostChoices"/>; empty otherwise.</param>
public sealed record SurveyQuestion(SurveyQuestionKind Kind, string Text, IReadOnlyList<string> Choices)
{
    /// <summary>Every answer that there can be, in the order in which they are shown; none of a question that is answered in the customer's own words.</summary>
    public IReadOnlyList<string> Possible() => Kind switch
    {
        SurveyQuestionKind.Choice => Choices,
        SurveyQuestionKind.Scale => [.. Enumerable.Range(1, SurveyRules.HighestScale).Select(static one => one.ToString(CultureInfo.InvariantCulture))],
        _ => [],
    };
}

/// <summary>What the retailer asks customers.</summary>
/// <param name="Key">What it is known by: lower case letters, digits and dashes.</param>
/// <param name="Version">From 1; a later one takes its place, and what was answered to the earlier one stays with that.</param>
/// <param name="Title">One line.</param>
/// <param name="Until">Last day on which it is answered.</param>
/// <param name="Withdrawn">True when it is not answered any more.</param>
public sealed record Survey(string Key, int Version, string Title, IReadOnlyList<SurveyQuestion> Questions, LocalDate Until, bool Withdrawn = false)
{
    public bool IsOpenOn(LocalDate day) => !Withdrawn && day <= Until;

    /// <summary>Reads what <see cref="MarketJson.Write"/> wrote.</summary>
    public static Checked<Survey> Read(string json) => MarketJson.Read<Survey>(json, "survey", new(ProblemCodes.JsonUnreadable, "The survey is empty.", "", "Publish it anew."));
}

/// <summary>A customer answers a survey, or answers it anew.</summary>
/// <param name="Login">Who.</param>
/// <param name="Survey">Its key.</param>
/// <param name="Version">The version that was answered.</param>
/// <param name="Answers">One for each question, in their order; empty where the customer does not answer it. Of a scale a digit.</param>
public sealed record SurveyAnswers(string Login, string Survey, int Version, IReadOnlyList<string> Answers)
{
    /// <summary>Reads what <see cref="MarketJson.Write"/> wrote.</summary>
    public static Checked<SurveyAnswers> Read(string json) => MarketJson.Read<SurveyAnswers>(json, "answers", new(ProblemCodes.JsonUnreadable, "The answers are empty.", "", "Publish them anew."));
}

/// <summary>What a survey and its answers may be by themselves. Everything that is wrong is told at once.</summary>
public static class SurveyRules
{
    public const int MostQuestions = 20;
    public const int MostChoices = 12;
    public const int LongestQuestion = 300;
    public const int LongestAnswer = 1000;
    public const int HighestScale = 5;

    public static IReadOnlyList<Problem> Check(Survey survey)
    {
        var problems = new List<Problem>();
        if (!ArticleRules.IsKey(survey.Key))
            problems.Add(new(ProblemCodes.SurveyField, "The key is no name.", "key", $"Use lower case letters, digits and dashes, a letter first, at most {ArticleRules.LongestKey}."));

        ArticleRules.CheckText(survey.Title, "title", ArticleRules.LongestTitle, allowLines: false, problems);
        if (survey.Questions.Count is 0 or > MostQuestions)
            problems.Add(new(ProblemCodes.SurveyField, $"There are {survey.Questions.Count} questions.", "questions", $"Ask 1 to {MostQuestions}."));

        for (var i = 0; i < survey.Questions.Count; i++)
        {
            var (question, where) = (survey.Questions[i], string.Create(CultureInfo.InvariantCulture, $"questions[{i}]"));
            ArticleRules.CheckText(question.Text, where, LongestQuestion, allowLines: false, problems);
            foreach (var choice in question.Choices)
                ArticleRules.CheckText(choice, where, LongestQuestion, allowLines: false, problems);

            var count = question.Choices.Distinct(StringComparer.Ordinal).Count();
            if (question.Kind == SurveyQuestionKind.Choice ? count != question.Choices.Count || count is < 2 or > MostChoices : count > 0)
                problems.Add(new(ProblemCodes.SurveyField, $"The question has {question.Choices.Count} choices.", where, $"Give a choice 2 to {MostChoices} different ones, and others none."));
        }

        return problems;
    }

    /// <summary>Everything that keeps answers from being those to a survey.</summary>
    public static IReadOnlyList<Problem> Check(Survey survey, IReadOnlyList<string> answers)
    {
        var problems = new List<Problem>();
        if (answers.Count != survey.Questions.Count)
        {
            problems.Add(new(ProblemCodes.SurveyAnswer, $"There are {answers.Count} answers to {survey.Questions.Count} questions.", "answers", "Answer the survey as it is shown."));
            return problems;
        }

        if (answers.All(string.IsNullOrWhiteSpace))
            problems.Add(new(ProblemCodes.SurveyAnswer, "Nothing is answered.", "answers", "Answer one question at least."));

        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].Length > 0 && !Fits(survey.Questions[i], answers[i]))
                problems.Add(new(ProblemCodes.SurveyAnswer, "That is no answer to the question.", string.Create(CultureInfo.InvariantCulture, $"answers[{i}]"), $"Choose one of what is shown, or write at most {LongestAnswer} characters."));
        }

        return problems;
    }

    private static bool Fits(SurveyQuestion question, string answer) => question.Kind switch
    {
        SurveyQuestionKind.Choice => question.Choices.Contains(answer, StringComparer.Ordinal),
        SurveyQuestionKind.Scale => answer.Length == 1 && answer[0] is >= '1' and <= (char)('0' + HighestScale),
        _ => answer.Length <= LongestAnswer && Contracts.PlainText.FindHidden(answer, allowLines: true) is null,
    };
}
