using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Records;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Identity.Administration;

/// <summary>Roles that one security administrator asked for and that another one has to agree to.</summary>
/// <param name="From">Roles of the person when they were asked for.</param>
/// <param name="AskedBy">As the ledger calls who asked.</param>
public sealed record AskedRoles(IReadOnlyList<Role> From, IReadOnlyList<Role> Roles, IReadOnlyList<Department> Leads, string AskedBy, string? Why, DateTimeOffset AskedAt)
{
    /// <summary>What nobody agreed to in this time is over.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(7);
}

/// <summary>Roles: what gives somebody a role of core users needs two at a door.</summary>
public sealed partial class AccountAdministration
{
    private const string Waiting = "asked";
    private const string Over = "over";

    private readonly SealedRecords<RoleRequest> _requests = new(store, "RoleRequest");

    /// <summary>
    /// Gives roles in place of those before. Ends the sessions, so that nobody goes on with what was taken. At a door roles of core users that the person did not have are written down
    /// (<see cref="PersonFile.Asked"/>), and given when another security administrator agrees.
    /// </summary>
    public Task<IReadOnlyList<Rejection>> SetRolesAsync(string name, IReadOnlyList<Role> roles, IReadOnlyList<Department> leads, ActedBy by, CancellationToken cancellationToken) => ChangeAsync(
        name,
        async (context, row) =>
        {
            var account = store.Rows.Read(row);
            var refused = await WhyNotAsync(context, account, roles, leads, cancellationToken).ConfigureAwait(false);
            if (refused.Count > 0)
                return refused;

            if (by.IsAtDoor && DutySeparation.NeedTwo(account.Roles, roles))
                await AskAsync(context, account, roles, leads, by, cancellationToken).ConfigureAwait(false);
            else
                await GiveAsync(context, row, account, roles, leads, by, askedBy: null, cancellationToken).ConfigureAwait(false);

            return [];
        },
        by,
        endsSessions: null,
        cancellationToken);

