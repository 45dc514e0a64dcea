using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Tests.Support;

namespace IntegrationHub.Identity.Tests.Flows;

/// <summary>Accounts are one human's where the same number is stated of them, and heads lead what is named.</summary>
[Collection(IdentityCollection.Name)]
public sealed class PersonNumberTests(IdentitySite site)
{
    private static int _numbers;

    [Fact]
    public async Task Accounts_with_the_same_number_know_each_other_and_part_again()
    {
        var (first, second, third) = (await site.PersonAsync(), await site.PersonAsync(UserClass.Core), await site.PersonAsync());
        var number = Number();
        Assert.Equal([], (await FindAsync(first.Name)).OtherAccounts);

        foreach (var person in new[] { first, second, third })
            Assert.Empty(await site.Administration.StatePersonAsync(person.Name, number, "test", default));

        Assert.Equal([second.Name, third.Name], (await FindAsync(first.Name)).OtherAccounts.Order());
        Assert.True((await FindAsync(second.Name)).IsActor("user:" + first.Name));

        Assert.Empty(await site.Administration.StatePersonAsync(first.Name, Number(), "test", default));
        Assert.Equal([], (await FindAsync(first.Name)).OtherAccounts);
        Assert.Equal([third.Name], (await FindAsync(second.Name)).OtherAccounts);
        Assert.False((await FindAsync(second.Name)).IsActor("user:" + first.Name));
    }

    [Fact]
    public async Task An_account_that_is_added_with_a_number_joins_the_others_of_it()
    {
        var (first, number) = (await site.PersonAsync(), Number());
        Assert.Empty(await site.Administration.StatePersonAsync(first.Name, number, "test", default));

        var name = $"joined-{number.ToLowerInvariant()}";
        Assert.Empty(await site.Administration.AddAsync(
            new NewAccount(name, UserClass.Staff, [Role.Legal], "Zhang San", "+8613900000031", IdentitySite.Password) { PersonNumber = number }, "test", default));

        Assert.Equal([name], (await FindAsync(first.Name)).OtherAccounts);
        Assert.Equal([first.Name], (await FindAsync(name)).OtherAccounts);
    }

    [Fact]
    public async Task One_human_has_no_two_separate_duties_by_two_accounts_either()
    {
        var (security, audit) = (await site.PersonAsync(UserClass.Core, Role.SecurityAdministrator), await site.PersonAsync(UserClass.Core, Role.AuditAdministrator));
        var plain = await site.PersonAsync(UserClass.Core, Role.Bidder);
        var number = Number();
        Assert.Empty(await site.Administration.StatePersonAsync(security.Name, number, "test", default));

        Assert.Equal("DUTIES_NOT_SEPARATE", Assert.Single(await site.Administration.StatePersonAsync(audit.Name, number, "test", default)).Code);
        Assert.Null((await FindAsync(audit.Name)).PersonNumber);
        Assert.Equal("DUTIES_NOT_SEPARATE", Assert.Single(await site.Administration.StatePersonAsync(plain.Name, number, "test", default)).Code);
    }

    [Fact]
    public async Task A_refused_account_is_not_there()
    {
        var (audit, number) = (await site.PersonAsync(UserClass.Core, Role.AuditAdministrator), Number());
        Assert.Empty(await site.Administration.StatePersonAsync(audit.Name, number, "test", default));
        var name = $"refused-{number.ToLowerInvariant()}";

        // Written in small letters it is the same human.
        var refused = await site.Administration.AddAsync(
            new NewAccount(name, UserClass.Core, [Role.SecurityAdministrator], "Li Si", "+8613900000033", IdentitySite.Password) { PersonNumber = number.ToLowerInvariant() }, "test", default);

        Assert.Equal("DUTIES_NOT_SEPARATE", Assert.Single(refused).Code);
        Assert.DoesNotContain(await site.Administration.ListAsync(default), one => one.Account.Name == name);
    }

    [Fact]
    public async Task Two_that_are_stated_at_once_know_each_other()
    {
        var (first, second, number) = (await site.PersonAsync(), await site.PersonAsync(), Number());

        await Task.WhenAll(
            site.Administration.StatePersonAsync(first.Name, number, "test", default), site.Administration.StatePersonAsync(second.Name, number.ToLowerInvariant(), "test", default));

        Assert.Equal([second.Name], (await FindAsync(first.Name)).OtherAccounts);
        Assert.Equal([first.Name], (await FindAsync(second.Name)).OtherAccounts);
    }

    [Fact]
    public async Task Roles_that_the_persons_other_account_forbids_are_refused()
    {
        var (security, staff) = (await site.PersonAsync(UserClass.Core, Role.SecurityAdministrator), await site.PersonAsync(UserClass.Core, Role.SecurityAdministrator));
        var number = Number();
        Assert.Empty(await site.Administration.StatePersonAsync(security.Name, number, "test", default));
        Assert.Empty(await site.Administration.StatePersonAsync(staff.Name, number, "test", default));

        Assert.Equal("DUTIES_NOT_SEPARATE", Assert.Single(await site.Administration.SetRolesAsync(staff.Name, [Role.AuditAdministrator], [], "test", default)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4 7")]
    [InlineData("a-number-that-is-longer-than-any-staff-list-has")]
    public async Task What_is_no_number_is_refused(string number)
    {
        var person = await site.PersonAsync();

        Assert.Equal("PERSON_NUMBER", Assert.Single(await site.Administration.StatePersonAsync(person.Name, number, "test", default)).Code);
    }

    [Fact]
    public async Task A_head_says_of_what_and_nobody_else_leads()
    {
        var person = await site.PersonAsync(UserClass.Staff, Role.Staff);

        Assert.Equal("HEAD_WITHOUT_DEPARTMENT", Assert.Single(await site.Administration.SetRolesAsync(person.Name, [Role.Head], [], "test", default)).Code);
        Assert.Equal("LEADS_WITHOUT_HEAD", Assert.Single(await site.Administration.SetRolesAsync(person.Name, [Role.Staff], [Department.Sales], "test", default)).Code);
        Assert.Empty(await site.Administration.SetRolesAsync(person.Name, [Role.Head], [Department.Risk], "test", default));
        Assert.Equal(["risk-lead"], ProcessRoleTable.Of(await FindAsync(person.Name)));
    }

    [Fact]
    public async Task A_new_phone_number_leaves_person_and_departments_as_they_are()
    {
        var (person, number) = (await site.PersonAsync(), Number());
        Assert.Empty(await site.Administration.StatePersonAsync(person.Name, number, "test", default));
        Assert.Empty(await site.Administration.SetRolesAsync(person.Name, [Role.Head], [Department.Legal], "test", default));

        Assert.Empty(await site.Administration.ResetAsync(person.Name, "mountain copper violin", "+8613900000032", "test", default));

        var after = await FindAsync(person.Name);
        Assert.Equal((number, Department.Legal), (after.PersonNumber, Assert.Single(after.Leads)));
    }

    private static string Number() => $"S-{Interlocked.Increment(ref _numbers)}";

    private async Task<Account> FindAsync(string name) => (await site.Administration.ListAsync(default)).Single(one => one.Account.Name == name).Account;
}
