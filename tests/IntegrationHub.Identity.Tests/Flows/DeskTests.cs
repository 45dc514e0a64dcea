using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Flows;

/// <summary>Security administrators at their doors: what lets somebody in needs two, nobody changes himself, and everything has its reason.</summary>
[Collection(IdentityCollection.Name)]
public sealed class DeskTests(IdentitySite site)
{
    private const string Other = "mountain copper violin";

    private AccountAdministration Desk => site.Administration;

    [Fact]
    public async Task At_a_door_nothing_is_done_without_a_reason_or_to_oneself_or_to_another_account_of_the_same_human()
    {
        var (admin, person) = (await AdministratorAsync(), await site.PersonAsync());
        foreach (var why in new[] { null, " ", "two\nlines", new string('x', 301) })
            Assert.Equal("PEOPLE_REASON", Assert.Single(await Desk.SwitchAsync(person.Name, enabled: false, ActedBy.AtDoor(admin, why), default)).Code);

        Assert.Equal("PEOPLE_SELF", Assert.Single(await Desk.SetPhoneAsync(admin.Name, "+8613900000091", ActedBy.AtDoor(admin, "mine"), default)).Code);
        var number = $"N-{Guid.NewGuid():N}"[..20];
        foreach (var name in new[] { admin.Name, person.Name })
            Assert.Empty(await Desk.StatePersonAsync(name, number, "test", default));

        var known = (await Desk.FindAsync(admin.Name, default))!.Account;
        Assert.Equal("PEOPLE_SELF", Assert.Single(await Desk.SetRolesAsync(person.Name, [Role.Head], [Department.Sales], ActedBy.AtDoor(known, "mine, too"), default)).Code);
        Assert.False((await Desk.FindAsync(person.Name, default))!.Account.IsDisabled);
    }

    [Fact]
    public async Task A_trial_says_what_would_be_refused_and_keeps_nothing()
    {
        var (admin, person) = (await AdministratorAsync(), await site.PersonAsync());
        var token = await site.SignInAsync(person);
        var (by, messages) = (ActedBy.AtDoor(admin, "tried") with { IsTrial = true }, site.Sms.TextsTo(person).Count);

        Assert.Empty(await Desk.SetPhoneAsync(person.Name, "+8613900000092", by, default));
        Assert.Empty(await Desk.SwitchAsync(person.Name, enabled: false, by, default));
        Assert.Empty(await Desk.ResetAsync(person.Name, Other, phone: null, by, default));
        Assert.Empty(await Desk.AddAsync(new NewAccount("tried.person", UserClass.Staff, [Role.Staff], "Tried", "+8613900000093", Other) { PersonNumber = "T-1" }, by, default));
        Assert.Equal("ACCOUNT_PHONE", Assert.Single(await Desk.SetPhoneAsync(person.Name, "1", by, default)).Code);

        var file = (await Desk.FindAsync(person.Name, default))!;
        Assert.Equal((person.Phone, false), (file.Account.Phone, file.Account.IsDisabled));
        Assert.NotNull(await site.Sessions.FindAsync(person.Visitor, token, default));
        Assert.Null(await Desk.FindAsync("tried.person", default));
        Assert.Equal(messages, site.Sms.TextsTo(person).Count);
        Assert.DoesNotContain(await EventsAsync("user."), item => item.Data.Contains("tried", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_administrator_does_not_give_an_open_account_both_phone_and_certificate_until_another_has_looked()
    {
        var (one, two, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(UserClass.Core));
        using var next = site.Issue(person.Name);
        Assert.Empty(await Desk.SetPhoneAsync(person.Name, "+8613900000094", ActedBy.AtDoor(one, "new phone"), default));
        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.BindCertificateAsync(person.Name, next, ActedBy.AtDoor(one, "new card"), default)).Code);

        // Switching off does not help: what is given then waits for another one.
        Assert.Empty(await Desk.SwitchAsync(person.Name, enabled: false, ActedBy.AtDoor(one, "off"), default));
        Assert.Empty(await Desk.BindCertificateAsync(person.Name, next, ActedBy.AtDoor(one, "new card"), default));
        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.SwitchAsync(person.Name, enabled: true, ActedBy.AtDoor(one, "on"), default)).Code);
        Assert.Empty(await Desk.SwitchAsync(person.Name, enabled: true, ActedBy.AtDoor(two, "looked"), default));
        Assert.Empty(await Desk.SetPhoneAsync(person.Name, "+8613900000095", ActedBy.AtDoor(one, "again"), default));

