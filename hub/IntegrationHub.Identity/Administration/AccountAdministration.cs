using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Administration;

/// <summary>A person to be.</summary>
public sealed record NewAccount(string Name, UserClass Class, IReadOnlyList<Role> Roles, string DisplayName, string Phone, string Password)
{
    /// <summary>Departments that a head leads.</summary>
    public IReadOnlyList<Department> Leads { get; init; } = [];

    /// <summary>Which human it is; <c>null</c> where that is stated later.</summary>
    public string? PersonNumber { get; init; }

    /// <summary>True where another administrator has to switch the account on.</summary>
    public bool Waits { get; init; }
}

/// <summary>A person in lists.</summary>
/// <param name="Certificates">How many are bound.</param>
public sealed record ListedAccount(Account Account, int Certificates);

/// <summary>Adds and changes persons. Everything is an event in the transaction that does it, and what weakens a session ends it. Thread-safe.</summary>
/// <param name="store">Transactions.</param>
/// <param name="hashing">Hashes passwords.</param>
/// <param name="certificates">Judges certificates that are to be bound.</param>
/// <param name="breached">Passwords known from breaches; <c>null</c> where no list is configured.</param>
public sealed class AccountAdministration(IdentityStore store, PasswordHashing hashing, CertificateJudge certificates, BreachedPasswords? breached = null)
{
    private static readonly Task<IReadOnlyList<Rejection>> Done = Task.FromResult<IReadOnlyList<Rejection>>([]);

    /// <summary>Adds a person; the reasons when it cannot be.</summary>
    public async Task<IReadOnlyList<Rejection>> AddAsync(NewAccount order, string actor, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normal(order.Name);
        List<Rejection> refused =
        [
            .. AccountRules.Check(name, order.DisplayName, order.Phone), .. DutySeparation.Check(order.Class, order.Roles),
            .. AccountRules.CheckLeads(order.Roles, order.Leads), .. order.PersonNumber is { } stated ? AccountRules.CheckPersonNumber(stated) : [],
        ];
        if (Weakness(order.Password, name, order.DisplayName) is { } weak)
            refused.Add(weak);

        if (refused.Count > 0)
            return refused;

        var hash = hashing.Hash(order.Password);
        return await store.ChangeAsync<IReadOnlyList<Rejection>>(
            async context =>
            {
                if (await FindAsync(context, name, cancellationToken).ConfigureAwait(false) is not null)
                    return [new Rejection("ACCOUNT_EXISTS", null, $"there is an account {name} already", "name", "Take another name; names of former accounts stay taken.")];

                var persons = new PersonNumbers(store);
                if (order.PersonNumber is { } number && await persons.CheckNewAsync(context, number, order.Roles, cancellationToken).ConfigureAwait(false) is { Count: > 0 } separate)
                    return separate;

                var (id, now) = (store.NewId(), store.Now);
                var account = new Account(id, name, order.Class, order.Roles, order.DisplayName, order.Phone, now, DisabledAt: null) { Leads = order.Leads, SetBy = order.Waits ? actor : null };
                context.Accounts.Add(new AccountRow
                {
                    DisabledAt = order.Waits ? now : null,
                    RetailerId = store.Retailer.Value,
                    Id = id,
                    Name = name,
                    Class = (short)order.Class,
                    Roles = AccountRows.TextOf(order.Roles),
                    Person = store.Rows.SealPerson(store.Retailer, account),
                    PasswordHash = hash,
                    PasswordAt = now,
                    CreatedAt = now,
                    Version = 1,
                });
                store.Record(context, "user.added", actor, exchange: null, ("user", name), ("class", order.Class.ToString()), ("roles", AccountRows.TextOf(order.Roles)), ("leads", LeadsOf(order.Leads)));
                if (order.PersonNumber is null)
                    return [];

                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return await persons.StateAsync(context, name, order.PersonNumber, actor, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Everybody, by name.</summary>
    public Task<IReadOnlyList<ListedAccount>> ListAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var rows = await context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value).OrderBy(x => x.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
            var bound = await context.AccountCertificates.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value)
                .GroupBy(x => x.AccountId).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<ListedAccount>)rows.ConvertAll(row => new ListedAccount(store.Rows.Read(row), bound.GetValueOrDefault(row.Id)));
        },
        cancellationToken);

