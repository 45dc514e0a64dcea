using System.Globalization;
using System.Net;
using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Identity.Tests.Rules;

/// <summary>Who asks for more than a person does waits; nobody else does.</summary>
public sealed class RequestRatesTests
{
    private static readonly Guid Session = Guid.NewGuid();

    [Fact]
    public async Task An_address_without_session_is_answered_so_often_and_then_told_when_to_come_back()
    {
        using var rates = Rates(new RequestLimits { Anonymous = 3, Session = 5, Costly = 5 });

        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await AskAsync(rates, "192.0.2.1")).StatusCode);

        var refused = await AskAsync(rates, "192.0.2.1");
        Assert.Equal(429, refused.StatusCode);
        Assert.InRange(int.Parse(refused.Headers.RetryAfter.ToString(), CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal(429, (await AskAsync(rates, "::ffff:192.0.2.1")).StatusCode);
        Assert.Equal(200, (await AskAsync(rates, "192.0.2.2")).StatusCode);
    }

    [Fact]
    public async Task A_session_is_counted_by_itself_wherever_it_comes_from()
    {
        using var rates = Rates(new RequestLimits { Anonymous = 1, Session = 4, Costly = 5 });
        Assert.Equal(200, (await AskAsync(rates, "192.0.2.1")).StatusCode);
        Assert.Equal(429, (await AskAsync(rates, "192.0.2.1")).StatusCode);

        for (var i = 0; i < 4; i++)
            Assert.Equal(200, (await AskAsync(rates, "192.0.2." + (i + 1).ToString(CultureInfo.InvariantCulture), Session)).StatusCode);

        Assert.Equal(429, (await AskAsync(rates, "192.0.2.9", Session)).StatusCode);
        Assert.Equal(200, (await AskAsync(rates, "192.0.2.9", Guid.NewGuid())).StatusCode);
    }

    [Fact]
    public async Task What_costs_much_is_counted_besides_and_what_costs_nothing_is_not_counted()
    {
        using var rates = Rates(new RequestLimits { Anonymous = 5, Session = 5, Costly = 2 });

        foreach (var expected in new[] { 200, 200, 429 })
            Assert.Equal(expected, (await AskAsync(rates, "192.0.2.1", metadata: new CostlyRequest())).StatusCode);

        Assert.Equal(200, (await AskAsync(rates, "192.0.2.1")).StatusCode);
        Assert.Equal(200, (await AskAsync(rates, "192.0.2.1")).StatusCode);
        Assert.Equal(429, (await AskAsync(rates, "192.0.2.1")).StatusCode);
        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await AskAsync(rates, "192.0.2.1", metadata: new UncountedRequest())).StatusCode);
    }

    [Fact]
    public async Task Neighbours_of_one_network_of_IPv6_are_one_address()
    {
        using var rates = Rates(new RequestLimits { Anonymous = 1 });

        Assert.Equal(200, (await AskAsync(rates, "2001:db8::1")).StatusCode);
        Assert.Equal(429, (await AskAsync(rates, "2001:db8::ffff:1")).StatusCode);
        Assert.Equal(200, (await AskAsync(rates, "2001:db8:0:1::1")).StatusCode);
    }

    [Theory]
    [InlineData(false, "127.0.0.1", 200)]
    [InlineData(false, "127.8.9.10", 200)]
    [InlineData(false, "::1", 200)]
    [InlineData(true, "127.0.0.1", 429)]
    [InlineData(true, "::1", 429)]
    [InlineData(false, "10.0.0.1", 429)]
    [InlineData(false, null, 429)]
    public async Task A_demonstration_on_one_machine_is_not_hindered_unless_it_is_counted(bool isCounted, string? address, int second)
    {
        using var rates = Rates(new RequestLimits { Anonymous = 1, Loopback = isCounted });

        Assert.Equal(200, (await AskAsync(rates, address)).StatusCode);
        Assert.Equal(second, (await AskAsync(rates, address)).StatusCode);
    }

    private static RequestRates Rates(RequestLimits limits) => new(limits, static http => http.Connection.RemoteIpAddress, static http => http.Items["session"] as Guid?);

    private static async Task<HttpResponse> AskAsync(RequestRates rates, string? address, Guid? session = null, object? metadata = null)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        http.Items["session"] = session;
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(metadata is null ? [] : [metadata]), "asked"));
        var answered = false;
        await rates.LimitAsync(http, _ =>
        {
            answered = true;
            return Task.CompletedTask;
        });
        Assert.Equal(answered, http.Response.StatusCode == 200);
        return http.Response;
    }
}
