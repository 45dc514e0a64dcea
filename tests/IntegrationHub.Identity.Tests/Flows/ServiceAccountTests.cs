using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Flows;

/// <summary>Programs: two persons let them in, a token opens what its scopes say, and nothing after it is revoked.</summary>
[Collection(IdentityCollection.Name)]
public sealed class ServiceAccountTests(IdentitySite site)
{
    private const string First = "user:admin-one";
    private const string Second = "user:admin-two";

    private static int _made;

    private ServiceAccountBook Book => site.Get<ServiceAccountBook>();

    [Fact]
    public async Task A_program_comes_in_after_two_persons_agreed_and_every_call_is_in_the_ledger_under_its_name()
    {
        var name = await ProposedAsync();
        Assert.Equal("SERVICE_STATE", Assert.Single((await RotateAsync(name)).Refused).Code);
        Assert.Equal("SERVICE_FOUR_EYES", Assert.Single(await Book.ApproveAsync(name, First, static by => by == First, default)).Code);

        Assert.Empty(await Book.ApproveAsync(name, Second, static by => by == Second, default));
        var token = (await RotateAsync(name)).Made!.Token;
        var result = await CallAsync(token.ToString());

        Assert.Equal(ServiceStatus.Good, result.Status);
        Assert.Equal("service:" + name, result.Caller!.Actor);
        var used = Assert.Single(await EventsAsync("service-account.used", name));
        Assert.Contains("listContracts", used.Data, StringComparison.Ordinal);
        Assert.DoesNotContain(token.ToString(), used.Data, StringComparison.Ordinal);
        Assert.Equal(site.Time.GetUtcNow(), Assert.Single((await FindAsync(name)).Tokens).LastUsedAt);
    }

    [Fact]
    public async Task A_token_opens_its_scopes_and_what_is_for_persons_never()
    {
        var token = await TokenAsync(await ActiveAsync());

        Assert.Equal(ServiceStatus.OutOfScope, (await CallAsync(token, Permission.KeepReadings)).Status);
        Assert.Equal(ServiceStatus.OutOfScope, (await CallAsync(token, needs: null)).Status);
        Assert.Equal(ServiceStatus.Good, (await CallAsync(token)).Status);
    }