    /// <summary>True when the certificate counts now and is bound to this person, who may sign in. Names alone bind nobody.</summary>
    public async Task<bool> HoldsAsync(string name, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        if (certificates.Judge(certificate, out _) is not { } factor)
            return false;

        var normal = AccountRules.Normal(name);
        return await store.ReadAsync(
            context => context.AccountCertificates.AsNoTracking()
                .Where(x => x.RetailerId == store.Retailer.Value && x.IssuerKey == factor.IssuerKey && x.SubjectKey == factor.SubjectKey)
                .Join(
                    context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value && x.Name == normal && x.DisabledAt == null),
                    static bound => bound.AccountId, static account => account.Id, static (bound, account) => account.Id)
                .AnyAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Switches a person off, which ends its sessions, or on again. Whoever gave an account its password and phone at a door does not switch it on.</summary>
    /// <param name="name">The person.</param>
    /// <param name="enabled">On or off.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isActor">Whether a name is another account of who does it; by default the same name is.</param>
    public Task<IReadOnlyList<Rejection>> SwitchAsync(string name, bool enabled, string actor, CancellationToken cancellationToken, Func<string, bool>? isActor = null) => ChangeAsync(
        name,
        (context, row) =>
        {
            if (enabled && store.Rows.Read(row) is { SetBy: { } by } account)
            {
                if (by == actor || isActor?.Invoke(by) == true)
                    return Task.FromResult<IReadOnlyList<Rejection>>([new Rejection("PEOPLE_FOUR_EYES", null, $"{row.Name} was added or reset by the same administrator", "name", "Have another security administrator look at the account and switch it on.")]);

                row.Person = store.Rows.SealPerson(store.Retailer, account with { SetBy = null });
            }

            row.DisabledAt = enabled ? null : row.DisabledAt ?? store.Now;
            store.Record(context, enabled ? "user.enabled" : "user.disabled", actor, exchange: null, ("user", row.Name));
            return Done;
        },
        actor,
        enabled ? null : "switched off",
        cancellationToken);

    /// <summary>Gives a new password, and a new phone number where one is given: the rescue of who lost either. Ends the sessions.</summary>
    /// <param name="name">The person.</param>
    /// <param name="password">The new password.</param>
    /// <param name="phone">The new number; <c>null</c> keeps the old one.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="waits">True where another administrator has to switch the account on afterwards.</param>
    public async Task<IReadOnlyList<Rejection>> ResetAsync(string name, string password, string? phone, string actor, CancellationToken cancellationToken, bool waits = false)
    {
        // Hashing takes its time: not while a row is locked.
        var hash = hashing.Hash(password);
        return await ChangeAsync(
            name,
            (context, row) =>
            {
                var account = store.Rows.Read(row);
                List<Rejection> refused = [.. AccountRules.Check(row.Name, account.DisplayName, phone ?? account.Phone)];
                if (Weakness(password, row.Name, account.DisplayName) is { } weak)
                    refused.Add(weak);

                if (refused.Count > 0)
                    return Task.FromResult<IReadOnlyList<Rejection>>(refused);

                (row.PasswordHash, row.PasswordAt) = (hash, store.Now);
                row.Person = store.Rows.SealPerson(store.Retailer, account with { Phone = phone ?? account.Phone, SetBy = waits ? actor : account.SetBy });
                row.DisabledAt = waits ? row.DisabledAt ?? store.Now : row.DisabledAt;
                store.Record(context, "user.reset", actor, exchange: null, ("user", row.Name), ("phone", phone is null ? "kept" : "changed"));
                return Done;
            },
            actor,
            "reset",
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A person's own new password, after it was confirmed that it is the person. Ends the other sessions.</summary>
    public async Task<IReadOnlyList<Rejection>> ChangeOwnPasswordAsync(SignedIn who, string password, CancellationToken cancellationToken)
    {
        if (Weakness(password, who.Account.Name, who.Account.DisplayName) is { } weak)
            return [weak];

        var hash = hashing.Hash(password);
        return await ChangeAsync(
            who.Account.Name,
            async (context, row) =>
            {
                (row.PasswordHash, row.PasswordAt) = (hash, store.Now);
                store.Record(context, "user.password-changed", who.Account.Actor, exchange: null, ("user", row.Name));
                await SessionService.EndAsync(store, context, x => x.AccountId == row.Id && x.Id != who.Session, who.Account.Actor, "password changed", cancellationToken).ConfigureAwait(false);
                return [];
            },
            who.Account.Actor,
            endsSessions: null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives roles in place of those before. Ends the sessions, so that nobody goes on with what was taken.</summary>
    public Task<IReadOnlyList<Rejection>> SetRolesAsync(string name, IReadOnlyList<Role> roles, IReadOnlyList<Department> leads, string actor, CancellationToken cancellationToken) => ChangeAsync(
        name,
        async (context, row) =>
        {
            var account = store.Rows.Read(row);
            List<Rejection> refused = [.. DutySeparation.Check((UserClass)row.Class, roles), .. AccountRules.CheckLeads(roles, leads)];
            if (refused.Count == 0)
                refused.AddRange(await new PersonNumbers(store).CheckAsync(context, account with { Roles = roles }, cancellationToken).ConfigureAwait(false));

            if (refused.Count > 0)
                return refused;

            store.Record(context, "user.roles", actor, exchange: null, ("user", row.Name), ("from", row.Roles), ("to", AccountRows.TextOf(roles)), ("leads", LeadsOf(leads)));
            row.Roles = AccountRows.TextOf(roles);
            row.Person = store.Rows.SealPerson(store.Retailer, account with { Leads = leads });
            return [];
        },
        actor,
        "roles changed",
        cancellationToken);

    /// <summary>Says which human an account is. Accounts of one human never check each other; refused where together they would have duties that are separate.</summary>
    public Task<IReadOnlyList<Rejection>> StatePersonAsync(string name, string number, string actor, CancellationToken cancellationToken)
    {
        var refused = AccountRules.CheckPersonNumber(number);
        return refused.Count > 0
            ? Task.FromResult(refused)
            : store.ChangeAsync(context => new PersonNumbers(store).StateAsync(context, AccountRules.Normal(name), number, actor, cancellationToken), cancellationToken);
    }

    /// <summary>Binds a certificate to a person, in place of those before. It must count at the core door now. Ends the sessions.</summary>
    public async Task<IReadOnlyList<Rejection>> BindCertificateAsync(string name, X509Certificate2 certificate, string actor, CancellationToken cancellationToken)
    {
        if (certificates.Judge(certificate, out var reason) is not { } factor)
            return [new Rejection("CERTIFICATE_REFUSED", null, $"{certificate.Subject}: {reason}", "certificate", "Use one of an authority in pki.trust that is valid now.")];

        return await ChangeAsync(
            name,
            async (context, row) =>
            {
                var refused = await WhyNotAsync(context, row, factor, cancellationToken).ConfigureAwait(false);
                if (refused.Count > 0)
                    return refused;

                await context.AccountCertificates.Where(x => x.RetailerId == store.Retailer.Value && x.AccountId == row.Id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                context.AccountCertificates.Add(new AccountCertificateRow
                {
                    RetailerId = store.Retailer.Value, IssuerKey = factor.IssuerKey, SubjectKey = factor.SubjectKey, AccountId = row.Id, BoundAt = store.Now,
                });
                store.Record(
                    context, "user.certificate-bound", actor, exchange: null,
                    ("user", row.Name), ("subject", factor.Subject), ("issuerKey", factor.IssuerKey), ("subjectKey", factor.SubjectKey));
                return [];
            },
            actor,
            "certificate changed",
            cancellationToken).ConfigureAwait(false);
    }

    private static string? LeadsOf(IReadOnlyList<Department> leads) => leads.Count == 0 ? null : string.Join(',', leads.Distinct().Order());

    private Rejection? Weakness(string password, string name, string displayName) =>
        PasswordRules.Check(password, name, displayName)
        ?? (breached?.Holds(password) == true
            ? new Rejection("PASSWORD_BREACHED", null, "the password is on the list of breached ones", "password", "Take several words that do not belong together.")
            : null);

    private async Task<IReadOnlyList<Rejection>> WhyNotAsync(HubContext context, AccountRow row, CertificateFactor factor, CancellationToken cancellationToken)
    {
        if ((UserClass)row.Class == UserClass.Staff)
            return [new Rejection("CERTIFICATE_NOT_NEEDED", null, $"{row.Name} is of class Staff and shows no certificate", "name", "Bind certificates to core users and auditors.")];

        var taken = await context.AccountCertificates.AsNoTracking().SingleOrDefaultAsync(
            x => x.RetailerId == store.Retailer.Value && x.IssuerKey == factor.IssuerKey && x.SubjectKey == factor.SubjectKey, cancellationToken).ConfigureAwait(false);
        return taken is not null && taken.AccountId != row.Id
            ? [new Rejection("CERTIFICATE_TAKEN", null, "this key is bound to somebody else", "certificate", "Issue a certificate with a key of its own: one certificate is one person.")]
            : [];
    }

    private Task<AccountRow?> FindAsync(HubContext context, string name, CancellationToken cancellationToken) =>
        context.Accounts.SingleOrDefaultAsync(x => x.RetailerId == store.Retailer.Value && x.Name == name, cancellationToken);

    /// <param name="name">Whose account.</param>
    /// <param name="change">Changes the row, or refuses to.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="endsSessions">Why the person's sessions end with it; <c>null</c> when they do not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private Task<IReadOnlyList<Rejection>> ChangeAsync(
        string name, Func<HubContext, AccountRow, Task<IReadOnlyList<Rejection>>> change, string actor, string? endsSessions, CancellationToken cancellationToken) =>
        store.ChangeAsync(
            async context =>
            {
                if (await FindAsync(context, AccountRules.Normal(name), cancellationToken).ConfigureAwait(false) is not { } row)
                    return [new Rejection("ACCOUNT_UNKNOWN", null, "there is no account of that name", "name", "`ihub user list` shows all.")];

                var refused = await change(context, row).ConfigureAwait(false);
                if (refused.Count > 0)
                    return refused;

                row.Version++;
                if (endsSessions is not null)
                    await SessionService.EndAsync(store, context, x => x.AccountId == row.Id, actor, endsSessions, cancellationToken).ConfigureAwait(false);

                return refused;
            },
            cancellationToken);
}
