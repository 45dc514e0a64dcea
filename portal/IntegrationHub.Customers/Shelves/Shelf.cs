using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;

namespace IntegrationHub.Customers.Shelves;

/// <summary>What has crossed for a subject, folded to what counts now. It is made of the stream again after a restart. Not thread-safe; <see cref="ShelfReader"/> sees to that.</summary>
internal sealed class Shelf
{
    private readonly Dictionary<string, Article> _articles = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Number, int Version), CustomerContract> _contracts = [];
    private readonly Dictionary<(string Number, int Version), ContractReworked> _reworked = [];
    private readonly Dictionary<(string Account, BillingMonth Month, int Version), CustomerBill> _bills = [];
    private readonly Dictionary<(string Account, BillingMonth Month), CustomerReadings> _readings = [];
    private readonly Dictionary<(string Contract, BillingMonth Month, DeliveryWarningKind Kind), CustomerReminder> _reminders = [];
    private readonly Dictionary<string, Survey> _surveys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SurveyAnswers> _surveyAnswers = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, (RequestAnswer Answer, DateTimeOffset At)> _answers = [];
    private readonly List<(string? Kind, EnteredDay Day)> _entered = [];
    private readonly List<CustomerNotice> _notices = [];
    private readonly History _history = new();

    /// <summary>Notices that are kept.</summary>
    private const int MostNotices = 20;

    /// <summary>Days with entered values that are kept with them: a year of one account and more.</summary>
    internal const int MostEntered = 400;

    /// <summary>Number of the last item that was looked at.</summary>
    public long ReadTo { get; private set; }

    /// <summary>The newest login; null where nobody has the name.</summary>
    public CustomerLogin? Login { get; private set; }

    /// <summary>What the person wants to be told of; the usual as long as he did not choose.</summary>
    public SubscriptionChoices Subscriptions { get; private set; } = SubscriptionChoices.Usual;

    /// <summary>What is new for the person, the newest first; what is older than the last <see cref="MostNotices"/> is forgotten.</summary>
    public IReadOnlyList<CustomerNotice> Notices => [.. _notices.OrderByDescending(static notice => notice.At)];

    /// <summary>Articles that are to be read, the newest day first.</summary>
    public IReadOnlyList<Article> Articles =>
        [.. _articles.Values.Where(static article => !article.Withdrawn).OrderByDescending(static article => article.On).ThenBy(static article => article.Key, StringComparer.Ordinal)];

    public Article? FindArticle(string key) => _articles.TryGetValue(key, out var article) && !article.Withdrawn ? article : null;

    /// <summary>Contracts, the newest period first.</summary>
    public IReadOnlyList<CustomerContract> Contracts =>
        [.. _contracts.Values.OrderByDescending(static contract => contract.From).ThenBy(static contract => contract.Number, StringComparer.Ordinal).ThenByDescending(static contract => contract.Version)];

    public CustomerContract? FindContract(string number, int version) => _contracts.GetValueOrDefault((number, version));

    /// <summary>The contracts that a bill names, by their numbers, as they held on the bill's days: of each the newest version that bound then. One that is not shown is missing.</summary>
    public IReadOnlyDictionary<string, CustomerContract> ContractsOf(CustomerBill bill) => _contracts.Values
        .Where(one => (one.Number == bill.Contract || bill.Parts?.Any(part => part.Contract == one.Number) == true) && ContractTransitions.HasBound(one.State) && one.From <= bill.To && one.To >= bill.From)
        .GroupBy(static one => one.Number, StringComparer.Ordinal).ToDictionary(static versions => versions.Key, static versions => versions.MaxBy(static one => one.Version)!, StringComparer.Ordinal);

    /// <summary>The months of a contract, with what was used beside what was contracted.</summary>
    public IReadOnlyList<ContractMonth> MonthsOf(CustomerContract contract) => ContractMonth.ListOf(contract, FindReadings);

    /// <summary>Why a contract that was shown is not offered any more; null of others.</summary>
    public ContractReworked? FindReworked(string number, int version) => _reworked.GetValueOrDefault((number, version));

    /// <summary>Bills, the newest month first; of a month the newest version first.</summary>
    public IReadOnlyList<CustomerBill> Bills =>
        [.. _bills.Values.OrderByDescending(static bill => bill.Month).ThenBy(static bill => bill.Account, StringComparer.Ordinal).ThenByDescending(static bill => bill.Version)];

    public CustomerBill? FindBill(string account, BillingMonth month, int version) => _bills.GetValueOrDefault((account, month, version));

    /// <summary>Consumption, the newest month first.</summary>
    public IReadOnlyList<CustomerReadings> Readings => [.. _readings.Values.OrderByDescending(static one => one.Month).ThenBy(static one => one.Account, StringComparer.Ordinal)];

    public CustomerReadings? FindReadings(string account, BillingMonth month) => _readings.GetValueOrDefault((account, month));

    /// <summary>Reminders that stand, the newest month first.</summary>
    public IReadOnlyList<CustomerReminder> Reminders =>
        [.. _reminders.Values.Where(static one => one.IsOpen).OrderByDescending(static one => one.Month).ThenBy(static one => one.Contract, StringComparer.Ordinal).ThenByDescending(static one => one.Kind)];

    /// <summary>What happened, the newest first.</summary>
    public IReadOnlyList<HistoryEntry> History => _history.Newest;

    /// <summary>Accounts that something crossed of, or that a contract which binds is for: before the first bill there is a demand to be declared.</summary>
    public IReadOnlyList<string> Accounts =>
        [.. _readings.Keys.Select(static one => one.Account).Concat(_bills.Keys.Select(static one => one.Account))
            .Concat(_contracts.Values.Where(static one => ContractTransitions.HasBound(one.State)).SelectMany(static one => one.Accounts ?? [])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Surveys that are asked on a day, those that close first in front, each with whether it is answered.</summary>
    public IReadOnlyList<(Survey Survey, bool IsAnswered)> SurveysOn(NodaTime.LocalDate day) =>
        [.. _surveys.Values.Where(survey => survey.IsOpenOn(day)).OrderBy(static survey => survey.Until).Select(survey => (survey, FindSurveyAnswers(survey.Key) is not null))];

    public Survey? FindSurvey(string key) => _surveys.GetValueOrDefault(key);

    /// <summary>What is kept of the customer's answers to the newest version; null where nothing is.</summary>
    public SurveyAnswers? FindSurveyAnswers(string key) => _surveyAnswers.TryGetValue(key, out var answers) && FindSurvey(key) is { } survey && answers.Version == survey.Version && answers.Answers.Count == survey.Questions.Count ? answers : null;

    /// <summary>Requests that somebody of the retailer answers in words, the newest answer first.</summary>
    public IReadOnlyList<(RequestAnswer Answer, DateTimeOffset At)> Requests => [.. _answers.Values.Where(static one => one.Answer.Text is not null).OrderByDescending(static one => one.At)];

    /// <summary>Values of days that the customer entered and the company's side has judged, the newest first; what is older than the last <see cref="MostEntered"/> stands in the history.</summary>
    /// <param name="kind"><see cref="CrossingKinds.OwnReadings"/> or <see cref="CrossingKinds.Demand"/>.</param>
    public IReadOnlyList<EnteredDay> Entered(string kind) =>
        [.. _entered.Where(one => one.Kind == kind).Select(static one => one.Day).OrderByDescending(static day => day.At)];

    /// <summary>What became of a request of any kind, and when that was said; no answer before there is one.</summary>
    public (RequestAnswer? Answer, DateTimeOffset At) FindAnswer(Guid request) => _answers.GetValueOrDefault(request);

    /// <summary>Puts items in, in the order of their numbers: the later one counts.</summary>
    public void Put(IReadOnlyList<CrossingEntry> entries)
    {
        foreach (var (number, item) in entries)
        {
            Put(item);
            ReadTo = number;
        }
    }

    /// <summary>What this program does not understand is passed over: a newer company's side wrote it, or something else did.</summary>
    private void Put(CrossingItem item)
    {
        if (item.Version != CrossingKinds.Version)
            return;

        switch (item.Kind)
        {
            case CrossingKinds.Article when Article.Read(item.Payload) is { IsGood: true, Value: { } article }:
                _articles[article.Key] = article;
                break;
            case CrossingKinds.Login when CustomerLogin.Read(item.Payload) is { IsGood: true, Value: { } login }:
                Login = login;
                break;
            case CrossingKinds.Subscriptions when LoginSubscriptions.Read(item.Payload) is { IsGood: true, Value: { } chosen }:
                Subscriptions = chosen.Kept;
                break;
            case CrossingKinds.Notice when CustomerNotice.Read(item.Payload) is { IsGood: true, Value: { } notice }:
                _notices.Add(notice);
                if (_notices.Count > MostNotices)
                    _notices.RemoveAt(0);

                break;
            case CrossingKinds.Contract when CustomerContract.Read(item.Payload) is { IsGood: true, Value: { } contract }:
                _contracts[(contract.Number, contract.Version)] = contract;
                _reworked.Remove((contract.Number, contract.Version));
                _history.Add(contract, item.At);
                break;
            case CrossingKinds.ContractReworked when ContractReworked.Read(item.Payload) is { IsGood: true, Value: { } reworked } && FindContract(reworked.Number, reworked.Version) is { } was:
                var key = (was.Number, was.Version);
                _contracts[key] = was with { State = reworked.IsGivenUp ? ContractState.Rejected : ContractState.Draft };

                // What was said of an earlier text is not why this one was taken back.
                _reworked[key] = reworked.Asked?.Digest == was.Digest ? reworked : reworked with { Asked = null };
                _history.Add(_contracts[key], item.At);
                break;
            case CrossingKinds.Bill when CustomerBill.Read(item.Payload) is { IsGood: true, Value: { } bill }:
                _bills[(bill.Account, bill.Month, bill.Version)] = bill;
                _history.Add(bill, item.At);
                break;
            case CrossingKinds.Readings when CustomerReadings.Read(item.Payload) is { IsGood: true, Value: { } readings }:
                _readings[(readings.Account, readings.Month)] = readings;
                _history.Add(readings, item.At);
                break;
            case CrossingKinds.Reminder when CustomerReminder.Read(item.Payload) is { IsGood: true, Value: { } reminder }:
                _reminders[(reminder.Contract, reminder.Month, reminder.Kind)] = reminder;
                break;
            case CrossingKinds.Survey when Survey.Read(item.Payload) is { IsGood: true, Value: { } survey }:
                _surveys[survey.Key] = survey;
                break;
            case CrossingKinds.SurveyAnswer when SurveyAnswers.Read(item.Payload) is { IsGood: true, Value: { } answered }:
                _surveyAnswers[answered.Survey] = answered;
                break;
            case CrossingKinds.Answer when RequestAnswer.Read(item.Payload) is { IsGood: true, Value: { } answer }:
                _history.Add(answer, item.At);
                if (!_answers.TryGetValue(answer.Request, out var before) || answer.IsAfter(before.Answer))
                {
                    _answers[answer.Request] = (answer with { Values = null }, item.At);
                    PutEntered(answer, item.At);
                }

                break;
            default:
                break;
        }
    }

    private void PutEntered(RequestAnswer answer, DateTimeOffset at)
    {
        _entered.RemoveAll(one => one.Day.Request == answer.Request);
        if (EnteredDay.Of(answer, at) is not { } day)
            return;

        _entered.Add((answer.Kind, day));
        if (_entered.Count > MostEntered)
            _entered.RemoveAt(0);
    }
}
