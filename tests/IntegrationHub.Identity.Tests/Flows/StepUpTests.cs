using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Flows;

/// <summary>Confirming that it is still the person who signed in.</summary>
[Collection(IdentityCollection.Name)]
public sealed class StepUpTests(IdentitySite site)
{
    private StepUp StepUp => site.Get<StepUp>();

    [Fact]
    public async Task Password_and_code_confirm_for_five_minutes_and_for_this_session_alone()
    {
        var person = await site.PersonAsync();
        var (token, other) = (await site.SignInAsync(person), await site.SignInAsync(person));
        var (who, elsewhere) = (await WhoAsync(person, token), await WhoAsync(person, other));

        Assert.Null(StepUp.Until(who));
        Assert.Equal(PasswordStatus.CodeSent, await StepUp.BeginAsync(person.Visitor, who, token, IdentitySite.Password, default));
        Assert.Contains("sign or approve", site.Sms.TextsTo(person)[^1], StringComparison.Ordinal);
        Assert.Equal(CodeStatus.Complete, await StepUp.FinishAsync(who, token, site.Sms.CodeFor(person), default));

        Assert.NotNull(StepUp.Until(who));
        Assert.Null(StepUp.Until(elsewhere));
        site.Time.Advance(StepUp.Validity);
        Assert.Null(StepUp.Until(who));
        Assert.Single(await site.EventsAsync("user.confirmed", person));
    }

    [Fact]
    public async Task A_code_confirms_once_in_its_session_and_none_of_signing_in_does()
    {
        var person = await site.PersonAsync();
        var token = await site.SignInAsync(person);
        var (who, signInCode) = (await WhoAsync(person, token), site.Sms.CodeFor(person));
        Assert.Equal(CodeStatus.Over, await StepUp.FinishAsync(who, token, signInCode, default));

        await StepUp.BeginAsync(person.Visitor, who, token, IdentitySite.Password, default);
        var code = site.Sms.CodeFor(person);
        var stranger = await site.PersonAsync();
        var strangersToken = await site.SignInAsync(stranger);
        Assert.Equal(CodeStatus.Over, await StepUp.FinishAsync(await WhoAsync(stranger, strangersToken), strangersToken, code, default));
        Assert.Equal(CodeStatus.Complete, await StepUp.FinishAsync(who, token, code, default));
        Assert.Equal(CodeStatus.Over, await StepUp.FinishAsync(who, token, code, default));
    }

    [Fact]
    public async Task Wrong_passwords_are_counted_and_five_wrong_codes_end_the_session()
    {
        var person = await site.PersonAsync();
        var token = await site.SignInAsync(person);
        var who = await WhoAsync(person, token);
        Assert.Equal(PasswordStatus.Failed, await StepUp.BeginAsync(person.Visitor, who, token, "not this one at all", default));
        Assert.Equal(PasswordStatus.CodeSent, await StepUp.BeginAsync(person.Visitor, who, token, IdentitySite.Password, default));
        var wrong = site.Sms.CodeFor(person) == "000000" ? "000001" : "000000";

        for (var turn = 1; turn < SmsCode.MostAttempts; turn++)
            Assert.Equal(CodeStatus.Wrong, await StepUp.FinishAsync(who, token, wrong, default));

        Assert.Equal(CodeStatus.Over, await StepUp.FinishAsync(who, token, wrong, default));
        Assert.Null(await site.Sessions.FindAsync(person.Visitor, token, default));
        for (var turn = 0; turn < 5; turn++)
            Assert.Equal(PasswordStatus.Failed, await StepUp.BeginAsync(person.Visitor, who, token, "not this one at all", default));

        Assert.Equal(PasswordStatus.TooMany, await StepUp.BeginAsync(person.Visitor, who, token, IdentitySite.Password, default));
    }

    [Fact]
    public async Task An_own_new_password_follows_the_rules_and_ends_the_other_sessions()
    {
        var person = await site.PersonAsync();
        var (token, other) = (await site.SignInAsync(person), await site.SignInAsync(person));
        var who = await WhoAsync(person, token);

        Assert.Equal("PASSWORD_LENGTH", Assert.Single(await site.Administration.ChangeOwnPasswordAsync(who, "short", default)).Code);
        Assert.Empty(await site.Administration.ChangeOwnPasswordAsync(who, "meadow copper violin", default));

        Assert.NotNull(await site.Sessions.FindAsync(person.Visitor, token, default));
        Assert.Null(await site.Sessions.FindAsync(person.Visitor, other, default));
        Assert.Equal(PasswordStatus.Failed, (await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default)).Status);
        Assert.Equal(PasswordStatus.CodeSent, (await site.Passwords.TryAsync(person.Visitor, person.Name, "meadow copper violin", default)).Status);
        Assert.Single(await site.EventsAsync("user.password-changed", person));
    }

    [Fact]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The lists that can be had are of SHA-1; it protects nothing here.")]
    public async Task A_breached_password_is_refused_for_everybody()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Convert.ToHexString(System.Security.Cryptography.SHA1.HashData("correct horse battery"u8)) + ":3\n");
        var administration = new Identity.Administration.AccountAdministration(
            site.Get<IdentityStore>(), site.Get<PasswordHashing>(), site.Get<Identity.Certificates.CertificateJudge>(), site.Sms, new BreachedPasswords(file));
        var person = await site.PersonAsync();

        var refused = await administration.ResetAsync(person.Name, "correct horse battery", null, "test", default);

        File.Delete(file);
        Assert.Equal("PASSWORD_BREACHED", Assert.Single(refused).Code);
    }

    private async Task<SignedIn> WhoAsync(IdentitySite.Person person, SessionToken token) => (await site.Sessions.FindAsync(person.Visitor, token, default))!;
}
