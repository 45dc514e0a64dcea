using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// What the retailer asks customers, and what they answer. One person writes a survey and another releases it, as texts for everybody are, with the same look for what is confidential; it goes to the
/// customers that it names, as far as they have a login when it is released. A customer has one answer, which may be changed until the survey closes. Thread-safe.
/// </summary>
public sealed class SurveyBook(IBusinessRecords records, ConfidentialThings confidential, LoginBook logins, ICompanyCrossings crossings, IPersonAccounts persons, RetailerId retailer, DateTimeZone zone, TimeProvider time)
{
    public const string FourEyes = "SURVEY_FOUR_EYES";
    public const string NoDraft = "SURVEY_NO_DRAFT";

    /// <summary>The draft is not any more what was read.</summary>
    public const string Changed = "SURVEY_CHANGED";

    /// <summary>It is not answered any more, or not by this customer.</summary>
    public const string Closed = "SURVEY_CLOSED";

    private const string Gone = "–";

    private const string Answered = "answered";

    /// <summary>Answered, and not yet known to be handed back to the customer.</summary>
    private const string Kept = "kept";

    private LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date;

    /// <summary>Writes a draft: the first of its key, the next version, or a draft anew. Whoever wrote last is its author.</summary>
    public async Task<Checked<StoredSurvey>> DraftAsync(Survey draft, IReadOnlyList<string> customers, string actor, CancellationToken cancellationToken)
    {
        var newest = await records.FindAsync(RecordKind.Survey, draft.Key, null, cancellationToken).ConfigureAwait(false);
        var again = newest is { State: StoredSurvey.Draft };
        var stored = new StoredSurvey(draft with { Version = newest is null ? 1 : again ? newest.Version : newest.Version + 1, Withdrawn = false }, customers, actor);
        var problems = await CheckAsync(stored, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
            return Checked.Bad<StoredSurvey>(problems);

        return await records.SaveAsync([stored.ToRecord(StoredSurvey.Draft, again ? newest!.Revision : 0)], [stored.Fact("drafted")], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? Checked.Good(stored)
            : RetailProblems.SomebodyElse.Bad<StoredSurvey>();
    }

    /// <summary>Releases the draft of a key, which somebody else wrote.</summary>
    /// <param name="read">Digest of the draft that was read (<see cref="StoredSurvey.Digest"/>).</param>
    public async Task<Checked<StoredSurvey>> ReleaseAsync(string key, string read, string actor, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(RecordKind.Survey, key, null, cancellationToken).ConfigureAwait(false) is not { } record)
            return NotThere(key);

        var stored = StoredSurvey.Of(record);
        if (record.State != StoredSurvey.Draft)
            return new Problem(NoDraft, $"The newest version of {key} is {record.State}.", "key", "Write a draft first.").Bad<StoredSurvey>();

        List<Problem> problems = [.. await CheckAsync(stored, cancellationToken).ConfigureAwait(false)];
        if (read != stored.Digest())
            problems.Add(new(Changed, $"The draft of {key} was written anew since it was read.", "digest", "Read it again."));

        if ((await persons.NamesOfAsync(actor, cancellationToken).ConfigureAwait(false)).Contains(stored.Author))
            problems.Add(new(FourEyes, $"{actor} wrote it.", "actor", "Have somebody else read and release it."));

        return problems.Count > 0 ? Checked.Bad<StoredSurvey>(problems) : await SaveAndPublishAsync(stored with { ReleasedBy = actor }, record.Revision, "released", actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes a survey before its day. One person is enough for that; what was answered stays.</summary>
    public async Task<Checked<StoredSurvey>> WithdrawAsync(string key, string actor, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(RecordKind.Survey, key, null, cancellationToken).ConfigureAwait(false) is not { } record)
            return NotThere(key);

        var stored = StoredSurvey.Of(record);
        return stored.Survey.Withdrawn
            ? Checked.Good(stored)
            : await SaveAndPublishAsync(stored with { Survey = stored.Survey with { Withdrawn = true }, ReleasedBy = actor }, record.Revision, "withdrawn", actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A version of a survey, the newest where none is named; null where there is none.</summary>
    public async Task<ListedSurvey?> FindAsync(string key, int? version, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Survey, key, version, cancellationToken).ConfigureAwait(false) is { } record ? new ListedSurvey(StoredSurvey.Of(record), record.State) : null;

    /// <summary>The newest version of every survey, by key.</summary>
    public async Task<IReadOnlyList<ListedSurvey>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await records.ListAsync(new(RecordKind.Survey) { Most = 100_000 }, cancellationToken).ConfigureAwait(false))
            .GroupBy(static record => record.Key, StringComparer.Ordinal).Select(static versions => versions.Last()).Select(static record => new ListedSurvey(StoredSurvey.Of(record), record.State)),
    ];

    /// <summary>What customers answered to a version.</summary>
    public async Task<IReadOnlyList<StoredSurveyAnswers>> AnswersAsync(StoredSurvey survey, CancellationToken cancellationToken) =>
    [
        .. (await records.ListAsync(new(RecordKind.SurveyAnswer) { Most = 100_000 }, cancellationToken).ConfigureAwait(false)).Select(static record => record.Read<StoredSurveyAnswers>("answers"))
            .Where(one => one.Answers.Survey == survey.Survey.Key && one.Answers.Version == survey.Survey.Version),
    ];

    /// <summary>What was answered, question by question.</summary>
    public static IReadOnlyList<QuestionResult> ResultsOf(Survey survey, IReadOnlyList<StoredSurveyAnswers> answers) =>
    [
        .. survey.Questions.Select((question, number) =>
        {
            var given = answers.Select(one => one.Answers.Answers[number]).Where(static answer => answer.Length > 0).ToList();
            return new QuestionResult(
                question, [.. question.Possible().Select(one => (one, given.Count(answer => answer == one)))], question.Kind == SurveyQuestionKind.Text ? [.. given.Order(StringComparer.Ordinal)] : []);
        }),
    ];

    /// <summary>Takes a customer's answers to a survey that is open to the customer, in the place of earlier ones.</summary>
    internal async Task<IReadOnlyList<Problem>> TakeAsync(StoredLogin login, SurveyAnswers answers, CancellationToken cancellationToken)
    {
        var newest = await FindAsync(answers.Survey, null, cancellationToken).ConfigureAwait(false);
        if (newest is not { IsDraft: false, Stored: { } stored } || stored.Survey.Version != answers.Version || !stored.Survey.IsOpenOn(Today) || !IsAsked(stored, login))
            return [new(Closed, "The survey is not answered any more, or another one took its place.", "survey", "Answer one that is shown.")];

        if (SurveyRules.Check(stored.Survey, answers.Answers) is { Count: > 0 } problems)
            return problems;

        var key = NameId.Of("survey", stored.Survey.Key, answers.Version.ToString(CultureInfo.InvariantCulture), login.Login.Customer.ToString("D")).ToString("D");
        var before = await records.FindAsync(RecordKind.SurveyAnswer, key, 1, cancellationToken).ConfigureAwait(false);
        var kept = new StoredSurveyAnswers(login.CustomerName, answers, time.GetUtcNow());
        var record = new BusinessRecord(RecordKind.SurveyAnswer, key, 1, Kept, null, null, MarketJson.WriteUtf8(kept), before?.Revision ?? 0);
        if (await records.SaveAsync([record], [stored.Fact("answered")], "customer:" + login.Login.Name, cancellationToken).ConfigureAwait(false) != RecordResult.Saved)
            return [RetailProblems.SomebodyElse];

        await DeliverAnswersAsync(cancellationToken).ConfigureAwait(false);
        return [];
    }

    /// <summary>Hands in what is released, and what was answered, where it is not known to be handed in: whoever did it was killed in between.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        // Read where there is something to hand in: this is asked every second.
        IReadOnlyList<StoredLogin>? all = null;
        foreach (var record in await records.ListAsync(new(RecordKind.Survey) { State = StoredSurvey.Released }, cancellationToken).ConfigureAwait(false))
        {
            var stored = StoredSurvey.Of(record);
            // What is closed may be a draft that nobody released: that it is gone crosses, and nothing that it asked.
            var shown = stored.Survey.Withdrawn ? stored.Survey with { Title = Gone, Questions = [] } : stored.Survey;
            all ??= await logins.ListAsync(cancellationToken).ConfigureAwait(false);
            var asked = all.Where(login => IsAsked(stored, login)).Select(static login => login.Login.Customer).ToHashSet();
            foreach (var customer in asked)
                await PublishAsync(NameId.Of(CrossingKinds.Survey, $"{stored.Digest()} {customer:D}"), customer, CrossingKinds.Survey, shown, stored.ReleasedBy!, cancellationToken).ConfigureAwait(false);

            // Whom an earlier version asked and this one does not, also who cannot sign in now: what is taken is the newest version.
            var before = await AskedBeforeAsync(stored, cancellationToken).ConfigureAwait(false);
            var gone = stored.Survey with { Title = Gone, Questions = [], Withdrawn = true };
            foreach (var customer in all.Where(login => before.Exists(one => Names(one, login))).Select(static login => login.Login.Customer).Distinct().Where(customer => !asked.Contains(customer)))
                await PublishAsync(NameId.Of(CrossingKinds.Survey, $"{stored.Digest()} {customer:D} gone"), customer, CrossingKinds.Survey, gone, stored.ReleasedBy!, cancellationToken).ConfigureAwait(false);

            await records.SaveAsync([record with { State = StoredSurvey.Published }], [], stored.ReleasedBy!, cancellationToken).ConfigureAwait(false);
        }

        await DeliverAnswersAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The versions below, and this one where it is closed: customers may have it.</summary>
    private async Task<List<StoredSurvey>> AskedBeforeAsync(StoredSurvey survey, CancellationToken cancellationToken)
    {
        List<StoredSurvey> before = survey.Survey.Withdrawn ? [survey] : [];
        for (var version = 1; version < survey.Survey.Version; version++)
        {
            if (await FindAsync(survey.Survey.Key, version, cancellationToken).ConfigureAwait(false) is { } listed)
                before.Add(listed.Stored);
        }

        return before;
    }

    private async Task DeliverAnswersAsync(CancellationToken cancellationToken)
    {
        foreach (var record in await records.ListAsync(new(RecordKind.SurveyAnswer) { State = Kept }, cancellationToken).ConfigureAwait(false))
        {
            var answers = record.Read<StoredSurveyAnswers>("answers").Answers;
            if (await logins.FindAsync(answers.Login, cancellationToken).ConfigureAwait(false) is { } login)
            {
                var id = NameId.Of(CrossingKinds.SurveyAnswer, record.Key, record.Revision.ToString(CultureInfo.InvariantCulture));
                await PublishAsync(id, login.Login.Customer, CrossingKinds.SurveyAnswer, answers, "hub", cancellationToken).ConfigureAwait(false);
            }

            await records.SaveAsync([record with { State = Answered }], [], "hub", cancellationToken).ConfigureAwait(false);
        }
    }

    private Task PublishAsync<T>(Guid id, Guid customer, string kind, T what, string actor, CancellationToken cancellationToken) =>
        crossings.HandInAsync(retailer, new CrossingItem(id, customer, kind, CrossingKinds.Version, MarketJson.Write(what), time.GetUtcNow()), actor, $"What is of kind {kind}", cancellationToken);

    private async Task<Checked<StoredSurvey>> SaveAndPublishAsync(StoredSurvey survey, long revision, string fact, string actor, CancellationToken cancellationToken)
    {
        if (await records.SaveAsync([survey.ToRecord(StoredSurvey.Released, revision)], [survey.Fact(fact)], actor, cancellationToken).ConfigureAwait(false) != RecordResult.Saved)
            return RetailProblems.SomebodyElse.Bad<StoredSurvey>();

        await DeliverAsync(cancellationToken).ConfigureAwait(false);
        return Checked.Good(survey);
    }

    private static bool IsAsked(StoredSurvey survey, StoredLogin login) => !login.Login.IsDisabled && Names(survey, login);

    private static bool Names(StoredSurvey survey, StoredLogin login) => survey.Customers.Count == 0 || survey.Customers.Contains(login.CustomerName, StringComparer.Ordinal);

    private static Checked<StoredSurvey> NotThere(string key) => RetailProblems.NotThere($"survey {key}", "Look at the list of surveys.").Bad<StoredSurvey>();

    /// <summary>Its fields, whether somebody can be asked, and what is confidential in it.</summary>
    private async Task<IReadOnlyList<Problem>> CheckAsync(StoredSurvey stored, CancellationToken cancellationToken)
    {
        var survey = stored.Survey;
        var problems = SurveyRules.Check(survey).ToList();
        if (survey.Until < Today)
            problems.Add(new(ProblemCodes.SurveyField, $"Its last day, {survey.Until:uuuu-MM-dd}, is past.", "until", "Give a day to come."));

        var known = (await logins.ListAsync(cancellationToken).ConfigureAwait(false)).Select(static login => login.CustomerName).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(stored.Customers.Where(name => !known.Contains(name)).Select(name => new Problem(ProblemCodes.SurveyField, $"There is no customer {name} with a login.", "customers", "Write names as the list of customers shows them; without any every customer is asked.")));
        var secrets = await confidential.ReadAsync(cancellationToken).ConfigureAwait(false);
        problems.AddRange(survey.Questions.SelectMany(static question => question.Choices.Prepend(question.Text)).Prepend(survey.Title).SelectMany(text => ConfidentialityCheck.Check("survey", text, secrets)));
        return problems;
    }
}
