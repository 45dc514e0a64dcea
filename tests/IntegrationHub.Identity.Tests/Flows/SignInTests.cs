using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Flows;

/// <summary>The steps of signing in, and who tries to go around them.</summary>
[Collection(IdentityCollection.Name)]
public sealed class SignInTests(IdentitySite site)
{
    [Theory]
    [InlineData(UserClass.Staff)]
    [InlineData(UserClass.Core)]
    [InlineData(UserClass.Auditor)]
    public async Task Whoever_shows_every_factor_is_signed_in_and_the_ledger_says_so(UserClass userClass)
    {
        var person = await site.PersonAsync(userClass);

        var token = await site.SignInAsync(person);

        var found = await site.Sessions.FindAsync(person.Visitor, token, default);
        Assert.Equal(person.Name, found!.Account.Name);
        Assert.Single(await site.EventsAsync("user.signed-in", person));
        Assert.Single(await site.EventsAsync("user.code-sent", person));
    }

    [Fact]
    public async Task Password_without_code_opens_nothing()
    {
        var person = await site.PersonAsync();

        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);

        Assert.Null(await site.Sessions.FindAsync(person.Visitor, first.Token!, default));
    }

    [Fact]
    public async Task Certificate_without_password_opens_nothing()
    {
        var person = await site.PersonAsync(UserClass.Core);

        Assert.Equal(PasswordStatus.Failed, (await site.Passwords.TryAsync(person.Visitor, person.Name, "", default)).Status);
        Assert.Empty(site.Sms.TextsTo(person));
    }

    [Fact]
    public async Task Password_without_certificate_opens_nothing_at_the_core_door_and_sends_no_code()
    {
        var person = await site.PersonAsync(UserClass.Core);

        var tried = await site.Passwords.TryAsync(person.Visitor with { Certificate = null }, person.Name, IdentitySite.Password, default);

        Assert.Equal(PasswordStatus.Failed, tried.Status);
        Assert.Empty(site.Sms.TextsTo(person));
    }

    [Fact]
    public async Task A_core_user_does_not_come_in_by_the_door_that_asks_for_no_certificate()
    {
        var person = await site.PersonAsync(UserClass.Core);

        var tried = await site.Passwords.TryAsync(person.Visitor with { Door = Door.Staff, Certificate = null }, person.Name, IdentitySite.Password, default);

        Assert.Equal(PasswordStatus.Failed, tried.Status);
    }

    [Fact]
    public async Task Another_users_certificate_with_my_password_is_refused()
    {
        var me = await site.PersonAsync(UserClass.Core);
        var other = await site.PersonAsync(UserClass.Core);

        var tried = await site.Passwords.TryAsync(me.Visitor with { Certificate = other.Certificate }, me.Name, IdentitySite.Password, default);

        Assert.Equal(PasswordStatus.Failed, tried.Status);
        Assert.Contains("certificate of somebody else", Assert.Single(await site.EventsAsync("user.sign-in-failed", me)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_with_the_right_name_and_another_key_is_refused()
    {
        var person = await site.PersonAsync(UserClass.Core);

        var tried = await site.Passwords.TryAsync(person.Visitor with { Certificate = site.Issue(person.Name) }, person.Name, IdentitySite.Password, default);

        Assert.Equal(PasswordStatus.Failed, tried.Status);
    }

    [Fact]
    public async Task A_revoked_certificate_does_not_sign_in()
    {
        var person = await site.PersonAsync(UserClass.Core);
        site.Revoked.Thumbprints.Add(person.Certificate!.Thumbprint);

        Assert.Equal(PasswordStatus.Failed, (await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default)).Status);
    }

    [Fact]
    public async Task Whoever_is_switched_off_is_told_what_everybody_is_told()
    {
        var person = await site.PersonAsync();
        await site.Administration.SwitchAsync(person.Name, enabled: false, "test", default);

        var known = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
        var unknown = await site.Passwords.TryAsync(person.Visitor, "nobody-of-this-name", IdentitySite.Password, default);

        Assert.Equal(unknown, known);
    }

    [Fact]
    public async Task An_unknown_name_costs_the_same_work_and_is_written_down_nowhere()
    {
        var person = await site.PersonAsync();

        var tried = await site.Passwords.TryAsync(person.Visitor, "my secret typed into the wrong field", "x", default);

        Assert.Equal(PasswordStatus.Failed, tried.Status);
        var events = await site.Get<Exchange.Search.IExchangeReader>().RecentEventsAsync(Exchange.RetailerId.Default, "user.sign-in-failed", 1000, default);
        Assert.DoesNotContain(events, item => item.Data.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guessing_from_one_address_ends_there_and_locks_nobody_else_out()
    {
        var person = await site.PersonAsync();
        var attacker = person.Visitor with { Address = "198.51.100.77" };
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal(PasswordStatus.Failed, (await site.Passwords.TryAsync(attacker, person.Name, $"guess number {guess}", default)).Status);

        Assert.Equal(PasswordStatus.TooMany, (await site.Passwords.TryAsync(attacker, person.Name, IdentitySite.Password, default)).Status);
        await site.SignInAsync(person);
    }

    [Fact]
    public async Task Many_guesses_at_once_are_not_more_than_many_in_a_row()
    {
        var person = await site.PersonAsync();
        var attacker = person.Visitor with { Address = "198.51.100.78" };

        var tried = await Task.WhenAll(Enumerable.Range(0, 16).Select(guess => Task.Run(() => site.Passwords.TryAsync(attacker, person.Name, $"guess number {guess}", default))));

        Assert.Equal(5, tried.Count(result => result.Status == PasswordStatus.Failed));
        Assert.Equal(11, tried.Count(result => result.Status == PasswordStatus.TooMany));
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        var person = await site.PersonAsync();
        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
        var code = site.Sms.CodeFor(person);

        Assert.Equal(CodeStatus.Complete, (await site.Codes.TryAsync(person.Visitor, first.Token!, code, default)).Status);
        Assert.Equal(CodeStatus.Over, (await site.Codes.TryAsync(person.Visitor, first.Token!, code, default)).Status);
    }

    [Fact]
    public async Task Of_many_who_send_one_code_at_once_one_is_signed_in()
    {
        var person = await site.PersonAsync();
        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
        var code = site.Sms.CodeFor(person);

        var tried = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.Codes.TryAsync(person.Visitor, first.Token!, code, default))));

        Assert.Single(tried, result => result.Status == CodeStatus.Complete);
    }

    [Fact]
    public async Task A_code_is_worth_nothing_in_another_session()
    {
        var person = await site.PersonAsync();
        var mine = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
        var code = site.Sms.CodeFor(person);
        var other = await site.Passwords.TryAsync(person.Visitor with { Address = "198.51.100.79" }, person.Name, IdentitySite.Password, default);
        Assert.NotEqual(code, site.Sms.CodeFor(person));

        Assert.Equal(CodeStatus.Wrong, (await site.Codes.TryAsync(person.Visitor, other.Token!, code, default)).Status);
        Assert.Equal(CodeStatus.Complete, (await site.Codes.TryAsync(person.Visitor, mine.Token!, code, default)).Status);
    }

    [Fact]
    public async Task Five_wrong_codes_end_the_session_even_when_the_sixth_is_right()
    {
        var person = await site.PersonAsync();
        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
        var code = site.Sms.CodeFor(person);
        var wrong = code == "000000" ? "000001" : "000000";

        var tried = new List<CodeStatus>();
        for (var guess = 0; guess < SmsCode.MostAttempts; guess++)
            tried.Add((await site.Codes.TryAsync(person.Visitor, first.Token!, wrong, default)).Status);

        Assert.Equal([CodeStatus.Wrong, CodeStatus.Wrong, CodeStatus.Wrong, CodeStatus.Wrong, CodeStatus.Over], tried);
        Assert.Equal(CodeStatus.Over, (await site.Codes.TryAsync(person.Visitor, first.Token!, code, default)).Status);
    }

    [Fact]
    public async Task A_code_is_over_after_five_minutes()
    {
        var person = await site.PersonAsync();
        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);

        site.Time.Advance(SmsCode.Lifetime);

        Assert.Equal(CodeStatus.Over, (await site.Codes.TryAsync(person.Visitor, first.Token!, site.Sms.CodeFor(person), default)).Status);
    }

    [Fact]
    public async Task Another_code_takes_the_place_of_the_one_before()
    {
        var person = await site.PersonAsync();
        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
        var old = site.Sms.CodeFor(person);
        Assert.Equal(PasswordStatus.CodeSent, await site.Codes.SendAnotherAsync(person.Visitor, first.Token!, default));
        var fresh = site.Sms.CodeFor(person);

        if (old != fresh)
            Assert.Equal(CodeStatus.Wrong, (await site.Codes.TryAsync(person.Visitor, first.Token!, old, default)).Status);

        Assert.Equal(CodeStatus.Complete, (await site.Codes.TryAsync(person.Visitor, first.Token!, fresh, default)).Status);
    }

    [Fact]
    public async Task Codes_do_not_flood_a_phone()
    {
        var person = await site.PersonAsync();
        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);
        for (var again = 0; again < 20; again++)
            await site.Codes.SendAnotherAsync(person.Visitor, first.Token!, default);

        Assert.Equal(10, site.Sms.TextsTo(person).Count);
        Assert.Equal(PasswordStatus.TooMany, await site.Codes.SendAnotherAsync(person.Visitor, first.Token!, default));
    }

    [Fact]
    public async Task Codes_that_may_have_left_count_for_their_number()
    {
        var person = await site.PersonAsync();
        (site.Sms.IsBroken, site.Sms.IsUnclear) = (true, true);
        try
        {
            for (var i = 0; i < 10; i++)
                Assert.Equal(PasswordStatus.CodeNotSent, (await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default)).Status);
        }
        finally
        {
            (site.Sms.IsBroken, site.Sms.IsUnclear) = (false, false);
        }

        Assert.Equal(PasswordStatus.TooMany, (await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default)).Status);
        Assert.Empty(site.Sms.TextsTo(person));
    }

    [Fact]
    public async Task A_gateway_that_is_down_is_said_and_written_down()
    {
        var person = await site.PersonAsync();
        site.Sms.IsBroken = true;
        try
        {
            Assert.Equal(PasswordStatus.CodeNotSent, (await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default)).Status);
        }
        finally
        {
            site.Sms.IsBroken = false;
        }

        Assert.Single(await site.EventsAsync("user.code-not-sent", person));
    }

    [Fact]
    public async Task The_code_step_needs_the_certificate_of_the_password_step()
    {
        var person = await site.PersonAsync(UserClass.Core);
        var other = await site.PersonAsync(UserClass.Core);
        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);

        var tried = await site.Codes.TryAsync(person.Visitor with { Certificate = other.Certificate }, first.Token!, site.Sms.CodeFor(person), default);

        Assert.Equal(CodeStatus.Over, tried.Status);
    }

    [Fact]
    public async Task The_token_changes_when_the_last_factor_is_shown()
    {
        var person = await site.PersonAsync();
        var first = await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default);

        var second = await site.Codes.TryAsync(person.Visitor, first.Token!, site.Sms.CodeFor(person), default);

        Assert.NotEqual(first.Token!.ToString(), second.Token!.ToString());
        Assert.Null(await site.Sessions.FindAsync(person.Visitor, first.Token, default));
    }
}
