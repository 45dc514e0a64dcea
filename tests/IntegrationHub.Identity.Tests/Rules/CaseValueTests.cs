using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Tests.Rules;

/// <summary>Who reads what a case holds is the same by permission and by the roles of definitions.</summary>
public sealed class CaseValueTests
{
    public static TheoryData<Role> Roles() => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_reads_by_what_it_plays_what_it_reads_by_permission(Role role)
    {
        var plays = ProcessRoleTable.Of(new Account(Guid.NewGuid(), "a", DutySeparation.ClassFor(role), [role], "A", "+8613800000000", DateTimeOffset.UnixEpoch, null) { Leads = [Department.Risk] });

        foreach (var process in ProcessStartTable.Processes)
        {
            var needs = Assert.NotNull(CaseValueTable.NeedsFor(process));
            Assert.Equal((role, process, PermissionTable.Of([role]).Contains(needs)), (role, process, CaseValueTable.MayRead(plays, process)));
        }
    }

    [Fact]
    public void Of_a_process_that_the_table_does_not_name_nobody_reads_anything_by_role()
    {
        var all = ProcessRoleTable.Of(Enum.GetValues<Role>());

        Assert.Null(CaseValueTable.NeedsFor("maintenance"));
        Assert.False(CaseValueTable.MayRead(all, "maintenance"));
        Assert.False(CaseValueTable.MayRead([], "contract-signing"));
        Assert.True(CaseValueTable.MayRead(all, "contract-signing"));
    }
}
