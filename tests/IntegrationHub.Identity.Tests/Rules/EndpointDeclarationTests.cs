using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Identity.Tests.Rules;

/// <summary>An endpoint says who may call it, or that everybody may and why.</summary>
public sealed class EndpointDeclarationTests : IDisposable
{
    private readonly WebApplication _application;

    public EndpointDeclarationTests()
    {
        _application = WebApplication.CreateSlimBuilder().Build();
    }

    [Fact]
    public void Endpoints_with_a_policy_or_a_reason_are_let_start()
    {
        _application.MapGet("/own", static () => "").WithMetadata(new Policy());
        _application.MapGroup("/way").OpenToEverybody("this is the way in").MapPost("/in", static () => "");

        Demand();
    }

    [Theory]
    [InlineData("neither")]
    [InlineData("anonymous without a reason")]
    [InlineData("policy and open")]
    [InlineData("policy and anonymous")]
    public void An_endpoint_that_says_neither_or_both_is_named_with_method_and_route(string what)
    {
        var endpoint = _application.MapGroup("/api/v1").MapGroup("/things").MapPost("/{id}/forgotten", static (string id) => id);
        switch (what)
        {
            case "anonymous without a reason":
                endpoint.AllowAnonymous();
                break;
            case "policy and open":
                endpoint.WithMetadata(new Policy()).OpenToEverybody("a reason");
                break;
            case "policy and anonymous":
                endpoint.WithMetadata(new Policy()).AllowAnonymous();
                break;
        }

        _application.MapGet("/declared", static () => "").WithMetadata(new Policy());
        var refused = Assert.Throws<InvalidOperationException>(Demand);

        Assert.Contains("POST /api/v1/things/{id}/forgotten", refused.Message, StringComparison.Ordinal);
        Assert.Contains("the tests", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/declared", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_are_forgotten_are_named_at_once()
    {
        _application.MapGet("/one", static () => "");
        _application.Map("/two", static (HttpContext _) => Task.CompletedTask);

        Assert.Contains("GET /one, any method /two", Assert.Throws<InvalidOperationException>(Demand).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Open_without_a_reason_is_not_said(string because) => Assert.Throws<ArgumentException>(() => _application.MapGet("/open", static () => "").OpenToEverybody(because));

    public void Dispose() => ((IDisposable)_application).Dispose();

    private void Demand() => EndpointDeclarations.Demand("the tests", ((IEndpointRouteBuilder)_application).DataSources, static metadata => metadata.GetMetadata<Policy>() is not null);

    private sealed record Policy;
}
