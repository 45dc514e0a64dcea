using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Tests.Rules;

/// <summary>Who may do what, gone over from the one table.</summary>
public sealed class PermissionTests
{
    public static TheoryData<Role> Roles() => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public void Bids_are_seen_only_by_who_shows_three_factors(Role role)
    {
        if (PermissionTable.Of([role]).Contains(Permission.ReadBids))
            Assert.True(Doors.NeedsCertificate(Doors.Of(DutySeparation.ClassFor(role))));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Who_manages_people_sees_no_documents_and_no_ledger(Role role)
    {
        var granted = PermissionTable.Of([role]);
        if (granted.Contains(Permission.ManagePeople))
            Assert.Empty(granted.Intersect([Permission.ReadDocuments, Permission.ReadBids, Permission.ReadLedger]));
    }

    [Fact]
    public void An_auditor_has_no_permission_to_change_anything() => Assert.Equal(
        [Permission.OwnAccount, Permission.ReadExchanges, Permission.ReadDocuments, Permission.ReadBids, Permission.ReadLedger],
        PermissionTable.Of([Role.Auditor]).Order());

    [Theory]
    [MemberData(nameof(Roles))]
    public void Every_role_can_be_had_alone_and_by_one_class(Role role)
    {
        Assert.Single(Enum.GetValues<UserClass>(), userClass => DutySeparation.Check(userClass, [role]).Count == 0);
    }

    [Fact]
    public void No_person_has_two_kinds_of_administration_and_none_bids()
    {
        Role[] administrators = [Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator];
        foreach (var first in administrators)
        {
            Assert.All(administrators.Append(Role.Bidder).Where(second => second != first), second => Assert.NotEmpty(DutySeparation.Check(UserClass.Core, [first, second])));
        }
    }

    [Fact]
    public void A_person_without_role_is_refused() => Assert.Equal("ROLE_MISSING", Assert.Single(DutySeparation.Check(UserClass.Staff, [])).Code);
}
