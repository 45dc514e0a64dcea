using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Flows;

/// <summary>Adding and changing persons.</summary>
[Collection(IdentityCollection.Name)]
public sealed class AdministrationTests(IdentitySite site)
{
    private const string Other = "mountain copper violin";

    [Fact]
    public async Task A_name_is_given_once()
    {
        var person = await site.PersonAsync();

        var again = await site.Administration.AddAsync(
            new NewAccount(person.Name.ToUpperInvariant(), UserClass.Staff, [Role.Staff], "Li Si", "+8613900000000", IdentitySite.Password), "test", default);

        Assert.Equal("ACCOUNT_EXISTS", Assert.Single(again).Code);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_account_is_said_at_once()
    {
        var refused = await site.Administration.AddAsync(new NewAccount("X Y", UserClass.Staff, [Role.Bidder], "", "138", "short"), "test", default);

        Assert.Equal(
            ["ACCOUNT_NAME", "ACCOUNT_DISPLAY_NAME", "ACCOUNT_PHONE", "ROLE_OF_OTHER_CLASS", "PASSWORD_LENGTH"], refused.Select(reason => reason.Code));
    }

    [Fact]
    public async Task A_reset_changes_password_and_phone_and_ends_the_sessions()
    {
        var person = await site.PersonAsync();
        var token = await site.SignInAsync(person);

        Assert.Empty(await site.Administration.ResetAsync(person.Name, Other, "+8613900000001", "security", default));

        Assert.Null(await site.Sessions.FindAsync(person.Visitor, token, default));
        Assert.Equal(PasswordStatus.Failed, (await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default)).Status);
        Assert.Equal("…001", (await site.Passwords.TryAsync(person.Visitor, person.Name, Other, default)).PhoneHint);
    }

    [Fact]
    public async Task Roles_that_must_be_separate_are_refused_and_nothing_changes()
    {
        var person = await site.PersonAsync(UserClass.Core, Role.SecurityAdministrator);

        var refused = await site.Administration.SetRolesAsync(person.Name, [Role.SecurityAdministrator, Role.AuditAdministrator], [], "test", default);

        Assert.Equal("DUTIES_NOT_SEPARATE", Assert.Single(refused).Code);
        var listed = (await site.Administration.ListAsync(default)).Single(item => item.Account.Name == person.Name);
        Assert.Equal([Role.SecurityAdministrator], listed.Account.Roles);
        Assert.Equal(1, listed.Certificates);
    }

    [Fact]
    public async Task A_certificate_is_one_persons()
    {
        var (person, other) = (await site.PersonAsync(UserClass.Core), await site.PersonAsync(UserClass.Auditor));

        Assert.Equal("CERTIFICATE_TAKEN", Assert.Single(await site.Administration.BindCertificateAsync(other.Name, person.Certificate!, "test", default)).Code);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_not_bound()
    {
        var person = await site.PersonAsync(UserClass.Core);
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=me", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var own = request.CreateSelfSigned(site.Time.GetUtcNow().AddDays(-1), site.Time.GetUtcNow().AddDays(1));

        Assert.Equal("CERTIFICATE_REFUSED", Assert.Single(await site.Administration.BindCertificateAsync(person.Name, own, "test", default)).Code);
    }

    [Fact]
    public async Task A_renewed_certificate_takes_the_place_of_the_former_one()
    {
        var person = await site.PersonAsync(UserClass.Core);
        var renewed = person with { Certificate = site.Issue(person.Name) };
        Assert.Empty(await site.Administration.BindCertificateAsync(person.Name, renewed.Certificate!, "security", default));

        Assert.Equal(PasswordStatus.Failed, (await site.Passwords.TryAsync(person.Visitor, person.Name, IdentitySite.Password, default)).Status);
        await site.SignInAsync(renewed);
    }

    [Fact]
    public async Task An_unknown_account_is_refused_by_every_change()
    {
        Assert.Equal("ACCOUNT_UNKNOWN", Assert.Single(await site.Administration.SwitchAsync("nobody", enabled: false, "test", default)).Code);
        Assert.Equal("ACCOUNT_UNKNOWN", Assert.Single(await site.Administration.ResetAsync("nobody", Other, null, "test", default)).Code);
        Assert.Equal("ACCOUNT_UNKNOWN", Assert.Single(await site.Administration.SetRolesAsync("nobody", [Role.Staff], [], "test", default)).Code);
    }
}
