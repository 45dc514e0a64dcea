using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Processes;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace IntegrationHub.Api.Retail;

/// <summary>Contracts: list, read, draft, steps, and the customer's consent.</summary>
internal static class ContractEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var contracts = api.MapGroup("/contracts").WithTags("contracts").ProducesProblem(StatusCodes.Status403Forbidden);
        contracts.MapGet("", ListAsync).WithName("listContracts").WithContentLooks().ForPersons(Permission.ReadContracts).ForServices(Permission.ReadContracts).WithSummary("Contracts, by state or day of delivery");
        contracts.MapGet("/{number}", FindAsync).WithName("getContract").WithContentLooks().ForPersons(Permission.ReadContracts).ForServices(Permission.ReadContracts).WithSummary("A version of a contract, the newest where none is named").ProducesProblem(StatusCodes.Status404NotFound);
        contracts.MapGet("/{number}/text", TextAsync).WithName("getContractText").WithContentLooks().ForPersons(Permission.ReadContracts).ForServices(Permission.ReadContracts).WithSummary("The canonical text with its digest").ProducesProblem(StatusCodes.Status404NotFound);
        contracts.MapPost("", DraftAsync).WithName("draftContract").ForPersons(Permission.KeepContracts).ForServices(Permission.KeepContracts).WithSummary("Drafts a contract or its next version, the body of the request (docs/contracts.md)").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        contracts.MapPost("/{number}/give-up", GiveUpAsync).WithName("giveUpContract").ForPersons(Permission.KeepContracts).WithSummary("Gives a draft up, with a reason that is kept")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        contracts.MapPost("/{number}/steps", StepAsync).WithName("stepContract").ForSocketAlone("persons take steps in their tasks, where they see what they decide").WithSummary("Takes a contract to its next state")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        contracts.MapPost("/{number}/codes", SendCodeAsync).WithName("sendContractCode").ForSocketAlone("the code is for the customer, whose pages ask for it").WithSummary("Sends the customer a code to agree to an offered contract").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        contracts.MapPost("/{number}/consents", ConsentAsync).WithName("consentToContract").ForSocketAlone("the customer agrees, on the customers' pages").WithSummary("Agrees to an offered contract with the customer's code").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<IReadOnlyList<ContractView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IRequestActor actors, Callers callers, ContractBook book, string? state, DateOnly? on, CancellationToken cancellation) =>
        AsAsync<IReadOnlyList<ContractView>>(http, actors, callers, Permission.ReadContracts, async _ =>
            StateOf(state) is var (known, wanted) && known
                ? Checked.Good<IReadOnlyList<ContractView>>([.. (await book.LivesAsync(wanted, Day(on), cancellation)).Select(ContractView.Of)])
                : Checked.Bad<IReadOnlyList<ContractView>>(new Problem("CONTRACT_STATE", $"No contract is ever {state}.", "state", $"States are {string.Join(", ", Enum.GetNames<ContractState>())}.")));

    /// <summary>A state as answers write it, with hyphens; none asks for all.</summary>
    private static (bool Known, ContractState? State) StateOf(string? text) =>
        text is null ? (true, null) : Enum.TryParse<ContractState>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var state) ? (true, state) : (false, null);

    private static Task<Results<Ok<ContractView>, ProblemHttpResult>> FindAsync(
        HttpContext http, IRequestActor actors, Callers callers, ContractBook book, string number, int? version, CancellationToken cancellation) =>
        AsAsync(http, actors, callers, Permission.ReadContracts, async _ => await book.FindAsync(number, version, cancellation) is { } stored ? Checked.Good(ContractView.Of(stored)) : Checked.Bad<ContractView>(NotThere(number)));

    private static Task<Results<Ok<ContractTextView>, ProblemHttpResult>> TextAsync(
        HttpContext http, IRequestActor actors, Callers callers, ContractBook book, string number, int? version, CancellationToken cancellation) =>
        AsAsync(http, actors, callers, Permission.ReadContracts, async _ =>
        {
            if (await book.FindAsync(number, version, cancellation) is not { } stored)
            {
                return Checked.Bad<ContractTextView>(NotThere(number));
            }

            var text = await book.TextAsync(stored, cancellation);
            return text.Value is { } good && text.Problems.Count == 0 ? Checked.Good(new ContractTextView(good.Digest, good.Language, good.Text)) : Checked.Bad<ContractTextView>(text.Problems);
        });

    private static Task<Results<Ok<ContractView>, ProblemHttpResult>> DraftAsync(
        HttpContext http, IRequestActor actors, Callers callers, ContractBook book, CancellationToken cancellation) =>
        AsAsync(http, actors, callers, Permission.KeepContracts, async actor =>
            await RetailApi.TextAsync(http, ContractJson.LongestText, cancellation) is { } json
                ? View(await book.DraftAsync(json, actor.User, cancellation))
                : Checked.Bad<ContractView>(new Problem(ProblemCodes.FileTooLarge, $"A contract has at most {ContractJson.LongestText} characters.", "", "Shorten it.")));

    private static Task<Results<Ok<ContractView>, ProblemHttpResult>> GiveUpAsync(
        HttpContext http, IRequestActor actors, Callers callers, ContractBook book, string number, GiveUpOrder order, CancellationToken cancellation) =>
        AsAsync(http, actors, callers, Permission.KeepContracts, async actor => View(await book.GiveUpAsync(number, order.Version, order.Reason, actor.User, cancellation)));

    private static Task<Results<Ok<ContractView>, ProblemHttpResult>> StepAsync(
        HttpContext http, IRequestActor actors, Callers callers, HandSteps steps, string number, int? version, StepOrder order, CancellationToken cancellation) =>
        Requests.AsAsync<ContractView>(http, actors, async actor =>
            ContractStepTable.Check(actor, await callers.MayAsync(http, Permission.KeepContracts), order.Action) is { } refused ? Problems.Of([refused])
            : RetailApi.Answer(
                View(await steps.StepAsync(number, version, new(order.Action, actor.User, order.Digest, order.Reason, Day(order.On)), order.Evidence?.ToString("D"), cancellation)), static value => value));

    private static Task<Results<Ok<ConsentView>, ProblemHttpResult>> SendCodeAsync(
        HttpContext http, IRequestActor actors, Callers callers, CustomerConsents consents, string number, CodeOrder order, CancellationToken cancellation) =>
        AsAsync(http, actors, callers, Permission.KeepContracts, async actor => View(await consents.AskForContractAsync(number, order.Session, order.Phone, cancellation, actor.User)));

    private static Task<Results<Ok<ConsentView>, ProblemHttpResult>> ConsentAsync(
        HttpContext http, IRequestActor actors, Callers callers, CustomerConsents consents, string number, CodeEntry entry, CancellationToken cancellation) =>
        AsAsync(http, actors, callers, Permission.KeepContracts, async actor => View(await consents.AgreeToContractAsync(number, entry.Session, entry.Code, cancellation, actor.User)));

    private static Task<Results<Ok<T>, ProblemHttpResult>> AsAsync<T>(HttpContext http, IRequestActor actors, Callers callers, Permission needs, Func<Actor, Task<Checked<T>>> act)
        where T : class => RetailApi.AsAsync<T>(http, actors, callers, needs, async actor => RetailApi.Answer(await act(actor), static value => value));

    private static Checked<ContractView> View(Checked<StoredContract> stored) =>
        stored.Value is { } contract && stored.Problems.Count == 0 ? Checked.Good(ContractView.Of(contract)) : Checked.Bad<ContractView>(stored.Problems);

    private static Checked<ConsentView> View(Checked<Consent> asked) => asked.Value is { } consent && asked.Problems.Count == 0
        ? Checked.Good(new ConsentView(consent.Name, consent.Digest, consent.AskedAt, consent.AnsweredAt))
        : Checked.Bad<ConsentView>(asked.Problems);

    private static Problem NotThere(string number) => RetailProblems.NotThere($"contract {number}", "Look at the list of contracts.");

    private static LocalDate? Day(DateOnly? day) => day is { } given ? LocalDate.FromDateOnly(given) : null;
}