        // The other way round, and at the shell nobody is asked.
        Assert.Empty(await Desk.BindCertificateAsync(person.Name, next, ActedBy.AtDoor(two, "again"), default));
        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.SetPhoneAsync(person.Name, "+8613900000096", ActedBy.AtDoor(two, "and"), default)).Code);
        Assert.Empty(await Desk.SetPhoneAsync(person.Name, "+8613900000096", "operator:li", default));
    }

    [Fact]
    public async Task While_an_account_is_off_one_administrator_alone_gives_it_what_it_lacks_and_the_other_switches_it_on()
    {
        var (one, two, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(UserClass.Core));
        using var card = site.Issue(person.Name);

        // What two began one does not put something under.
        Assert.Empty(await Desk.ResetAsync(person.Name, Other, phone: null, ActedBy.AtDoor(two, "forgotten"), default));
        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.SetPhoneAsync(person.Name, "+8613900000081", ActedBy.AtDoor(one, "mine"), default)).Code);
        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.BindCertificateAsync(person.Name, card, ActedBy.AtDoor(one, "mine"), default)).Code);
        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.ResetAsync(person.Name, Other, phone: null, ActedBy.AtDoor(one, "mine"), default)).Code);
        Assert.Empty(await Desk.SwitchAsync(person.Name, enabled: true, ActedBy.AtDoor(one, "looked"), default));

        // What one changed before is looked at by nobody where one switches it on.
        Assert.Empty(await Desk.SetPhoneAsync(person.Name, "+8613900000082", ActedBy.AtDoor(one, "new phone"), default));
        Assert.Empty(await Desk.SwitchAsync(person.Name, enabled: false, ActedBy.AtDoor(two, "card lost"), default));
        Assert.Empty(await Desk.BindCertificateAsync(person.Name, card, ActedBy.AtDoor(two, "new card"), default));
        Assert.Empty(await Desk.SwitchAsync(person.Name, enabled: true, ActedBy.AtDoor(one, "looked"), default));
        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.BindCertificateAsync(person.Name, card, ActedBy.AtDoor(one, "mine"), default)).Code);
    }

    [Fact]
    public async Task Who_made_a_password_gives_no_other_factor_until_the_person_has_chosen_an_own_one()
    {
        var (one, two, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync());
        Assert.Empty(await Desk.ResetAsync(person.Name, Other, "+8613900000083", ActedBy.AtDoor(one, "phone lost"), default));
        Assert.Equal("user:" + one.Name, (await Desk.FindAsync(person.Name, default))!.Account.PhoneBy);
        Assert.Empty(await Desk.SwitchAsync(person.Name, enabled: true, ActedBy.AtDoor(two, "looked"), default));
        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.SetPhoneAsync(person.Name, "+8613900000084", ActedBy.AtDoor(one, "mine"), default)).Code);

        var account = (await Desk.FindAsync(person.Name, default))!.Account;
        Assert.Empty(await Desk.ChangeOwnPasswordAsync(new SignedIn(Guid.NewGuid(), account, Door.Staff, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue), "glacier teapot anchor", default));
        Assert.Empty(await Desk.SetPhoneAsync(person.Name, "+8613900000085", ActedBy.AtDoor(one, "moved"), default));
    }

    [Fact]
    public async Task Roles_that_were_asked_for_are_given_as_they_were_read_by_another_who_still_may()
    {
        var (one, two, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(UserClass.Core));
        var token = await site.SignInAsync(person);
        var asking = ActedBy.AtDoor(one, "leads now");
        Assert.Empty(await Desk.SetRolesAsync(person.Name, [Role.Bidder, Role.TradingLead], [], asking, default));
        Assert.NotNull(await site.Sessions.FindAsync(person.Visitor, token, default));

        Assert.Equal("PEOPLE_FOUR_EYES", Assert.Single(await Desk.AgreeRolesAsync(person.Name, [Role.Bidder, Role.TradingLead], asking, default)).Code);
        Assert.Equal("PEOPLE_CHANGED", Assert.Single(await Desk.AgreeRolesAsync(person.Name, [Role.TradingLead], ActedBy.AtDoor(two, why: null), default)).Code);
        Assert.Empty(await Desk.SwitchAsync(one.Name, enabled: false, "test", default));
        Assert.Equal("PEOPLE_CHANGED", Assert.Single(await Desk.AgreeRolesAsync(person.Name, [Role.Bidder, Role.TradingLead], ActedBy.AtDoor(two, why: null), default)).Code);
        Assert.Empty(await Desk.SwitchAsync(one.Name, enabled: true, "test", default));
        Assert.Empty(await Desk.AgreeRolesAsync(person.Name, [Role.TradingLead, Role.Bidder], ActedBy.AtDoor(two, why: null), default));

        Assert.Null(await site.Sessions.FindAsync(person.Visitor, token, default));
        var given = Assert.Single(await EventsAsync("user.roles"), item => item.Kind == "user.roles" && item.Data.Contains($"\"{person.Name}\"", StringComparison.Ordinal));
        Assert.Equal(two.Actor, given.Actor);
        Assert.All([one.Actor, "leads now"], word => Assert.Contains(word, given.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_agreed_to_in_a_week_is_over_and_so_is_what_was_asked_for_on_other_roles()
    {
        var (one, two, person) = (await AdministratorAsync(), await AdministratorAsync(), await site.PersonAsync(UserClass.Core));
        Assert.Empty(await Desk.SetRolesAsync(person.Name, [Role.Board, Role.Bidder], [], ActedBy.AtDoor(one, "elected"), default));
        Assert.Empty(await Desk.SetRolesAsync(person.Name, [Role.Signatory], [], "operator:li", default));
        Assert.Equal("ROLE_REQUEST_UNKNOWN", Assert.Single(await Desk.AgreeRolesAsync(person.Name, [Role.Board, Role.Bidder], ActedBy.AtDoor(two, why: null), default)).Code);

        Assert.Empty(await Desk.SetRolesAsync(person.Name, [Role.Board], [], ActedBy.AtDoor(one, "elected"), default));
        Assert.NotNull((await Desk.ListAsync(default)).Single(listed => listed.Account.Name == person.Name).Asked);
        site.Time.Advance(AskedRoles.Validity + TimeSpan.FromMinutes(1));
        Assert.Null((await Desk.FindAsync(person.Name, default))!.Asked);
        Assert.Equal("ROLE_REQUEST_UNKNOWN", Assert.Single(await Desk.AgreeRolesAsync(person.Name, [Role.Board], ActedBy.AtDoor(two, why: null), default)).Code);
    }

    [Fact]
    public async Task A_former_number_that_cannot_be_told_keeps_nothing_from_being_changed()
    {
        var (admin, person) = (await AdministratorAsync(), await site.PersonAsync());
        site.Sms.IsBroken = true;
        try
        {
            Assert.Empty(await Desk.SetPhoneAsync(person.Name, "+8613900000097", ActedBy.AtDoor(admin, "lost"), default));
        }
        finally
        {
            site.Sms.IsBroken = false;
        }

        Assert.Equal("+8613900000097", (await Desk.FindAsync(person.Name, default))!.Account.Phone);
        Assert.Single(await site.EventsAsync("user.phone-notice-not-sent", person));
    }

    [Fact]
    public async Task A_person_who_lost_the_certificate_comes_in_no_more_and_the_file_says_what_was_bound()
    {
        var (admin, person) = (await AdministratorAsync(), await site.PersonAsync(UserClass.Core));
        await site.SignInAsync(person);
        var file = (await Desk.FindAsync(person.Name.ToUpperInvariant(), default))!;
        Assert.Equal(person.Certificate!.Subject, file.Account.Certificate!.Subject);
        Assert.Equal(site.Time.GetUtcNow(), file.LastSignInAt);

        Assert.Empty(await Desk.UnbindCertificateAsync(person.Name, ActedBy.AtDoor(admin, "card lost"), default));

        Assert.Equal(PasswordStatus.Failed, (await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default)).Status);
        file = (await Desk.FindAsync(person.Name, default))!;
        Assert.Null(file.Key);
        Assert.Null(file.Account.Certificate);
    }

    private async Task<Account> AdministratorAsync() => (await Desk.FindAsync((await site.PersonAsync(UserClass.Core, Role.SecurityAdministrator)).Name, default))!.Account;

    private ValueTask<IReadOnlyList<Exchange.History.ExchangeEvent>> EventsAsync(string kind) => site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 500, default);
}
