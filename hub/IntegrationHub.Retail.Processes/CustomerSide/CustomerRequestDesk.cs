using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Records;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// Handles what customers asked, in the order in which it crossed. Whatever a request says is held against the company's own books: who signs in under the name,
/// whose contract it is. A request is handled, answered, and then noted as handled; killed in between it is handled again, and comes to the same. One at a time.
/// Readings of a day that the company has no figure to judge by are no fault of the customer's: they wait, and hold up nothing behind them, until the figure is entered.
/// </summary>
public sealed class CustomerRequestDesk(
    IBusinessRecords records, ICompanyCrossings crossings, LoginBook logins, ServiceRequestBook services, CustomerContracts contracts, CustomerConsents consents, CustomerEntries entries, SurveyBook surveys,
    SubscriptionBook subscriptions, ParameterBook parameters,
    RetailerId retailer, TimeProvider time)
{
    public const string Refused = "REQUEST_REFUSED";

    private const int Batch = 100;

    /// <summary>Handles what has crossed and is not handled: first what waited and need not any more, so that of two entries of a day the later one stays.</summary>
    /// <returns>How many requests, and whether readings were among them.</returns>
    public async Task<(int Handled, bool Readings)> HandleAsync(CancellationToken cancellationToken)
    {
        // One look judges by one state of the figures: what is entered meanwhile counts from the next one on, also for what came behind something that waits.
        var figures = await parameters.FindAsync(cancellationToken).ConfigureAwait(false);
        var (handled, readings) = (0, false);
        var cursor = await RequestCursor.ReadAsync(records, cancellationToken).ConfigureAwait(false);
        foreach (var waiting in cursor.Waiting.Where(one => figures.EnteredHeadroomOn(one.Day).IsGood))
        {
            var item = (await crossings.ReadRequestsAsync(retailer, waiting.Number - 1, 1, cancellationToken).ConfigureAwait(false)).Single(entry => entry.Number == waiting.Number).Item;
            if (!await HandleOneAsync(waiting.Number, item).ConfigureAwait(false))
                return (handled, readings);
        }

        while (true)
        {
            var next = await crossings.ReadRequestsAsync(retailer, cursor.Number, Batch, cancellationToken).ConfigureAwait(false);
            if (next.Count == 0)
                return (handled, readings);

            foreach (var (number, item) in next)
            {
                if (!await HandleOneAsync(number, item).ConfigureAwait(false))
                    return (handled, readings);
            }
        }

        // False where somebody else noted something meanwhile.
        async Task<bool> HandleOneAsync(long number, CrossingItem item)
        {
            var (fact, waitsFor) = await HandleAsync(item, figures, cursor.HasRoomFor(number), cancellationToken).ConfigureAwait(false);
            var noted = waitsFor is { } day ? cursor.PastWaiting(number, day) : cursor.Past(number);
            if (await records.SaveAsync([noted.ToRecord()], [fact], "customers", cancellationToken).ConfigureAwait(false) != RecordResult.Saved)
                return false;

            cursor = noted.Saved();
            if (waitsFor is null)
            {
                handled++;
                readings |= item.Kind == CrossingKinds.OwnReadings;
            }

            return true;
        }
    }

    /// <summary>What came of a request, and the day whose figure it waits for; null where it waits for none.</summary>
    private async Task<(RecordFact Fact, LocalDate? WaitsFor)> HandleAsync(CrossingItem item, RetailParameters figures, bool mayWait, CancellationToken cancellationToken)
    {
        LocalDate? waitsFor = null;
        var fact = await HandleAsync(item, TakeAsync, cancellationToken).ConfigureAwait(false);
        return (fact, waitsFor);

        async Task<RequestAnswer?> TakeAsync(StoredLogin login, DayEntered entered, CrossingItem from, CancellationToken token)
        {
            var problems = await entries.TakeReadingsAsync(login, entered, figures, token).ConfigureAwait(false);
            if (!mayWait || !problems.Any(static problem => problem.Code == ProblemCodes.ParameterMissing))
                return Answer(from, problems);

            waitsFor = entered.Day;
            return new(from.Id, RequestState.Open, ProblemCodes.ParameterMissing);
        }
    }

    private async Task<RecordFact> HandleAsync(CrossingItem item, Func<StoredLogin, DayEntered, CrossingItem, CancellationToken, Task<RequestAnswer?>> takeReadings, CancellationToken cancellationToken)
    {
        if (item.Version != CrossingKinds.Version)
            return Fact(item, "not-understood");

        return item.Kind switch
        {
            CrossingKinds.Session => await NoteSessionAsync(item, cancellationToken).ConfigureAwait(false),
            CrossingKinds.Service => await OnAsync<ServiceRequest>(item, static request => request.Login, OpenAsync, cancellationToken).ConfigureAwait(false),
            CrossingKinds.ServiceAgain => await OnAsync<RequestReopening>(item, static request => request.Login, ReopenAsync, cancellationToken).ConfigureAwait(false),
            CrossingKinds.ContractCode => await OnAsync<CodeWanted>(item, static request => request.Login, SendCodeAsync, cancellationToken).ConfigureAwait(false),
            CrossingKinds.ContractConsent => await OnAsync<ConsentGiven>(item, static request => request.Login, AgreeAsync, cancellationToken).ConfigureAwait(false),
            CrossingKinds.ContractDecline => await OnAsync<ContractWords>(
                item, static request => request.Login, (login, request, from, token) => SayAsync(login, request, ConsentAnswer.Declined, from, token), cancellationToken).ConfigureAwait(false),
            CrossingKinds.ContractChange => await OnAsync<ContractWords>(
                item, static request => request.Login, (login, request, from, token) => SayAsync(login, request, ConsentAnswer.AsksForChanges, from, token), cancellationToken).ConfigureAwait(false),
            CrossingKinds.OwnReadings => await OnAsync(item, static request => request.Login, takeReadings, cancellationToken).ConfigureAwait(false),
            CrossingKinds.Demand => await OnAsync<DayEntered>(
                item, static request => request.Login, async (login, request, from, token) => Answer(from, await entries.DeclareAsync(login, request, token).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false),
            CrossingKinds.SurveyAnswer => await OnAsync<SurveyAnswers>(
                item, static request => request.Login, async (login, request, from, token) => Answer(from, await surveys.TakeAsync(login, request, token).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false),
            CrossingKinds.SubscriptionsChosen => await OnAsync<SubscriptionsChosen>(
                item,
                static request => request.Login,
                async (login, request, from, token) => Answer(from, (await subscriptions.ChooseAsync(login.Login.Name, request.Wanted, token).ConfigureAwait(false)).Problems),
                cancellationToken).ConfigureAwait(false),
            CrossingKinds.Password => await OnAsync<PasswordWanted>(
                item,
                static request => request.Login,
                async (login, request, from, token) => Answer(from, (await logins.ChangePasswordAsync(login.Login.Name, request.Present, request.Wanted, token).ConfigureAwait(false)).Problems),
                cancellationToken).ConfigureAwait(false),
            _ => Fact(item, "not-understood"),
        };
    }

    private static RequestAnswer Answer(CrossingItem item, IReadOnlyList<Problem> problems) =>
        problems.Count > 0 ? new(item.Id, RequestState.Refused, problems[0].Code) : new(item.Id, RequestState.Done);

    /// <summary>Has the request done in the name of its login, and answers it.</summary>
    private async Task<RecordFact> OnAsync<T>(
        CrossingItem item, Func<T, string> name, Func<StoredLogin, T, CrossingItem, CancellationToken, Task<RequestAnswer?>> act, CancellationToken cancellationToken)
        where T : class
    {
        if (CustomerRequests.Read<T>(item.Payload).Value is not { } request)
            return Fact(item, "not-understood");

        // The other side faces the Internet: that the login is this customer's and may act is asked here.
        if (await logins.FindAsync(name(request), cancellationToken).ConfigureAwait(false) is not { Login.IsDisabled: false } login || login.Login.Customer != item.Subject)
            return Fact(item, "of-nobody");

        var answer = await act(login, request, item, cancellationToken).ConfigureAwait(false);
        if (answer is not null)
            await AnswerAsync(login, answer with { Kind = item.Kind, About = AboutOf(request), Values = ((object)request as DayEntered)?.Values }, cancellationToken).ConfigureAwait(false);

        return Fact(item, answer?.State switch { RequestState.Refused => "refused", RequestState.Open => "waiting", _ => "handled" }, login.Login.Name, answer?.Code);
    }

    private async Task<RequestAnswer?> OpenAsync(StoredLogin login, ServiceRequest request, CrossingItem item, CancellationToken cancellationToken)
    {
        if (request.Check() is { Count: > 0 } problems)
            return new(item.Id, RequestState.Refused, problems[0].Code);

        var now = time.GetUtcNow();
        var opened = await services.OpenAsync(
            new(item.Id, login.Login.Customer, login.CustomerName, request, now, now + ServiceRequest.AnswerTime(request.Topic)), "customer:" + login.Login.Name, cancellationToken).ConfigureAwait(false);
        await services.PublishOpenAsync(opened, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async Task<RequestAnswer?> ReopenAsync(StoredLogin login, RequestReopening request, CrossingItem item, CancellationToken cancellationToken)
    {
        if (request.Check() is { Count: > 0 } problems)
            return new(item.Id, RequestState.Refused, problems[0].Code);

        var opened = await services.ReopenAsync(login.Login.Customer, request, "customer:" + login.Login.Name, cancellationToken).ConfigureAwait(false);
        if (opened.Value is not { } again)
            return new(item.Id, RequestState.Refused, opened.Problems[0].Code);

        await services.PublishOpenAsync(again, cancellationToken).ConfigureAwait(false);
        return new(item.Id, RequestState.Done);
    }

    private Task<RequestAnswer?> SendCodeAsync(StoredLogin login, CodeWanted request, CrossingItem item, CancellationToken cancellationToken) => OnContractAsync(
        login, request.Contract, request.Digest, item, () => consents.AskForContractAsync(request.Contract, request.Session, login.Login.Phone, cancellationToken), cancellationToken);

    private Task<RequestAnswer?> AgreeAsync(StoredLogin login, ConsentGiven request, CrossingItem item, CancellationToken cancellationToken) => OnContractAsync(
        login, request.Contract, request.Digest, item, () => consents.AgreeToContractAsync(request.Contract, request.Session, request.Code, cancellationToken), cancellationToken);

    private Task<RequestAnswer?> SayAsync(StoredLogin login, ContractWords request, ConsentAnswer answer, CrossingItem item, CancellationToken cancellationToken) => OnContractAsync(
        login, request.Contract, request.Digest, item, () => consents.AnswerContractAsync(request.Contract, answer, request.Words, "customer:" + login.Login.Name, cancellationToken), cancellationToken);

    private async Task<RequestAnswer?> OnContractAsync(
        StoredLogin login, string number, string digest, CrossingItem item, Func<Task<Checked<Consent>>> act, CancellationToken cancellationToken)
    {
        // Another customer's contract, one that there is not, and another text than what was shown are refused alike.
        if (await contracts.FindAsync(login.CustomerName, number, cancellationToken).ConfigureAwait(false) is not { } contract || contract.Contract.Digest != digest)
            return new(item.Id, RequestState.Refused, Refused);

        var done = await act().ConfigureAwait(false);
        return done.Problems.Count > 0 ? new(item.Id, RequestState.Refused, done.Problems[0].Code) : new(item.Id, RequestState.Done);
    }

    private async Task AnswerAsync(StoredLogin login, RequestAnswer answer, CancellationToken cancellationToken)
    {
        // Handled twice after a crash, it is answered once: the first answer stands. That it waits is another word than what comes of it.
        var request = answer.Request.ToString("D");
        var id = answer.State == RequestState.Open ? NameId.Of(CrossingKinds.Answer, request, nameof(RequestState.Open)) : NameId.Of(CrossingKinds.Answer, request);
        var item = new CrossingItem(id, login.Login.Customer, CrossingKinds.Answer, CrossingKinds.Version, MarketJson.Write(answer), time.GetUtcNow());
        await crossings.PublishAsync(retailer, item, "hub", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What happened to a session is a fact of the ledger. Its words are those of the other side and are bounded here.</summary>
    private async Task<RecordFact> NoteSessionAsync(CrossingItem item, CancellationToken cancellationToken)
    {
        if (CustomerRequests.Read<SessionNotice>(item.Payload).Value is not { } notice)
            return Fact(item, "not-understood");

        var known = notice.Login.Length > 0 ? await logins.FindAsync(notice.Login, cancellationToken).ConfigureAwait(false) : null;
        var facts = new Dictionary<string, string>
        {
            ["login"] = known is not null && known.Login.Customer == item.Subject ? known.Login.Name : "unknown",
            ["event"] = Clip(notice.Event),
            ["address"] = Clip(notice.Address),
            ["at"] = item.At.ToString("O", CultureInfo.InvariantCulture),
        };
        if (notice.Reason is { } reason)
            facts["reason"] = Clip(reason);

        return new("customer.session", facts);
    }

    private static RecordFact Fact(CrossingItem item, string what, string? login = null, string? code = null)
    {
        var facts = new Dictionary<string, string> { ["request"] = item.Id.ToString("D"), ["kind"] = item.Kind, ["result"] = what };
        if (login is not null)
            facts["login"] = login;

        if (code is not null)
            facts["code"] = code;

        return new("customer.request", facts);
    }

    /// <summary>What the customer knows a request by later: the customers' side keeps none.</summary>
    private static string? AboutOf(object request) => request switch
    {
        CodeWanted { Contract: var number } => number,
        ConsentGiven { Contract: var number } => number,
        ContractWords { Contract: var number } => number,
        DayEntered { Account: var account, Day: var day } => $"{account} {LocalDatePattern.Iso.Format(day)}",
        _ => null,
    };

    private static string Clip(string text) => text.Length <= 60 ? text : text[..60];
}
