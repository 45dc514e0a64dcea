using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Flows;

/// <summary>The way in for when codes do not arrive: two persons open it for a third, once, and everybody hears of it.</summary>
[Collection(IdentityCollection.Name)]
public sealed class BreakGlassTests(IdentitySite site)
{
    private BreakGlassDesk Desk => site.Get<BreakGlassDesk>();

    [Fact]
    public async Task With_the_gateway_down_two_administrators_let_somebody_in_once_and_the_other_factors_stay()
    {
        var (one, other, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(UserClass.Core));
        var (id, code) = await OpenAsync(one, other, person.Name);
        site.Sms.IsBroken = true;
        try
        {
            Assert.Equal(PasswordStatus.Failed, (await site.Passwords.TryAsync(person.Visitor with { Certificate = null }, person.Name, IdentitySite.Password, default)).Status);
            var begun = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
            Assert.Equal(PasswordStatus.CodeNotSent, begun.Status);

            var inside = await site.Codes.TryAsync(person.Visitor, begun.Token!, code, default);

            Assert.Equal(CodeStatus.Complete, inside.Status);
            var who = await site.Sessions.FindAsync(person.Visitor, inside.Token!, default);
            Assert.Equal(site.Time.GetUtcNow() + BreakGlassDesk.SessionLength, who!.ExpiresAt);
            var again = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
            Assert.Equal(CodeStatus.Wrong, (await site.Codes.TryAsync(person.Visitor, again.Token!, code, default)).Status);
        }
        finally
        {
            site.Sms.IsBroken = false;
        }

        Assert.True((await FindAsync(id)).IsLoudAt(site.Time.GetUtcNow()));
        Assert.Contains("without", Assert.Single(await site.EventsAsync("user.signed-in", person)).Data, StringComparison.Ordinal);
        Assert.Equal(["break-glass.asked", "break-glass.opened", "break-glass.used"], (await EventsAsync(id)).Select(static item => item.Kind).Order());
    }

    [Theory]
    [InlineData(false, false, BreakGlassMessageState.Sent)]
    [InlineData(true, false, BreakGlassMessageState.Refused)]
    [InlineData(true, true, BreakGlassMessageState.Unknown)]
    public async Task What_became_of_each_message_is_kept_without_the_code(bool broken, bool unclear, BreakGlassMessageState state)
    {
        var (one, other, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync());
        var kept = new KeptMessages();
        var desk = new BreakGlassDesk(site.Get<IdentityStore>(), site.Sms, kept);
        var (id, _) = await desk.AskAsync(person.Name, "gateway down", new AdministratorProof(one.Name, null), default);
        (site.Sms.IsBroken, site.Sms.IsUnclear) = (broken, unclear);
        string? code;
        try
        {
            (code, _) = await desk.AgreeAsync(id!, new AdministratorProof(other.Name, null), default);
        }
        finally
        {
            (site.Sms.IsBroken, site.Sms.IsUnclear) = (false, false);
        }

        Assert.NotNull(code);
        Assert.Equal([BreakGlassMessageState.Sending, state], kept.Of(one.Name).Select(static item => item.State));
        Assert.All(kept.Of(other.Name), item => Assert.DoesNotContain(code, item.Message.Text, StringComparison.Ordinal));
        Assert.Empty(kept.Of(person.Name));
    }

