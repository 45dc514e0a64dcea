namespace IntegrationHub.Portal.Tests.Http.Parity;

/// <summary>What a page shows or does, as calls of the HTTP API.</summary>
/// <param name="Route">Method and pattern of the page's address.</param>
/// <param name="Calls">Names of the calls, as the OpenAPI document has them.</param>
/// <param name="None">Why there is none.</param>
/// <param name="Lacks">What of it is no call yet; empty where everything is.</param>
internal sealed record ParityEntry(string Route, IReadOnlyList<string> Calls, string? None, string Lacks);

/// <summary>Every address of the company's pages with its calls. A new page gets its line here.</summary>
internal static class ParityTable
{
    public static IReadOnlyList<ParityEntry> Entries { get; } =
    [
        Calls("GET /", "countExchanges", "listExchanges", "listAlarms", "listTasks"),
        None("GET /{**path}", "it says that there is no such page"),
        None("GET /api/{**call}", "the calls themselves"),
        None("GET /live", "it says that something changed, and nothing else; a call is asked again"),
        None("GET /assets/{name}", "styles, scripts and pictures of pages"),
        None("POST /settings/{what}/{value}", "language and colours of pages, in a cookie"),
        None("GET /sign-in", "the form of signing in"),
        Calls("POST /sign-in", "beginSignIn"),
        None("GET /sign-in/code", "the form of the code"),
        Calls("POST /sign-in/code", "finishSignIn"),
        Calls("POST /sign-in/code/another", "sendAnotherCode"),
        Calls("POST /sign-out", "signOut"),
        Calls("GET /account", "getOwnAccount", "listOwnSessions"),
        Calls("POST /account/sessions/{session:guid}/end", "endOwnSession"),
        None("GET /account/password", "the form of a new password"),
        Calls("POST /account/password", "changeOwnPassword"),
        Calls("GET /account/absences", "listAbsences"),
        Calls("POST /account/absences", "enterAbsence"),
        Calls("POST /account/absences/end", "endAbsence"),

        Calls("GET /exchanges", "listExchanges"),
        Calls("GET /exchanges/{id:guid}", "getExchange"),
        Calls("GET /exchanges/{id:guid}/content", "getExchangeBytes"),
        Calls("GET /exchanges/{id:guid}/{what}", "getExchangeBytes"),
        Calls("GET /exchanges/{id:guid}/{what}/download", "getExchangeBytes"),
        Calls("POST /exchanges/{id:guid}/evidence", "exportEvidence"),
        Calls("POST /exchanges/{id:guid}/acts", "releaseExchange", "sendExchangeNow", "cancelExchange"),
        None("GET /exchanges/{id:guid}/review", "the form of a review"),
        Calls("POST /exchanges/{id:guid}/review", "composeReview"),
        Calls("POST /exchanges/{id:guid}/review/statement", "composeReview"),
        Calls("POST /exchanges/{id:guid}/review/sign", "recordReview"),
        Calls("GET /members", "listMembers"),
        Calls("GET /members/export", "listMembers"),
        Calls("GET /members/{name}", "getMember"),
        Calls("GET /ledger", "getLedger", "listCheckpoints", "listEvents"),
        Calls("GET /reviews", "listReviews"),
        Calls("GET /verify", "listCheckpoints"),
        Calls("POST /verify", "verifyBundle"),
        Calls("POST /verify/range", "verifyLedgerRange"),
        Calls("GET /operations", "getOperations", "getNode", "listAlarms"),

        Calls("GET /people", "listPeople"),
        Calls("POST /people/{account:guid}/sessions/{session:guid}/end", "endSession"),
        Calls("GET /service-accounts", "listServiceAccounts"),
        Calls("POST /service-accounts", "proposeServiceAccount"),
        Calls("POST /service-accounts/{name}/approve", "approveServiceAccount"),
        Calls("POST /service-accounts/{name}/rotate", "rotateServiceToken"),
        Calls("POST /service-accounts/{name}/revoke", "revokeServiceAccount"),
        Calls("GET /break-glass", "listBreakGlass"),
        Calls("POST /break-glass", "askBreakGlass"),
        Calls("POST /break-glass/{id}/agree", "agreeBreakGlass"),
        Calls("POST /break-glass/{id}/close", "closeBreakGlass"),
        Calls("POST /break-glass/{id}/review", "reviewBreakGlass"),

        Calls("GET /tasks", "listTasks"),
        Calls("GET /tasks/{instance:guid}/{token:int}", "getTask", "listComments", "getInstanceHistory"),
        Calls("POST /tasks/{instance:guid}/{token:int}/claim", "claimTask"),
        Calls("POST /tasks/{instance:guid}/{token:int}/release", "releaseTask"),
        Calls("POST /tasks/{instance:guid}/{token:int}/hand-over", "delegateTask"),
        Calls("POST /tasks/{instance:guid}/{token:int}/comments", "comment"),
        Partly("POST /tasks/{instance:guid}/{token:int}/complete", "tasks that sign or approve, and files of a task's form", "completeTask"),
        Calls("GET /processes", "listInstances", "listIncidents", "listDefinitions"),
        Calls("GET /processes/start", "listDefinitions"),
        Calls("POST /processes/start", "startInstance"),
        Calls("GET /processes/{id:guid}", "getInstance", "getInstanceHistory", "listComments"),
        Calls("GET /processes/{id:guid}/diagram", "getInstance", "getDefinitionFile"),
        Calls("POST /processes/{id:guid}/comments", "comment"),
        Calls("POST /processes/{id:guid}/cancel", "cancelInstance"),
        Calls("POST /processes/{id:guid}/incidents/{number:int}/retry", "retryIncident"),
        Calls("POST /processes/{id:guid}/incidents/{number:int}/skip", "skipIncident"),
        Calls("GET /processes/{id:guid}/migrate", "getInstance", "listDefinitions"),
        Calls("POST /processes/{id:guid}/migrate", "migrateInstances"),

        Calls("GET /customers", "listCustomers"),
        Calls("GET /customers/export", "listCustomers"),
        Calls("GET /customers/contacts", "listContacts"),
        Calls("POST /customers/contacts", "addContact"),
        Calls("POST /customers/contacts/confirm", "contactStep"),
        Calls("POST /customers/contacts/dismiss", "contactStep"),
        Calls("POST /customers/contacts/object", "contactStep"),
        Calls("POST /customers/contacts/withdraw", "contactStep"),
        Calls("GET /packages", "listPackages"),
        Calls("GET /packages/{code}/{version:int}", "getPackage"),
        Calls("GET /contracts", "listContracts"),
        Calls("GET /contracts/export", "listContracts"),
        Partly("GET /contracts/new", "templates of contracts", "listCustomers", "listPackages"),
        Calls("POST /contracts/new", "draftContract"),
        Calls("GET /contracts/{number}/{version:int}", "getContract", "getContractText"),
        Lacks("GET /contracts/{number}/{version:int}/pdf", "contracts and bills as PDF"),
        Lacks("GET /contracts/{number}/files/{file:int}", "files of contracts"),

        Calls("GET /bids", "listBids", "listMarketEvents"),
        Calls("GET /bids/export", "listBids"),
        Lacks("GET /bids/events/{code}", "gap, ceiling and plan of a market event"),
        Lacks("POST /bids/events/{code}/propose", "gap, ceiling and plan of a market event"),
        Partly("GET /bids/{number}/{version:int}", "a bid's result and comparison", "showBid"),
        Partly("GET /bids/{number}/{version:int}/export", "a bid's result and comparison", "showBid"),
        Calls("GET /settlements", "listSettlements"),
        Calls("GET /settlements/export", "listSettlements"),
        Partly("GET /settlements/{month}/{version:int}", "proof and lines of a settlement", "listSettlements"),
        Calls("GET /settlements/{month}/{version:int}/bill", "listBills"),
        Lacks("GET /settlements/{month}/{version:int}/bill/pdf", "contracts and bills as PDF"),
        Calls("GET /settlements/{month}/{version:int}/export", "listBills"),
        Lacks("POST /settlements/{month}/{version:int}/verify", "proof and lines of a settlement"),
        Lacks("GET /indicators", "company indicators"),
        Lacks("GET /indicators/export", "company indicators"),
        None("GET /imports/customers", "the form of an import; what it takes says the documentation"),
        None("GET /imports/package", "the form of an import"),
        None("GET /imports/market-event", "the form of an import"),
        None("GET /imports/demand", "the form of an import"),
        None("GET /imports/terms", "the form of an import"),
        None("GET /imports/bid", "the form of an import"),
        None("GET /imports/readings", "the form of an import"),
        None("GET /imports/basis", "the form of an import"),
        Calls("POST /imports/customers", "importCustomers"),
        Calls("POST /imports/package", "importPackage"),
        Calls("POST /imports/market-event", "importMarketEvent"),
        Lacks("POST /imports/demand", "declared demand, terms of bidding and bases of settlements"),
        Lacks("POST /imports/terms", "declared demand, terms of bidding and bases of settlements"),
        Calls("POST /imports/bid", "writeBid"),
        Calls("POST /imports/readings", "importReadings"),
        Lacks("POST /imports/basis", "declared demand, terms of bidding and bases of settlements"),
    ];

    private static ParityEntry Calls(string route, params string[] calls) => new(route, calls, null, "");

    private static ParityEntry None(string route, string why) => new(route, [], why, "");

    private static ParityEntry Lacks(string route, string what) => new(route, [], null, what);

    private static ParityEntry Partly(string route, string lacks, params string[] calls) => new(route, calls, null, lacks);
}
