using IntegrationHub.Exchange;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Codes;
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
}

/// <summary>Adds and changes persons. Everything is an event in the transaction that does it, and what weakens a session ends it. Thread-safe.</summary>
/// <param name="store">Transactions.</param>
/// <param name="hashing">Hashes passwords.</param>
/// <param name="certificates">Judges certificates that are to be bound.</param>
/// <param name="sms">Tells the former number that it is no longer the one for codes.</param>
/// <param name="breached">Passwords known from breaches; <c>null</c> where no list is configured.</param>
public sealed partial class AccountAdministration(IdentityStore store, PasswordHashing hashing, CertificateJudge certificates, ISmsSender sms, BreachedPasswords? breached = null)
{
    private static readonly Task<IReadOnlyList<Rejection>> Done = Task.FromResult<IReadOnlyList<Rejection>>([]);

    /// <summary>Why a person cannot be added as far as the order says it; a name that is taken is seen when it is added.</summary>
    private IReadOnlyList<Rejection> Check(NewAccount order, ActedBy by)
    {
        var name = AccountRules.Normal(order.Name);
        return
        [
            .. AccountRules.Check(name, order.DisplayName, order.Phone), .. DutySeparation.Check(order.Class, order.Roles), .. AccountRules.CheckLeads(order.Roles, order.Leads),
            // At the shell it can be stated later; at a door nobody would know whether two who check each other are one.
            .. order.PersonNumber is { } stated ? AccountRules.CheckPersonNumber(stated) : by.IsAtDoor ? AccountRules.CheckPersonNumber("") : [],
            .. Weakness(order.Password, name, order.DisplayName) is { } weak ? [weak] : Array.Empty<Rejection>(), .. by.WhyUnsaid,
        ];
    }