    [Fact]
    public async Task Where_it_cannot_be_kept_administrators_are_told_all_the_same()
    {
        var (one, other, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync());
        var desk = new BreakGlassDesk(site.Get<IdentityStore>(), site.Sms, new KeptMessages { IsAway = true });
        var (id, _) = await desk.AskAsync(person.Name, "gateway down", new AdministratorProof(one.Name, null), default);

        Assert.NotNull((await desk.AgreeAsync(id!, new AdministratorProof(other.Name, null), default)).Code);
        Assert.Contains(site.Sms.TextsTo(one), text => text.Contains(person.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_code_is_one_persons_and_ends_after_half_an_hour()
    {
        var (one, other, person, stranger) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(), await site.PersonAsync());
        var (_, code) = await OpenAsync(one, other, person.Name);

        var foreign = await site.Passwords.TryAsync(stranger.Visitor, stranger.Name, IdentitySite.Password, default);
        Assert.Equal(CodeStatus.Wrong, (await site.Codes.TryAsync(stranger.Visitor, foreign.Token!, code, default)).Status);

        site.Time.Advance(BreakGlassDesk.Validity);
        var late = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
        Assert.Equal(CodeStatus.Wrong, (await site.Codes.TryAsync(person.Visitor, late.Token!, code, default)).Status);
    }

    [Fact]
    public async Task One_person_does_not_stand_for_two_and_nobody_opens_it_for_himself()
    {
        var (one, second, other, person) = (await AdministratorAsync(), await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync());
        Assert.Empty(await site.Administration.StatePersonAsync(one.Name, "BG-1", "test", default));
        Assert.Empty(await site.Administration.StatePersonAsync(second.Name, "BG-1", "test", default));
        var (id, _) = await Desk.AskAsync(person.Name, "gateway down", new AdministratorProof(one.Name, null), default);

        Assert.Equal("BREAK_GLASS_FOUR_EYES", await AgreeAsync(id!, one));
        Assert.Equal("BREAK_GLASS_FOUR_EYES", await AgreeAsync(id!, second));
        Assert.Equal("BREAK_GLASS_SELF", Assert.Single((await Desk.AskAsync(second.Name, "for me", new AdministratorProof(one.Name, null), default)).Refused).Code);
        var (forOther, _) = await Desk.AskAsync(other.Name, "gateway down", new AdministratorProof(one.Name, null), default);
        Assert.Equal("BREAK_GLASS_SELF", await AgreeAsync(forOther!, other));
        Assert.Equal("BREAK_GLASS_ADMINISTRATOR", await AgreeAsync(id!, person));

        async Task<string> AgreeAsync(string opening, IdentitySite.Person by) => Assert.Single((await Desk.AgreeAsync(opening, new AdministratorProof(by.Name, null), default)).Refused).Code;
    }

    [Fact]
    public async Task An_envelope_opens_once_and_guesses_are_counted()
    {
        var (one, person) = (await AdministratorAsync(), await site.PersonAsync());
        var sealedCode = (await Desk.SealAsync(one.Name, "operator:li", default)).Code!;

        var (_, wrong) = await Desk.AskAsync(person.Name, "gateway down", new AdministratorProof(one.Name, "aaaaa-bbbbb-ccccc-ddddd-eeeee"), default);
        Assert.Equal("BREAK_GLASS_CODE", Assert.Single(wrong).Code);
        Assert.Empty((await Desk.AskAsync(person.Name, "gateway down", new AdministratorProof(one.Name, sealedCode.ToUpperInvariant().Replace('-', ' ')), default)).Refused);
        Assert.DoesNotContain(await Desk.EnvelopesAsync(default), envelope => envelope.Administrator == one.Name);

        var codes = new List<string>();
        for (var i = 0; i < 4; i++)
            codes.Add(Assert.Single((await Desk.AskAsync(person.Name, "gateway down", new AdministratorProof(one.Name, sealedCode), default)).Refused).Code);

        Assert.Equal(["BREAK_GLASS_CODE", "BREAK_GLASS_CODE", "BREAK_GLASS_CODE", "BREAK_GLASS_TOO_MANY"], codes);
    }

    [Fact]
    public async Task Every_administrator_is_told_and_what_could_not_be_told_is_in_the_ledger()
    {
        var (one, other, audit, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(UserClass.Core, Role.AuditAdministrator), await site.PersonAsync());
        await OpenAsync(one, other, person.Name);
        Assert.Contains(person.Name, Assert.Single(site.Sms.TextsTo(audit)), StringComparison.Ordinal);

        site.Sms.IsBroken = true;
        try
        {
            await OpenAsync(one, other, person.Name);
        }
        finally
        {
            site.Sms.IsBroken = false;
        }

        Assert.Single(await site.EventsAsync("break-glass.notice-not-sent", audit));
    }

    [Fact]
    public async Task It_waits_for_the_audit_administrator_and_is_reviewed_when_nobody_is_in_by_it_any_more()
    {
        var (one, other, audit, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(UserClass.Core, Role.AuditAdministrator), await site.PersonAsync());
        var (id, _) = await OpenAsync(one, other, person.Name);
        var (reviewer, administrator) = (await AccountAsync(audit.Name), await AccountAsync(one.Name));

        Assert.Equal("BREAK_GLASS_REVIEWER", Assert.Single(await Desk.ReviewAsync(id, "fine", administrator, default)).Code);
        Assert.Equal("BREAK_GLASS_STATE", Assert.Single(await Desk.ReviewAsync(id, "fine", reviewer, default)).Code);
        Assert.Empty(await Desk.CloseAsync(id, "operator:li", default));
        Assert.True((await FindAsync(id)).WaitsForReview);
        Assert.Equal("BREAK_GLASS_REASON", Assert.Single(await Desk.ReviewAsync(id, " ", reviewer, default)).Code);

        Assert.Empty(await Desk.ReviewAsync(id, "gateway was down, nobody came in", reviewer, default));
        var after = await FindAsync(id);
        Assert.Equal((OpeningState.Reviewed, false, audit.Name), (after.State, after.WaitsForReview, after.Opening.ReviewedBy));
    }

    [Fact]
    public async Task Who_had_a_part_in_it_does_not_review_it()
    {
        var (one, other, audit) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(UserClass.Core, Role.AuditAdministrator));
        var (id, _) = await OpenAsync(one, other, audit.Name);
        Assert.Empty(await Desk.CloseAsync(id, "operator:li", default));

        Assert.Equal("BREAK_GLASS_CONCERNED", Assert.Single(await Desk.ReviewAsync(id, "I was not in", await AccountAsync(audit.Name), default)).Code);
        Assert.True((await FindAsync(id)).WaitsForReview);
    }

    [Fact]
    public async Task What_somebody_asked_for_who_is_no_administrator_any_more_is_not_agreed_to()
    {
        var (one, other, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync());
        var (id, _) = await Desk.AskAsync(person.Name, "gateway down", new AdministratorProof(one.Name, null), default);
        Assert.Empty(await site.Administration.SwitchAsync(one.Name, enabled: false, "test", default));

        Assert.Equal("BREAK_GLASS_ADMINISTRATOR", Assert.Single((await Desk.AgreeAsync(id!, new AdministratorProof(other.Name, null), default)).Refused).Code);
    }

    [Fact]
    public async Task The_ledger_names_who_typed_in_an_administrators_name()
    {
        var (one, person) = (await AdministratorAsync(), await site.PersonAsync());

        var (id, _) = await Desk.AskAsync(person.Name, "gateway down", new AdministratorProof(one.Name, null) { Operator = "operator:li" }, default);

        Assert.Contains("operator:li", Assert.Single(await EventsAsync(id!)).Data, StringComparison.Ordinal);
    }

    private Task<IdentitySite.Person> AdministratorAsync() => site.PersonAsync(UserClass.Core, Role.SecurityAdministrator);

    private async Task<(string Id, string Code)> OpenAsync(IdentitySite.Person one, IdentitySite.Person other, string name)
    {
        var (first, second) = ((await Desk.SealAsync(one.Name, "operator:li", default)).Code, (await Desk.SealAsync(other.Name, "operator:li", default)).Code);
        var (id, refused) = await Desk.AskAsync(name, "gateway down, INC-7", new AdministratorProof(one.Name, first), default);
        Assert.Empty(refused);
        var (code, wrong) = await Desk.AgreeAsync(id!, new AdministratorProof(other.Name, second), default);
        Assert.Empty(wrong);
        return (id!, code!);
    }

    private async Task<StoredOpening> FindAsync(string id) => (await Desk.ListAsync(default)).Single(one => one.Id == id);

    private async Task<Account> AccountAsync(string name) => (await site.Administration.ListAsync(default)).Single(one => one.Account.Name == name).Account;

    private async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(string id) =>
        [.. (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "break-glass.", 1000, default)).Where(item => item.Data.Contains(id, StringComparison.Ordinal))];

    private sealed class KeptMessages : IBreakGlassMessages
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<(BreakGlassMessage Message, BreakGlassMessageState State)> _kept = [];

        public bool IsAway { get; init; }

        public IReadOnlyList<(BreakGlassMessage Message, BreakGlassMessageState State)> Of(string account) => [.. _kept.Where(item => item.Message.Account == account)];

        public Task KeepAsync(BreakGlassMessage message, BreakGlassMessageState state, CancellationToken cancellationToken)
        {
            if (IsAway)
                throw new InvalidOperationException("The store is away.");

            _kept.Enqueue((message, state));
            return Task.CompletedTask;
        }
    }
}
