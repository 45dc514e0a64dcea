using IntegrationHub.Customers.Shelves;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Requests;

/// <summary>What the retailer asks the customer, and the customer's answers; the company's side judges them. Thread-safe.</summary>
internal sealed class SurveyDesk(ShelfReader shelves, RequestDesk desk)
{
    /// <summary>A survey that the customer is asked, with what is kept of his answers; nulls where he is not.</summary>
    public Task<(Survey? Survey, SurveyAnswers? Answers)> FindAsync(CustomerLogin login, string key, CancellationToken cancellationToken) =>
        shelves.OfAsync(login.Customer, shelf => (shelf.FindSurvey(key), shelf.FindSurveyAnswers(key)), cancellationToken);

    /// <param name="login">Who answers.</param>
    /// <param name="id">Id of the request.</param>
    /// <param name="survey">As it was found.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="answers">One for each question, in their order; empty where the customer does not answer it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Asked> AnswerAsync(CustomerLogin login, Guid id, Survey survey, int version, IReadOnlyList<string> answers, CancellationToken cancellationToken)
    {
        if (version != survey.Version)
            return Asked.Late(new("SURVEY_CLOSED", "Another version took the place of this one.", "version", "Read the survey anew, and answer that."));

        var given = new SurveyAnswers(login.Name, survey.Key, survey.Version, [.. answers.Select(static answer => answer.ReplaceLineEndings("\n").Trim())]);
        return SurveyRules.Check(survey, given.Answers) is { Count: > 0 } wrong ? Asked.Wrong(wrong) : Asked.Of(await desk.HandInAsync(login, id, CrossingKinds.SurveyAnswer, given, cancellationToken));
    }
}