    /// <summary>Agrees to roles that another administrator asked for; they are given.</summary>
    /// <param name="name">The person.</param>
    /// <param name="read">The roles as who agrees has read them.</param>
    /// <param name="by">Another security administrator than who asked, and not the person.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Rejection>> AgreeRolesAsync(string name, IReadOnlyCollection<Role> read, ActedBy by, CancellationToken cancellationToken) => ChangeAsync(
        name,
        async (context, row) =>
        {
            if (await AskedAsync(context, row.Name, cancellationToken).ConfigureAwait(false) is not { } asked)
                return [NothingAsked(row.Name)];

            if (by.Is(asked.AskedBy))
                return [FourEyes("the same administrator asked for these roles", "Have another security administrator agree.")];

            var account = store.Rows.Read(row);
            if (!asked.Roles.ToHashSet().SetEquals(read) || !asked.From.ToHashSet().SetEquals(account.Roles) || !await IsStillAdministratorAsync(context, asked.AskedBy, cancellationToken).ConfigureAwait(false))
                return [new Rejection("PEOPLE_CHANGED", null, $"this is not what was asked for {row.Name}, or who asked may not any more", "name", "Look at the person again, then decide.")];

            // What separates duties is looked at again: other accounts of the person may have changed since.
            var refused = await WhyNotAsync(context, account, asked.Roles, asked.Leads, cancellationToken).ConfigureAwait(false);
            if (refused.Count == 0)
                await GiveAsync(context, row, account, asked.Roles, asked.Leads, by with { Why = asked.Why }, asked.AskedBy, cancellationToken).ConfigureAwait(false);

            return refused;
        },
        by with { NeedsWhy = false },
        endsSessions: null,
        cancellationToken);

    /// <summary>Takes back what was asked for, or declines it; one administrator is enough for that.</summary>
    public Task<IReadOnlyList<Rejection>> WithdrawRolesAsync(string name, ActedBy by, CancellationToken cancellationToken) => ChangeAsync(
        name,
        async (context, row) =>
        {
            if (await AskedAsync(context, row.Name, cancellationToken).ConfigureAwait(false) is not { } asked)
                return [NothingAsked(row.Name)];

            await EndRequestAsync(context, row.Name, by, cancellationToken).ConfigureAwait(false);
            store.Record(context, "user.roles-withdrawn", by.Actor, exchange: null, ("user", row.Name), ("roles", AccountRows.TextOf(asked.Roles)), ("askedBy", asked.AskedBy), ("reason", by.Why));
            return [];
        },
        by,
        endsSessions: null,
        cancellationToken);

    private static Rejection NothingAsked(string name) => new("ROLE_REQUEST_UNKNOWN", null, $"no roles of {name} wait for an agreement", "name", "Look at the person; what nobody agreed to in a week is over.");

    private async Task<IReadOnlyList<Rejection>> WhyNotAsync(HubContext context, Account account, IReadOnlyList<Role> roles, IReadOnlyList<Department> leads, CancellationToken cancellationToken)
    {
        List<Rejection> refused = [.. DutySeparation.Check(account.Class, roles), .. AccountRules.CheckLeads(roles, leads)];
        return refused.Count > 0 ? refused : await new PersonNumbers(store).CheckAsync(context, account with { Roles = roles }, cancellationToken).ConfigureAwait(false);
    }

    private async Task AskAsync(HubContext context, Account account, IReadOnlyList<Role> roles, IReadOnlyList<Department> leads, ActedBy by, CancellationToken cancellationToken)
    {
        var request = new RoleRequest(AccountRows.TextOf(account.Roles), AccountRows.TextOf(roles), leads, by.Actor, by.Why, store.Now);
        if (await _requests.FindAsync(context, account.Name, cancellationToken).ConfigureAwait(false) is { } former)
            await _requests.ChangeAsync(context, former, Waiting, request, by.Actor, cancellationToken).ConfigureAwait(false);
        else
            _requests.Add(context, account.Name, Waiting, request, by.Actor);

        store.Record(context, "user.roles-asked", by.Actor, exchange: null, ("user", account.Name), ("from", request.From), ("to", request.Roles), ("leads", LeadsOf(leads)), ("reason", by.Why));
    }

    private async Task GiveAsync(
        HubContext context, AccountRow row, Account account, IReadOnlyList<Role> roles, IReadOnlyList<Department> leads, ActedBy by, string? askedBy, CancellationToken cancellationToken)
    {
        store.Record(
            context, "user.roles", by.Actor, exchange: null,
            ("user", row.Name), ("from", row.Roles), ("to", AccountRows.TextOf(roles)), ("leads", LeadsOf(leads)), ("askedBy", askedBy), ("reason", by.Why));
        row.Roles = AccountRows.TextOf(roles);
        row.Person = store.Rows.SealPerson(store.Retailer, account with { Leads = leads });
        await EndRequestAsync(context, row.Name, by, cancellationToken).ConfigureAwait(false);
        await SessionService.EndAsync(store, context, x => x.AccountId == row.Id, by.Actor, "roles changed", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was asked for on other roles than the person has now is nothing to agree to.</summary>
    private async Task EndRequestAsync(HubContext context, string name, ActedBy by, CancellationToken cancellationToken)
    {
        if (await _requests.FindAsync(context, name, cancellationToken).ConfigureAwait(false) is { State: Waiting } former)
            await _requests.ChangeAsync(context, former, Over, former.Value, by.Actor, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AskedRoles?> AskedAsync(HubContext context, string name, CancellationToken cancellationToken) =>
        await _requests.FindAsync(context, name, cancellationToken).ConfigureAwait(false) is { } request ? AskedOf(request) : null;

    private AskedRoles? AskedOf(SealedRecord<RoleRequest> record) => record is { State: Waiting, Value: var request } && store.Now - request.AskedAt <= AskedRoles.Validity
        ? new AskedRoles(AccountRows.RolesOf(request.From), AccountRows.RolesOf(request.Roles), request.Leads, request.AskedBy, request.Why, request.AskedAt)
        : null;

    private async Task<bool> IsStillAdministratorAsync(HubContext context, string actor, CancellationToken cancellationToken) =>
        await FindAsync(context, actor["user:".Length..], cancellationToken).ConfigureAwait(false) is { DisabledAt: null } row && AccountRows.RolesOf(row.Roles).Contains(Role.SecurityAdministrator);

    /// <summary>As it is stored: roles by their names.</summary>
    private sealed record RoleRequest(string From, string Roles, IReadOnlyList<Department> Leads, string AskedBy, string? Why, DateTimeOffset AskedAt);
}
