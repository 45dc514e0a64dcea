using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Tests.Rules;

/// <summary>Who may do what, gone over from the one table.</summary>
public sealed class PermissionTests
{
    public static TheoryData<Role> Roles() => [.. Enum.GetValues<Role>()];

    [Theory]
    [InlineData(Role.Sales, "contract-signing", true)]
    [InlineData(Role.Sales, "settlement-submission", false)]
    [InlineData(Role.Settlement, "settlement-submission", true)]
    [InlineData(Role.Bidder, "bid-submission", true)]
    [InlineData(Role.Bidder, "customer-onboarding", false)]
    [InlineData(Role.Auditor, "bid-submission", false)]
    [InlineData(Role.Sales, "a-definition-of-ones-own", true)]
    public void A_shipped_process_is_begun_by_the_department_that_it_belongs_to(Role role, string process, bool may) =>
        Assert.Equal(may, ProcessStartTable.MayStart(ProcessRoleTable.Of([role]), process));

    [Theory]
    [MemberData(nameof(Roles))]
    public void Bids_are_seen_only_by_who_shows_three_factors(Role role)
    {
        if (PermissionTable.Of([role]).Overlaps([Permission.ReadBids, Permission.KeepBids, Permission.ReadIndicators]))
            Assert.True(Doors.NeedsCertificate(Doors.Of(DutySeparation.ClassFor(role))));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void Indicators_and_the_writing_of_bids_belong_to_core_users_alone(Role role)
    {
        if (PermissionTable.Of([role]).Overlaps([Permission.KeepBids, Permission.ReadIndicators]))
            Assert.Equal(UserClass.Core, DutySeparation.ClassFor(role));
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
        [
            Permission.OwnAccount, Permission.ReadExchanges, Permission.ReadDocuments, Permission.ReadBids, Permission.ReadLedger, Permission.ReadOperations, Permission.ReadProcesses,
            Permission.ReadCustomers, Permission.ReadContracts, Permission.ReadSettlements, Permission.ReadRequests,
        ],
        PermissionTable.Of([Role.Auditor]).Order());

    [Theory]
    [InlineData("trader")]
    [InlineData("trading-lead")]
    [InlineData("signatory")]
    [InlineData("board")]
    public void What_decides_bids_and_signs_is_played_by_core_users_alone(string played) => Assert.All(
        Enum.GetValues<Role>().Where(role => ProcessRoleTable.Of([role]).Contains(played)), static role => Assert.Equal(UserClass.Core, DutySeparation.ClassFor(role)));

    [Theory]
    [MemberData(nameof(Roles))]
    public void Who_has_tasks_plays_a_role_and_who_plays_one_sees_processes(Role role)
    {
        var (granted, played) = (PermissionTable.Of([role]), ProcessRoleTable.Of(Somebody(role)));

        Assert.Equal(granted.Contains(Permission.ReadProcesses), played.Count > 0);
        if (granted.Contains(Permission.DoTasks))
            Assert.NotEmpty(played);
    }

    [Fact]
    public void Every_role_that_a_shipped_definition_names_is_played_by_somebody()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        var named = Directory.EnumerateFiles(Path.Combine(folder, "workflows", "definitions"), "*.bpmn")
            .SelectMany(static file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), "(?:roles|escalate)=\"(?<roles>[^\"]+)\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
            .SelectMany(static match => match.Groups["roles"].Value.Split(',')).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(named.Count > 10);
        Assert.All(named, role => Assert.Contains(role, Enum.GetValues<Role>().SelectMany(one => ProcessRoleTable.Of(Somebody(one)))));
    }

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
    public void A_head_plays_the_lead_of_the_departments_that_are_named_and_of_no_other() =>
        Assert.Equal(["legal-lead", "finance-lead"], ProcessRoleTable.Of(Somebody(Role.Head) with { Leads = [Department.Legal, Department.Finance] }));

    [Fact]
    public void Who_is_no_head_leads_nothing() => Assert.Equal(["sales"], ProcessRoleTable.Of(Somebody(Role.Sales) with { Leads = [Department.Sales] }));

    [Fact]
    public void Every_department_has_a_lead_of_its_own() => Assert.Equal(Enum.GetValues<Department>().Length, Enum.GetValues<Department>().Select(ProcessRoleTable.LeadOf).Distinct().Count());

    /// <summary>With one role; a head of all departments.</summary>
    private static Account Somebody(Role role) =>
        new(Guid.NewGuid(), "a", DutySeparation.ClassFor(role), [role], "A", "+8613800000000", DateTimeOffset.UnixEpoch, null) { Leads = role == Role.Head ? Enum.GetValues<Department>() : [] };

    [Theory]
    [InlineData("ReserveBid_MarketDocument", false)]
    [InlineData("AllocationResult_MarketDocument", false)]
    [InlineData(null, false)]
    [InlineData("Publication_MarketDocument", true)]
    public void Staff_reads_and_operates_what_holds_no_bid_and_nothing_that_could_not_be_recognised(string? rootElement, bool may)
    {
        Assert.Equal(may, DocumentRules.MayRead(PermissionTable.Of([Role.Staff]), rootElement));
        Assert.Equal(may, DocumentRules.MayOperate(PermissionTable.Of([Role.Staff]), rootElement));
        Assert.True(DocumentRules.MayOperate(PermissionTable.Of([Role.Bidder]), rootElement));
        Assert.False(DocumentRules.MayOperate(PermissionTable.Of([Role.Auditor]), rootElement));
    }

    [Fact]
    public void A_name_without_account_counts_as_the_roles_whose_whole_part_it_plays()
    {
        Assert.Equal([Role.Staff, Role.Sales], ProcessRoleTable.WhoPlay(["sales", "operations", "back-office"]).Order());
        Assert.Empty(ProcessRoleTable.WhoPlay(["operations", "sales-lead"]));
    }

    [Fact]
    public void A_person_without_role_is_refused() => Assert.Equal("ROLE_MISSING", Assert.Single(DutySeparation.Check(UserClass.Staff, [])).Code);
}
