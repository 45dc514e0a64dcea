using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// Persons who may sign in for a customer. The company makes and changes them; every change is a version that crosses to the customers' side, and ends sessions
/// of the version before. Thread-safe.
/// </summary>
/// <param name="records">Where logins lie.</param>
/// <param name="customers">Who is a customer.</param>
/// <param name="crossings">How logins get to the customers' side.</param>
/// <param name="ids">Makes the subject of a customer.</param>
/// <param name="hashing">Hashes passwords.</param>
/// <param name="retailer">Whose customers.</param>
/// <param name="time">The clock.</param>
public sealed class LoginBook(
    IBusinessRecords records, CustomerBook customers, ICompanyCrossings crossings, IIdSource ids, PasswordHashing hashing, RetailerId retailer, TimeProvider time)
{
    /// <summary>Passwords known from breaches; null where no list is configured.</summary>
    public BreachedPasswords? Breached { get; init; }

    /// <summary>Adds a person for a customer.</summary>
    /// <param name="typed">Name to sign in with.</param>
    /// <param name="customer">Name of the customer as in the file of accounts.</param>
    /// <param name="display">The person's name.</param>
    /// <param name="phone">Number for codes, in international form.</param>
    /// <param name="password">The first password.</param>
    /// <param name="actor">Who adds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Checked<StoredLogin>> AddAsync(string typed, string customer, string display, string phone, string password, string actor, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normal(typed);
        List<Problem> problems = [.. AccountRules.Check(name, display, phone).Select(Of), .. Weakness(password, name, display)];
        if (!(await customers.ListAsync(null, cancellationToken).ConfigureAwait(false)).Any(account => account.CustomerName == customer))
            problems.Add(new("CUSTOMER_UNKNOWN", $"There is no customer {customer}.", "customer", "Write the name as `ihub customers list` shows it."));

        if (problems.Count > 0)
            return Checked.Bad<StoredLogin>(problems);

        var all = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (all.Any(other => other.Login.Name == name))
            return Exists(name);

        var subject = all.FirstOrDefault(other => other.CustomerName == customer)?.Login.Customer ?? ids.Next(time.GetUtcNow());
        var added = new StoredLogin(new CustomerLogin(name, 1, subject, display, phone, hashing.Hash(password), IsDisabled: false), customer);
        return await SaveAsync(added, "added", actor, cancellationToken).ConfigureAwait(false) ? Checked.Good(added) : Exists(name);
    }

    /// <summary>Gives a new password, and a new number where one is given.</summary>
    public Task<Checked<StoredLogin>> ResetAsync(string name, string password, string? phone, string actor, CancellationToken cancellationToken) => ChangeAsync(
        name,
        login =>
        {
            List<Problem> problems = [.. AccountRules.Check(login.Name, login.DisplayName, phone ?? login.Phone).Select(Of), .. Weakness(password, login.Name, login.DisplayName)];
            return problems.Count > 0 ? Checked.Bad<CustomerLogin>(problems) : Checked.Good(login with { PasswordHash = hashing.Hash(password), Phone = phone ?? login.Phone });
        },
        "reset",
        actor,
        cancellationToken);

    /// <summary>Gives the person the password that he wants, where he knows the present one. Open sessions end.</summary>
    public Task<Checked<StoredLogin>> ChangePasswordAsync(string name, string present, string wanted, CancellationToken cancellationToken) => ChangeAsync(
        name,
        login =>
        {
            // Asked once more after a crash, it is changed already.
            if (!hashing.Verify(login.PasswordHash, present))
                return hashing.Verify(login.PasswordHash, wanted) ? Checked.Good(login) : new Problem("PASSWORD_WRONG", "The present password is another one.", "present", "Enter the password that you signed in with.").Bad<CustomerLogin>();

            List<Problem> problems = [.. Weakness(wanted, login.Name, login.DisplayName)];
            return problems.Count > 0 ? Checked.Bad<CustomerLogin>(problems) : Checked.Good(login with { PasswordHash = hashing.Hash(wanted) });
        },
        "password-changed",
        "customer:" + name,
        cancellationToken);

    /// <summary>Switches a person off, or on again.</summary>
    public Task<Checked<StoredLogin>> SwitchAsync(string name, bool enabled, string actor, CancellationToken cancellationToken) => ChangeAsync(
        name, login => Checked.Good(login with { IsDisabled = !enabled }), enabled ? "enabled" : "disabled", actor, cancellationToken);

    /// <summary>Everybody, by name, as of the newest version.</summary>
    public async Task<IReadOnlyList<StoredLogin>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await records.ListAsync(new(RecordKind.Login) { Most = 100_000 }, cancellationToken).ConfigureAwait(false))
            .GroupBy(static record => record.Key, StringComparer.Ordinal).Select(static versions => StoredLogin.Of(versions.Last())),
    ];

    /// <summary>The newest version of a login; null where nobody has the name.</summary>
    public async Task<StoredLogin?> FindAsync(string name, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Login, AccountRules.Normal(name), null, cancellationToken).ConfigureAwait(false) is { } record ? StoredLogin.Of(record) : null;

    /// <summary>Hands in what is changed and not known to be handed in. The same version has the same id.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        foreach (var record in await records.ListAsync(new(RecordKind.Login) { State = StoredLogin.Changed }, cancellationToken).ConfigureAwait(false))
        {
            var login = StoredLogin.Of(record).Login;
            var item = new CrossingItem(
                NameId.Of(CrossingKinds.Login, login.Name, $"{login.Version}"), CustomerLogin.SubjectOf(login.Name), CrossingKinds.Login, CrossingKinds.Version, MarketJson.Write(login), time.GetUtcNow());
            await crossings.HandInAsync(retailer, item, record.SavedBy, $"Login {login.Name}", cancellationToken).ConfigureAwait(false);
            await records.SaveAsync([record with { State = StoredLogin.Published }], [], record.SavedBy, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Checked<StoredLogin>> ChangeAsync(string name, Func<CustomerLogin, Checked<CustomerLogin>> change, string fact, string actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } stored)
            return new Problem("ACCOUNT_UNKNOWN", "There is no login of that name.", "name", "`ihub customers login list` shows all.").Bad<StoredLogin>();

        var changed = change(stored.Login);
        if (changed.Value is not { } login || changed.Problems.Count > 0)
            return Checked.Bad<StoredLogin>(changed.Problems);

        if (ReferenceEquals(login, stored.Login))
            return Checked.Good(stored);

        var next = stored with { Login = login with { Version = stored.Login.Version + 1 } };
        return await SaveAsync(next, fact, actor, cancellationToken).ConfigureAwait(false) ? Checked.Good(next) : RetailProblems.SomebodyElse.Bad<StoredLogin>();
    }

    private async Task<bool> SaveAsync(StoredLogin login, string fact, string actor, CancellationToken cancellationToken)
    {
        if (await records.SaveAsync([login.ToRecord()], [login.Fact(fact)], actor, cancellationToken).ConfigureAwait(false) != RecordResult.Saved)
            return false;

        await DeliverAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private IEnumerable<Problem> Weakness(string password, string name, string display)
    {
        if (PasswordRules.Check(password, name, display) is { } weak)
            yield return Of(weak);
        else if (Breached?.Holds(password) == true)
            yield return new("PASSWORD_BREACHED", "The password is on the list of breached ones.", "password", "Take several words that do not belong together.");
    }

    private static Checked<StoredLogin> Exists(string name) =>
        new Problem("ACCOUNT_EXISTS", $"There is a login {name} already.", "name", "Take another name; names of former logins stay taken.").Bad<StoredLogin>();

    private static Problem Of(Rejection rejection) => new(rejection.Code, rejection.Text, rejection.Where, rejection.Remedy);
}
