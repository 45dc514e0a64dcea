namespace IntegrationHub.Customers.Tests.Api.Parity;

/// <summary>What a page of the customers shows or does, as calls of the HTTP API.</summary>
/// <param name="Route">Method and pattern of the page's address.</param>
/// <param name="Calls">Names of the calls, as the OpenAPI document has them.</param>
/// <param name="None">Why there is none.</param>
internal sealed record ParityEntry(string Route, IReadOnlyList<string> Calls, string? None);

/// <summary>Every address of the customers' pages with its calls. A new page gets its line here.</summary>
internal static class ParityTable
{
    public static IReadOnlyList<ParityEntry> Entries { get; } =
    [
        None("GET /assets/{name}", "styles and pictures of pages"),
        None("POST /settings/{what}/{value}", "language and colours of pages, in a cookie"),
        Calls("GET /", "listArticles"),
        Calls("GET /announcement", "listArticles"),
        Calls("GET /market", "listArticles"),
        Calls("GET /policy", "listArticles"),
        Calls("GET /package", "listArticles"),
        Calls("GET /articles/{key}", "getArticle"),

        None("GET /sign-in", "the form of signing in"),
        Calls("POST /sign-in", "beginSignIn"),
        None("GET /sign-in/code", "the form of the code"),
        Calls("POST /sign-in/code", "finishSignIn"),
        Calls("POST /sign-in/code/another", "sendAnotherCode"),
        Calls("POST /sign-out", "signOut"),
        None("GET /password", "the form of another password"),
        Calls("POST /password", "changeOwnPassword"),

        Calls("GET /my", "getOwnAccount", "listReminders", "listNotices", "listContracts", "listSurveys", "listRequests", "listOwnSessions"),
        Calls("POST /my/sessions/{id:guid}/end", "endOwnSession"),
        Calls("POST /my/requests", "askRetailer"),
        Calls("GET /my/requests/{id:guid}", "getRequest"),
        Calls("POST /my/requests/{id:guid}/again", "askRetailerAgain"),
        Calls("GET /my/contracts/{number}/{version:int}", "getContract"),
        Calls("GET /my/contracts/{number}/{version:int}/pdf", "getContractPdf"),
        Calls("POST /my/contracts/{number}/{version:int}/{step}", "askContractCode", "agreeToContract", "askContractChange", "declineContract"),
        Calls("GET /my/surveys/{key}", "getSurvey"),
        Calls("POST /my/surveys/{key}", "answerSurvey"),
        Calls("GET /my/subscriptions", "getSubscriptions"),
        Calls("POST /my/subscriptions", "chooseSubscriptions"),

        Calls("GET /bills", "listBills"),
        Calls("GET /bills.csv", "listBills", "getBill"),
        Calls("GET /bills/{month}/{version:int}", "getBill"),
        Calls("GET /bills/{month}/{version:int}/pdf", "getBillPdf"),
        Calls("GET /consumption", "listConsumption", "getConsumption", "getConsumptionDay"),
        Calls("GET /consumption.csv", "getConsumptionDay"),
        Calls("GET /consumption/{what}", "listEnteredReadings", "listDeclaredDemand", "getIntervals"),
        Calls("POST /consumption/{what}", "enterReadings", "declareDemand"),
        Calls("GET /history", "listHistory"),
        Calls("GET /history.csv", "listHistory"),
    ];

    private static ParityEntry Calls(string route, params string[] calls) => new(route, calls, null);

    private static ParityEntry None(string route, string why) => new(route, [], why);
}