    [Theory]
    [InlineData(Permission.DoTasks)]
    [InlineData(Permission.ReadBids)]
    [InlineData(Permission.KeepBids)]
    [InlineData(Permission.ReadIndicators)]
    [InlineData(Permission.ManagePeople)]
    [InlineData(Permission.OperateProcesses)]
    public async Task Deciding_bids_and_administration_are_never_a_programs(Permission scope)
    {
        var refused = await Book.ProposeAsync(new NewServiceAccount("never", "nobody", [scope], 10), First, default);

        Assert.Equal("SERVICE_SCOPE_NEVER", Assert.Single(refused).Code);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_proposal_is_said_at_once() => Assert.Equal(
        ["SERVICE_NAME", "SERVICE_PURPOSE", "SERVICE_SCOPE_MISSING", "SERVICE_RATE"],
        (await Book.ProposeAsync(new NewServiceAccount("A B", "", [], 0), First, default)).Select(static reason => reason.Code));

    [Fact]
    public async Task After_a_rotation_the_former_token_goes_on_for_the_overlap_and_no_longer()
    {
        var name = await ActiveAsync();
        var former = await TokenAsync(name);
        var made = await Book.RotateAsync(name, TimeSpan.FromDays(30), TimeSpan.FromHours(1), certificate: null, unbind: false, First, default);

        Assert.Equal(ServiceStatus.Good, (await CallAsync(former)).Status);
        site.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(ServiceStatus.Refused, (await CallAsync(former)).Status);
        Assert.Equal(ServiceStatus.Good, (await CallAsync(made.Made!.Token.ToString())).Status);
    }

    [Fact]
    public async Task An_expired_token_is_nothing()
    {
        var name = await ActiveAsync();
        var made = await Book.RotateAsync(name, TimeSpan.FromHours(2), TimeSpan.Zero, certificate: null, unbind: false, First, default);

        site.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(ServiceStatus.Refused, (await CallAsync(made.Made!.Token.ToString())).Status);
        Assert.Contains("token expired", Assert.Single(await EventsAsync("service-account.refused", name)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_revoked_is_over_with_the_next_call()
    {
        var name = await ActiveAsync();
        var (one, other) = (await TokenAsync(name), await TokenAsync(name));

        Assert.Empty(await Book.RevokeAsync(name, ServiceToken.Parse(one)!.Prefix, First, default));
        Assert.Equal(ServiceStatus.Refused, (await CallAsync(one)).Status);
        Assert.Equal(ServiceStatus.Good, (await CallAsync(other)).Status);

        Assert.Empty(await Book.RevokeAsync(name, prefix: null, First, default));
        Assert.Equal(ServiceStatus.Refused, (await CallAsync(other)).Status);
        Assert.Equal("SERVICE_STATE", Assert.Single((await RotateAsync(name)).Refused).Code);
        Assert.Equal("SERVICE_EXISTS", Assert.Single(await Book.ProposeAsync(new NewServiceAccount(name, "again", [Permission.ReadContracts], 10), First, default)).Code);
    }

    [Fact]
    public async Task A_token_that_is_bound_to_a_certificate_is_nothing_without_it()
    {
        var name = await ActiveAsync();
        using var certificate = site.Issue("program");
        using var other = site.Issue("program");
        var made = await Book.RotateAsync(name, TimeSpan.FromDays(1), TimeSpan.Zero, certificate, unbind: false, First, default);
        var token = made.Made!.Token.ToString();

        Assert.Equal(ServiceStatus.Refused, (await CallAsync(token)).Status);
        Assert.Equal(ServiceStatus.Refused, (await CallAsync(token, certificate: other)).Status);
        Assert.Equal(ServiceStatus.Good, (await CallAsync(token, certificate: certificate)).Status);

        site.Revoked.Thumbprints.Add(certificate.Thumbprint);
        Assert.Equal(ServiceStatus.Refused, (await CallAsync(token, certificate: certificate)).Status);
    }

    [Fact]
    public async Task A_rotation_keeps_the_binding_until_somebody_unbinds()
    {
        var name = await ActiveAsync();
        using var certificate = site.Issue("program");
        Assert.True((await Book.RotateAsync(name, TimeSpan.FromDays(1), TimeSpan.Zero, certificate, unbind: false, First, default)).Made!.IsBound);

        var kept = (await RotateAsync(name)).Made!;
        Assert.True(kept.IsBound);
        Assert.Equal(ServiceStatus.Refused, (await CallAsync(kept.Token.ToString())).Status);
        Assert.Equal(ServiceStatus.Good, (await CallAsync(kept.Token.ToString(), certificate: certificate)).Status);

        // What was revoked still says what the program is bound to.
        Assert.Empty(await Book.RevokeAsync(name, kept.Token.Prefix, First, default));
        Assert.True((await RotateAsync(name)).Made!.IsBound);

        var free = (await Book.RotateAsync(name, TimeSpan.FromDays(1), TimeSpan.Zero, certificate: null, unbind: true, First, default)).Made!;
        Assert.False(free.IsBound);
        Assert.Equal(ServiceStatus.Good, (await CallAsync(free.Token.ToString())).Status);
    }

    [Fact]
    public async Task Tokens_that_are_over_use_up_nothing_of_the_program_and_are_limited_by_address()
    {
        var name = await ActiveAsync(perMinute: 1);
        var former = await TokenAsync(name);
        Assert.Empty(await Book.RevokeAsync(name, ServiceToken.Parse(former)!.Prefix, First, default));
        var token = await TokenAsync(name);

        var statuses = new List<ServiceStatus>();
        for (var i = 0; i < 61; i++)
            statuses.Add((await CallAsync(former, address: "198.51.100.8")).Status);

        Assert.Equal(60, statuses.Count(static status => status == ServiceStatus.Refused));
        Assert.Equal(ServiceStatus.TooMany, statuses[^1]);
        Assert.Equal(ServiceStatus.Good, (await CallAsync(token, address: "198.51.100.8")).Status);
    }

    [Fact]
    public async Task More_calls_in_a_minute_than_the_account_may_make_wait()
    {
        var name = await ActiveAsync(perMinute: 2);
        var token = await TokenAsync(name);

        Assert.Equal([ServiceStatus.Good, ServiceStatus.Good, ServiceStatus.TooMany], [(await CallAsync(token)).Status, (await CallAsync(token)).Status, (await CallAsync(token)).Status]);
        site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(ServiceStatus.Good, (await CallAsync(token)).Status);
    }

    [Fact]
    public async Task Wrong_tokens_are_limited_by_address_and_keep_nobody_with_a_good_one_out()
    {
        var token = await TokenAsync(await ActiveAsync());
        var statuses = new List<ServiceStatus>();
        for (var i = 0; i < 61; i++)
            statuses.Add((await CallAsync(i % 2 == 0 ? "guess" : ServiceToken.Make().ToString(), address: "198.51.100.7")).Status);

        Assert.Equal(60, statuses.Count(static status => status == ServiceStatus.Refused));
        Assert.Equal(ServiceStatus.TooMany, statuses[^1]);
        Assert.Equal(ServiceStatus.Good, (await CallAsync(token, address: "198.51.100.7")).Status);
    }

    [Fact]
    public async Task The_store_knows_no_token()
    {
        var name = await ActiveAsync();
        var token = await TokenAsync(name);

        var listed = Assert.Single((await FindAsync(name)).Tokens);

        Assert.StartsWith(ServiceToken.Mark, token, StringComparison.Ordinal);
        Assert.Equal(token[..listed.Prefix.Length], listed.Prefix);
        Assert.True(token.Length - listed.Prefix.Length >= 38, "what is shown leaves more than 220 bits unknown");
    }

    private async Task<string> ProposedAsync(int perMinute = 600)
    {
        var name = $"program-{Interlocked.Increment(ref _made)}";
        Assert.Empty(await Book.ProposeAsync(new NewServiceAccount(name, "billing, Li Si", [Permission.ReadContracts, Permission.ReadCustomers], perMinute), First, default));
        return name;
    }

    private async Task<string> ActiveAsync(int perMinute = 600)
    {
        var name = await ProposedAsync(perMinute);
        Assert.Empty(await Book.ApproveAsync(name, Second, static by => by == Second, default));
        return name;
    }

    private Task<(MadeToken? Made, IReadOnlyList<Rejection> Refused)> RotateAsync(string name) => Book.RotateAsync(name, TimeSpan.FromDays(90), TimeSpan.FromHours(24), certificate: null, unbind: false, First, default);

    private async Task<string> TokenAsync(string name) => (await RotateAsync(name)).Made!.Token.ToString();

    private Task<ServiceResult> CallAsync(string token, Permission? needs = Permission.ReadContracts, X509Certificate2? certificate = null, string address = "192.0.2.99") =>
        site.Get<ServiceAuthentication>().JudgeAsync(new ServiceCall(token, certificate, address, "listContracts", needs), default);

    private async Task<ServiceAccount> FindAsync(string name) => (await Book.ListAsync(default)).Single(account => account.Name == name);

    private async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(string kind, string name) =>
        [.. (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 1000, default)).Where(item => item.Actor == "service:" + name)];
}