    /// <summary>Adds a person; the reasons when it cannot be. Whom an administrator adds at a door another one switches on.</summary>
    public async Task<IReadOnlyList<Rejection>> AddAsync(NewAccount order, ActedBy by, CancellationToken cancellationToken)
    {
        var (name, refused) = (AccountRules.Normal(order.Name), Check(order, by));
        if (refused.Count > 0)
            return refused;

        var hash = hashing.Hash(order.Password);
        return await InOneAsync(
            by,
            async context =>
            {
                if (await FindAsync(context, name, cancellationToken).ConfigureAwait(false) is not null)
                    return [new Rejection("ACCOUNT_EXISTS", null, $"there is an account {name} already", "name", "Take another name; names of former accounts stay taken.")];

                var persons = new PersonNumbers(store);
                if (order.PersonNumber is { } number && await persons.CheckNewAsync(context, number, order.Roles, cancellationToken).ConfigureAwait(false) is { Count: > 0 } separate)
                    return separate;

                var (id, now) = (store.NewId(), store.Now);
                var account = new Account(id, name, order.Class, order.Roles, order.DisplayName, order.Phone, now, DisabledAt: null) { Leads = order.Leads, SetBy = by.ActorAtDoor, PasswordBy = by.ActorAtDoor };
                context.Accounts.Add(new AccountRow
                {
                    DisabledAt = by.IsAtDoor ? now : null,
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
                store.Record(
                    context, "user.added", by.Actor, exchange: null,
                    ("user", name), ("class", order.Class.ToString()), ("roles", AccountRows.TextOf(order.Roles)), ("leads", LeadsOf(order.Leads)), ("reason", by.Why));
                if (order.PersonNumber is null)
                    return [];

                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return await persons.StateAsync(context, name, order.PersonNumber, by.Actor, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Switches a person off, which ends its sessions, or on again. Whoever gave an account a way in at a door does not switch it on.</summary>
    public Task<IReadOnlyList<Rejection>> SwitchAsync(string name, bool enabled, ActedBy by, CancellationToken cancellationToken) => ChangeAsync(
        name,
        (context, row) =>
        {
            if (enabled && store.Rows.Read(row) is { } account)
            {
                if (by.Is(account.SetBy))
                    return Task.FromResult<IReadOnlyList<Rejection>>([FourEyes($"{row.Name} was given a way in by the same administrator", "Have another security administrator look at the account and switch it on.")]);

                // Another one has looked at all that was given; what this one gave before nobody has. The password is known to who made it whoever looks.
                if (account.SetBy is not null)
                    row.Person = store.Rows.SealPerson(store.Retailer, account with { SetBy = null, PhoneBy = Own(account.PhoneBy), CertificateBy = Own(account.CertificateBy) });
            }

            row.DisabledAt = enabled ? null : row.DisabledAt ?? store.Now;
            store.Record(context, enabled ? "user.enabled" : "user.disabled", by.Actor, exchange: null, ("user", row.Name), ("reason", by.Why));
            return Done;

            string? Own(string? giver) => by.Is(giver) ? giver : null;
        },
        by,
        enabled ? null : "switched off",
        cancellationToken);

    /// <summary>
    /// Gives a new password, and a new phone number where one is given: the rescue of who lost either. Ends the sessions. At a door the account is off until another administrator switches it
    /// on: whoever knows the password and has the phone could be that person.
    /// </summary>
    /// <param name="name">The person.</param>
    /// <param name="password">The new password.</param>
    /// <param name="phone">The new number; <c>null</c> keeps the old one.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Rejection>> ResetAsync(string name, string password, string? phone, ActedBy by, CancellationToken cancellationToken)
    {
        // Hashing takes its time: not while a row is locked.
        var hash = hashing.Hash(password);
        string? former = null;
        var refused = await ChangeAsync(
            name,
            (context, row) =>
            {
                var account = store.Rows.Read(row);
                List<Rejection> refused = [.. AccountRules.Check(row.Name, account.DisplayName, phone ?? account.Phone)];
                if (Weakness(password, row.Name, account.DisplayName) is { } weak)
                    refused.Add(weak);

                if (Begun(account, by) is { } begun)
                    refused.Add(begun);

                if (refused.Count > 0)
                    return Task.FromResult<IReadOnlyList<Rejection>>(refused);

                former = account.Phone;
                (row.PasswordHash, row.PasswordAt) = (hash, store.Now);
                row.Person = store.Rows.SealPerson(store.Retailer, account with
                {
                    Phone = phone ?? account.Phone, PhoneBy = phone is null ? account.PhoneBy : by.ActorAtDoor, PasswordBy = by.ActorAtDoor, SetBy = by.ActorAtDoor ?? account.SetBy,
                });
                row.DisabledAt = by.IsAtDoor ? row.DisabledAt ?? store.Now : row.DisabledAt;
                store.Record(context, "user.reset", by.Actor, exchange: null, ("user", row.Name), ("phone", phone is null ? "kept" : "changed"), ("reason", by.Why));
                return Done;
            },
            by,
            "reset",
            cancellationToken).ConfigureAwait(false);
        if (refused.Count == 0 && phone is not null && !by.IsTrial)
            await TellFormerAsync(name, former, phone).ConfigureAwait(false);

        return refused;
    }

    /// <summary>Gives a new number for codes. Ends the sessions, and says so to the number before. One administrator at a door does not give an open account both its phone and its certificate.</summary>
    public async Task<IReadOnlyList<Rejection>> SetPhoneAsync(string name, string phone, ActedBy by, CancellationToken cancellationToken)
    {
        string? former = null;
        var refused = await ChangeAsync(
            name,
            (context, row) =>
            {
                var account = store.Rows.Read(row);
                if (AccountRules.CheckPhone(phone) is { Count: > 0 } wrong)
                    return Task.FromResult(wrong);

                if ((Begun(account, by) ?? Second(account, by, account.CertificateBy, "bound the certificate", "change the phone")) is { } held)
                    return Task.FromResult<IReadOnlyList<Rejection>>([held]);

                former = account.Phone;
                row.Person = store.Rows.SealPerson(store.Retailer, account with { Phone = phone, PhoneBy = by.ActorAtDoor, SetBy = WaitsFor(account, by) });
                store.Record(context, "user.phone-changed", by.Actor, exchange: null, ("user", row.Name), ("reason", by.Why));
                return Done;
            },
            by,
            "phone changed",
            cancellationToken).ConfigureAwait(false);
        if (refused.Count == 0 && !by.IsTrial)
            await TellFormerAsync(name, former, phone).ConfigureAwait(false);

        return refused;
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
                if (store.Rows.Read(row) is { PasswordBy: not null } known)
                    row.Person = store.Rows.SealPerson(store.Retailer, known with { PasswordBy = null });

                store.Record(context, "user.password-changed", who.Account.Actor, exchange: null, ("user", row.Name));
                await SessionService.EndAsync(store, context, x => x.AccountId == row.Id && x.Id != who.Session, who.Account.Actor, "password changed", cancellationToken).ConfigureAwait(false);
                return [];
            },
            who.Account.Actor,
            endsSessions: null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says which human an account is. Accounts of one human never check each other; refused where together they would have duties that are separate.</summary>
    public Task<IReadOnlyList<Rejection>> StatePersonAsync(string name, string number, string actor, CancellationToken cancellationToken)
    {
        var refused = AccountRules.CheckPersonNumber(number);
        return refused.Count > 0
            ? Task.FromResult(refused)
            : store.ChangeAsync(context => new PersonNumbers(store).StateAsync(context, AccountRules.Normal(name), number, actor, cancellationToken), cancellationToken);
    }

    private static string? LeadsOf(IReadOnlyList<Department> leads) => leads.Count == 0 ? null : string.Join(',', leads.Distinct().Order());

    private Rejection? Weakness(string password, string name, string displayName) =>
        PasswordRules.Check(password, name, displayName)
        ?? (breached?.Holds(password) == true
            ? new Rejection("PASSWORD_BREACHED", null, "the password is on the list of breached ones", "password", "Take several words that do not belong together.")
            : null);

    private static Rejection Unknown { get; } = new("ACCOUNT_UNKNOWN", null, "there is no account of that name", "name", "`ihub user list` shows all.");

    private static Rejection FourEyes(string text, string remedy) => new("PEOPLE_FOUR_EYES", null, text, "name", remedy);

    /// <summary>Who may not switch the account on after a change of its factors: while it is off the change is looked at with everything else when it is switched on.</summary>
    private static string? WaitsFor(Account account, ActedBy by) => account.IsDisabled ? account.SetBy ?? by.ActorAtDoor : account.SetBy;

    /// <summary>While an account is off one administrator alone gives it what it lacks, so that the other one who switches it on has given nothing of it.</summary>
    private static Rejection? Begun(Account account, ActedBy by) => by.IsAtDoor && account is { IsDisabled: true, SetBy: { } begun } && !by.Is(begun)
        ? FourEyes($"{begun} gives {account.Name} a way in, and what is given waits for somebody else", "Switch the account on first, or have whoever began it go on.")
        : null;

    /// <summary>Of an open account nobody gives a second factor who gave one already, or who made the password and knows it.</summary>
    private static Rejection? Second(Account account, ActedBy by, string? givenBy, string given, string act) =>
        account.IsDisabled ? null
        : by.Is(givenBy) ? FourEyes($"the same administrator {given} of {account.Name}", $"Have another security administrator {act}.")
        : by.Is(account.PasswordBy) ? FourEyes($"the same administrator made the password of {account.Name}, who has not chosen another", $"Have another security administrator {act}, or the person a new password first.")
        : null;

    /// <summary>Whoever has the former number learns that it no longer counts: the person, or whoever took it. What was changed stays so where no message goes out.</summary>
    private async Task TellFormerAsync(string name, string? former, string phone)
    {
        if (former is null || former == phone)
            return;

        try
        {
            await sms.SendAsync(
                former, "IntegrationHub: 您的验证码手机号已由管理员更改，此号码不再接收验证码。如非您本人要求，请立即联系安全管理员。/ An administrator changed the phone for your codes. If you did not ask for it, tell a security administrator at once.",
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (SmsException failure)
        {
            await store.ChangeAsync(
                context =>
                {
                    store.Record(context, "user.phone-notice-not-sent", "user:" + AccountRules.Normal(name), exchange: null, ("reason", failure.Message));
                    return Task.FromResult(true);
                },
                CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Task<AccountRow?> FindAsync(HubContext context, string name, CancellationToken cancellationToken) =>
        context.Accounts.SingleOrDefaultAsync(x => x.RetailerId == store.Retailer.Value && x.Name == name, cancellationToken);

    /// <summary>One transaction. That of a trial is rolled back, and so is one without a reason, which was begun to say what else is wrong.</summary>
    private Task<IReadOnlyList<Rejection>> InOneAsync(ActedBy by, Func<HubContext, Task<IReadOnlyList<Rejection>>> change, CancellationToken cancellationToken) =>
        by.IsTrial || by.WhyUnsaid.Count > 0 ? store.ReadAsync(change, cancellationToken) : store.ChangeAsync(change, cancellationToken);

    /// <param name="name">Whose account.</param>
    /// <param name="change">Changes the row, or refuses to.</param>
    /// <param name="by">Who does it; at a door nobody to himself, and to what he has read.</param>
    /// <param name="endsSessions">Why the person's sessions end with it; <c>null</c> when they do not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<IReadOnlyList<Rejection>> ChangeAsync(
        string name, Func<HubContext, AccountRow, Task<IReadOnlyList<Rejection>>> change, ActedBy by, string? endsSessions, CancellationToken cancellationToken)
    {
        if (by.WhyNot(AccountRules.Normal(name)) is { } self)
            return [self];

        return await InOneAsync(
            by,
            async context =>
            {
                if (await FindAsync(context, AccountRules.Normal(name), cancellationToken).ConfigureAwait(false) is not { } row)
                    return [Unknown];

                if (by.Seen is { } seen && seen != row.Version)
                    return [new Rejection("PEOPLE_CHANGED", null, $"{row.Name} was changed meanwhile", "version", "Look at the person again, then decide.")];

                IReadOnlyList<Rejection> refused = [.. await change(context, row).ConfigureAwait(false), .. by.WhyUnsaid];
                if (refused.Count > 0)
                    return refused;

                row.Version++;
                if (endsSessions is not null)
                    await SessionService.EndAsync(store, context, x => x.AccountId == row.Id, by.Actor, endsSessions, cancellationToken).ConfigureAwait(false);

                return refused;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
