using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node.Retail;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Packages;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Figures of market rules and of the company by calls: taken whole or not at all, for who keeps readings.</summary>
[Collection(PortalCollection.Name)]
public sealed class ParameterPageTests(PortalSite site)
{
    /// <summary>The next version, with the figures of demos.</summary>
    internal static async Task<string> NextAsync(PortalSite site)
    {
        await DemoParameters.EnterAsync(site.Node.Services, default);
        var newest = await site.Get<ParameterBook>().FindAsync(default);
        return DemoParameters.Json.Replace("\"version\":1", string.Create(CultureInfo.InvariantCulture, $"\"version\":{newest.Version + 1}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_are_taken_whole_or_all_that_is_wrong_is_told()
    {
        using var settlement = await PersonCaller.SignedInAsync(site, Role.Settlement);
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        var next = await NextAsync(site);
        var bad = next.Replace("\"value\":8", "\"value\":97", StringComparison.Ordinal).Replace("Decision of the simulated retailer", "", StringComparison.Ordinal);

        var refused = await settlement.SendAsync(HttpMethod.Post, "/parameters", Text(bad));
        var findings = (await PersonCaller.RefusedAsync(refused, HttpStatusCode.UnprocessableEntity, "PARAMETER_VALUE")).GetProperty("findings").EnumerateArray();
        Assert.Equal(["PARAMETER_SOURCE", "PARAMETER_VALUE"], findings.Select(static one => one.GetProperty("code").GetString()).Order(StringComparer.Ordinal));
        await PersonCaller.RefusedAsync(await sales.SendAsync(HttpMethod.Post, "/parameters", Text(next)), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        Assert.Equal(1, (await PersonCaller.JsonAsync(await settlement.SendAsync(HttpMethod.Post, "/parameters", Text(next)))).GetProperty("taken").GetInt32());
    }

    [Fact]
    public async Task Who_keeps_readings_is_told_at_home_which_figures_are_missing_today_and_where_to_enter_them()
    {
        using var settlement = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Settlement));
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var book = site.Get<ParameterBook>();
        var ended = JsonNode.Parse(await NextAsync(site))!;
        foreach (var figure in new[] { "enteredHeadroom", "largeCustomer" })
            ended[figure]![0]!["validTo"] = "2020-12-31";

        Assert.Empty((await book.ImportAsync(ended.ToJsonString(), "li", default)).Problems);
        try
        {
            var home = await settlement.ReadAsync("/");
            Assert.Contains("href=\"/imports/parameters\"", home, StringComparison.Ordinal);
            Assert.True(home.Contains("enteredHeadroom", StringComparison.Ordinal) && home.Contains("largeCustomer", StringComparison.Ordinal), home);
            Assert.DoesNotContain("longestInterpolation", home, StringComparison.Ordinal);
            Assert.DoesNotContain("enteredHeadroom", await sales.ReadAsync("/"), StringComparison.Ordinal);
        }
        finally
        {
            Assert.Empty((await book.ImportAsync(await NextAsync(site), "li", default)).Problems);
        }

        Assert.DoesNotContain("/imports/parameters", await settlement.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2019, "longestInterpolation, enteredHeadroom, largeCustomer")]
    [InlineData(2027, null)]
    public async Task The_log_says_when_the_hub_starts_which_figures_are_missing_and_what_to_do(int year, string? missing)
    {
        await DemoParameters.EnterAsync(site.Node.Services, default);
        var (log, clock) = (new Lines(), new Clock(new(year, 6, 1, 0, 0, 0, TimeSpan.Zero)));
        using var work = new MissingFigures(site.Get<ParameterBook>(), DateTimeZone.Utc, clock, log);
        await work.StartAsync(default);
        await clock.Pause.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await work.StopAsync(default);
        Assert.Equal(missing is null ? 0 : 1, log.Said.Count);
        Assert.All(log.Said, line =>
        {
            Assert.Contains($": {missing}.", line, StringComparison.Ordinal);
            Assert.Contains("ihub parameters import", line, StringComparison.Ordinal);
        });
    }

    private static StringContent Text(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>Stands still, and says when somebody pauses by it.</summary>
    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public TaskCompletionSource Pause { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override DateTimeOffset GetUtcNow() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pause.TrySetResult();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class Lines : ILogger<MissingFigures>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
