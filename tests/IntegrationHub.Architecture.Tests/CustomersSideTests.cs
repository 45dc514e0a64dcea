using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>The customers' pages know no store, no book and no port of the company's side: what they show crossed to their own.</summary>
public sealed class CustomersSideTests
{
    private const string Pages = "IntegrationHub.Customers";

    /// <summary>Everything of the exchange core that the pages use. The company's ports lie in the same assembly and are not among it.</summary>
    private static readonly HashSet<string> OfExchange = new(StringComparer.Ordinal)
    {
        "IntegrationHub.Exchange.RetailerId",
        "IntegrationHub.Exchange.Rejection",
        "IntegrationHub.Exchange.StorageUnavailableException",
        "IntegrationHub.Exchange.Crossing.CrossingEntry",
        "IntegrationHub.Exchange.Crossing.CrossingItem",
        "IntegrationHub.Exchange.Crossing.ICustomerCrossings",
        // Two instants: what a day of the market's intervals are.
        "IntegrationHub.Schemas.Documents.TimeInterval",
    };

    /// <summary>Parts of the identity library that need no store.</summary>
    private static readonly string[] OfIdentity =
    [
        "IntegrationHub.Identity.Codes.ISmsSender",
        "IntegrationHub.Identity.Codes.SmsCode",
        "IntegrationHub.Identity.Codes.CodePurpose",
        "IntegrationHub.Identity.Codes.SmsException",
        "IntegrationHub.Identity.Endpoints.ApiCalls",
        "IntegrationHub.Identity.Endpoints.EndpointDeclarations",
        "IntegrationHub.Identity.Endpoints.FindingView",
        "IntegrationHub.Identity.Endpoints.ProblemAnswers",
        "IntegrationHub.Identity.Endpoints.RequestCounting",
        "IntegrationHub.Identity.Endpoints.RequestLimits",
        "IntegrationHub.Identity.Endpoints.RequestRates",
        "IntegrationHub.Identity.Endpoints.SessionMade",
        "IntegrationHub.Identity.Endpoints.SignInAnswers",
        "IntegrationHub.Identity.Endpoints.SignInBegun",
        "IntegrationHub.Identity.Endpoints.SignInCode",
        "IntegrationHub.Identity.Endpoints.SignInOrder",
        "IntegrationHub.Identity.Endpoints.SignInToken",
        "IntegrationHub.Identity.Passwords.PasswordHashing",
        "IntegrationHub.Identity.People.AccountRules",
        "IntegrationHub.Identity.Sessions.SessionPolicy",
        "IntegrationHub.Identity.Sessions.SessionToken",
        "IntegrationHub.Identity.Sessions.SessionWay",
        "IntegrationHub.Identity.SignIn.AttemptLimit",
        "IntegrationHub.Identity.SignIn.AttemptLimits",
        "IntegrationHub.Identity.SignIn.CodeResult",
        "IntegrationHub.Identity.SignIn.CodeStatus",
        "IntegrationHub.Identity.SignIn.PasswordResult",
        "IntegrationHub.Identity.SignIn.PasswordStatus",
    ];

    [Fact]
    public void The_customers_pages_have_no_way_to_a_store_a_book_or_a_port_of_the_company()
    {
        var used = ProductAssembly.All.Single(assembly => assembly.Name == Pages).Types.Where(type => type.StartsWith("IntegrationHub.", StringComparison.Ordinal)).ToList();

        Assert.True(used.Count > 20, "the rule sees the pages");
        Assert.DoesNotContain(used, type => !OfExchange.Contains(type) && !OfIdentity.Contains(type, StringComparer.Ordinal) && !type.StartsWith("IntegrationHub.Market.", StringComparison.Ordinal)
            && !type.StartsWith("IntegrationHub.Rendering.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_customers_pages_refer_to_four_projects_and_to_no_page_of_the_company()
    {
        Assert.Equal(["Exchange", "Identity", "Market", "Rendering"], ProjectReferences.OfProduct["Customers"].Order(StringComparer.Ordinal));
    }
}
