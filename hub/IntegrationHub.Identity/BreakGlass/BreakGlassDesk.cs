using IntegrationHub.Exchange;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.BreakGlass;

/// <summary>How an administrator shows that it is him.</summary>
/// <param name="Name">Of the account.</param>
/// <param name="EnvelopeCode">What lay in his envelope; <c>null</c> where he is signed in and has confirmed with his factors.</param>
public sealed record AdministratorProof(string Name, string? EnvelopeCode)
{
    /// <summary>Who typed it at a terminal in the administrator's name; <c>null</c> on the pages.</summary>
    public string? Operator { get; init; }
}

/// <summary>
/// The way in for when codes by SMS do not arrive: two security administrators, different persons, let one named person come in once with a code in the place of the SMS.
/// Password and certificate stay. Everything is loud: in the ledger, by message to every administrator, on every page, and on home until the audit administrator has looked into it. Thread-safe.
/// </summary>
/// <param name="store">Transactions.</param>
/// <param name="sms">Tells administrators; where it fails the ledger says so.</param>
/// <param name="messages">Keeps what they were told; null where nobody looks at it.</param>
public sealed class BreakGlassDesk(IdentityStore store, ISmsSender sms, IBreakGlassMessages? messages = null)
{
    /// <summary>From the second agreement until the person must be in.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(30);

    /// <summary>The longest session that is begun this way.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(1);

    /// <summary>What was asked for and not agreed to in this time is over.</summary>
    public static readonly TimeSpan AskedValidity = TimeSpan.FromHours(4);

    private const int LongestReason = 300;

    private static readonly Role[] Administrators = [Role.SecurityAdministrator, Role.SystemAdministrator, Role.AuditAdministrator];

    private readonly BreakGlassRows _rows = new(store);

    /// <summary>Makes what goes into an administrator's envelope, in the place of what was in it before.</summary>
    /// <returns>The code, once; or why there is none.</returns>
    public async Task<(string? Code, IReadOnlyList<Rejection> Refused)> SealAsync(string name, string actor, CancellationToken cancellationToken)
    {
        var (normal, code) = (AccountRules.Normal(name), BreakGlassCode.ForEnvelope());
        var refused = await store.ChangeAsync<IReadOnlyList<Rejection>>(
            async context =>
            {
                if (await AdministratorAsync(context, normal, cancellationToken).ConfigureAwait(false) is null)
                    return [NoAdministrator(normal)];

                var envelope = new BreakGlassRows.Envelope(BreakGlassCode.Digest(normal, code), store.Now);
                if (await _rows.Envelopes.FindAsync(context, normal, cancellationToken).ConfigureAwait(false) is { } former)
                    await _rows.Envelopes.ChangeAsync(context, former, BreakGlassRows.Good, envelope, actor, cancellationToken).ConfigureAwait(false);
                else
                    _rows.Envelopes.Add(context, normal, BreakGlassRows.Good, envelope, actor);

                store.Record(context, "break-glass.sealed", actor, exchange: null, ("administrator", normal));
                return [];
            },
            cancellationToken).ConfigureAwait(false);
        return refused.Count == 0 ? (code, []) : (null, refused);
    }

    /// <summary>One administrator asks for somebody to come in.</summary>
    public async Task<(string? Id, IReadOnlyList<Rejection> Refused)> AskAsync(string forName, string reason, AdministratorProof proof, CancellationToken cancellationToken)
    {
        if (reason.Trim().Length is 0 or > LongestReason || reason.Any(char.IsControl))
            return (null, [new Rejection("BREAK_GLASS_REASON", null, "the reason is missing or too long", "reason", $"1 to {LongestReason} characters on one line.")]);

        string? id = null;
        var refused = await store.ChangeAsync<IReadOnlyList<Rejection>>(
            async context =>
            {
                var person = await FindAsync(context, AccountRules.Normal(forName), cancellationToken).ConfigureAwait(false);
                if (person is null or { IsDisabled: true })
                    return [new Rejection("ACCOUNT_UNKNOWN", null, $"nobody who may sign in is called {forName}", "name", "`ihub user list` shows them.")];

                if (await AdministratorAsync(context, AccountRules.Normal(proof.Name), cancellationToken).ConfigureAwait(false) is not { } asker)
                    return [NoAdministrator(proof.Name)];

                if (asker.IsActor(person.Actor))
                    return [Self];

                // Last: an envelope that was opened is used up, and nothing else may be in the way then.
                if (await WhyUnprovenAsync(context, asker, proof, cancellationToken).ConfigureAwait(false) is { } wrong)
                    return [wrong];

                id = store.NewId().ToString("N");
                _rows.Openings.Add(context, id, nameof(OpeningState.Asked), new Opening(person.Name, reason.Trim(), asker.Name, store.Now), asker.Actor);
                store.Record(context, "break-glass.asked", asker.Actor, exchange: null, ("opening", id), ("user", person.Name), ("reason", reason.Trim()), ("by", WayOf(proof)), ("operator", proof.Operator));
                return [];
            },
            cancellationToken).ConfigureAwait(false);
        return refused.Count == 0 ? (id, []) : (null, refused);
    }

    /// <summary>Another administrator agrees; the person may come in now.</summary>
    /// <returns>The code to hand to the person, once; or why there is none.</returns>
    public async Task<(string? Code, IReadOnlyList<Rejection> Refused)> AgreeAsync(string id, AdministratorProof proof, CancellationToken cancellationToken)
    {
        var code = BreakGlassCode.ForSignIn();
        StoredOpening? opened = null;
        var refused = await store.ChangeAsync<IReadOnlyList<Rejection>>(
            async context =>
            {
                if (await _rows.Openings.FindAsync(context, id, cancellationToken).ConfigureAwait(false) is not { } row)
                    return [Unknown(id)];

                if (row.State != nameof(OpeningState.Asked) || store.Now - row.Value.AskedAt > AskedValidity)
                    return [new Rejection("BREAK_GLASS_STATE", null, "this does not wait for an agreement", "opening", "Ask anew.")];

                if (await AdministratorAsync(context, AccountRules.Normal(proof.Name), cancellationToken).ConfigureAwait(false) is not { } agreeing)
                    return [NoAdministrator(proof.Name)];

                if (agreeing.IsActor("user:" + row.Value.AskedBy))
                    return [new Rejection("BREAK_GLASS_FOUR_EYES", null, "the same person asked for it", "actor", "Have another security administrator agree.")];

                // What it was asked on hours ago must still hold.
                if (await AdministratorAsync(context, row.Value.AskedBy, cancellationToken).ConfigureAwait(false) is not { } asker)
                    return [NoAdministrator(row.Value.AskedBy)];

                if (asker.IsActor("user:" + row.Value.Account) || agreeing.IsActor("user:" + row.Value.Account))
                    return [Self];

                if (await WhyUnprovenAsync(context, agreeing, proof, cancellationToken).ConfigureAwait(false) is { } wrong)
                    return [wrong];

                var value = row.Value with { AgreedBy = agreeing.Name, Until = store.Now + Validity, CodeDigest = BreakGlassCode.Digest(id, code) };
                await _rows.Openings.ChangeAsync(context, row, nameof(OpeningState.Open), value, agreeing.Actor, cancellationToken).ConfigureAwait(false);
                store.Record(
                    context, "break-glass.opened", agreeing.Actor, exchange: null,
                    ("opening", id), ("user", value.Account), ("askedBy", value.AskedBy), ("reason", value.Reason), ("until", value.Until?.ToString("u", System.Globalization.CultureInfo.InvariantCulture)), ("by", WayOf(proof)), ("operator", proof.Operator));
                opened = new StoredOpening(id, OpeningState.Open, value);
                return [];
            },
            cancellationToken).ConfigureAwait(false);
        if (refused.Count > 0)
            return (null, refused);

        await TellAsync(opened!).ConfigureAwait(false);
        return (code, []);
    }

    /// <summary>Takes an opening back that nobody used; one administrator is enough for that.</summary>
    public Task<IReadOnlyList<Rejection>> CloseAsync(string id, string actor, CancellationToken cancellationToken) => ChangeAsync(
        id, static one => one.State is OpeningState.Asked or OpeningState.Open ? null : State(one), OpeningState.Closed, static value => value, "break-glass.closed", actor, finding: null, cancellationToken);

    /// <summary>The audit administrator has looked into it.</summary>
    public Task<IReadOnlyList<Rejection>> ReviewAsync(string id, string finding, Account who, CancellationToken cancellationToken)
    {
        var said = finding.Trim();
        return !who.Roles.Contains(Role.AuditAdministrator) ? Task.FromResult<IReadOnlyList<Rejection>>([new Rejection("BREAK_GLASS_REVIEWER", null, "only the audit administrator reviews it", "actor", "Ask the audit administrator.")])
            : said.Length is 0 or > LongestReason ? Task.FromResult<IReadOnlyList<Rejection>>([new Rejection("BREAK_GLASS_REASON", null, "the finding is missing or too long", "finding", $"1 to {LongestReason} characters.")])
            : ChangeAsync(
                id,
                one => !one.WaitsForReview || one.IsLoudAt(store.Now) ? State(one) : one.Opening.Persons.Any(name => who.IsActor("user:" + name)) ? Concerned : null,
                OpeningState.Reviewed, value => value with { ReviewedBy = who.Name, Finding = said },
                "break-glass.reviewed", who.Actor, said, cancellationToken);
    }

    /// <summary>All, the newest first.</summary>
    public Task<IReadOnlyList<StoredOpening>> ListAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async context => (IReadOnlyList<StoredOpening>)
        [
            .. (await _rows.Openings.ListAsync(context, state: null, cancellationToken).ConfigureAwait(false)).Select(BreakGlassRows.Read).OrderByDescending(static opening => opening.Opening.AskedAt),
        ],
        cancellationToken);

    /// <summary>When whose envelope was filled, by name; an envelope that was opened is not there any more.</summary>
    public Task<IReadOnlyList<(string Administrator, DateTimeOffset SealedAt)>> EnvelopesAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async context => (IReadOnlyList<(string, DateTimeOffset)>)
            [.. (await _rows.Envelopes.ListAsync(context, BreakGlassRows.Good, cancellationToken).ConfigureAwait(false)).Select(static row => (row.Key, row.Value.SealedAt))],
        cancellationToken);

    /// <summary>Uses an opening up for a session that waits for its code; until when that may last, or <c>null</c> where the code is none.</summary>
    internal async Task<DateTimeOffset?> UseAsync(HubContext context, Account account, Guid session, string typed, CancellationToken cancellationToken)
    {
        var now = store.Now;
        foreach (var row in await _rows.Openings.ListAsync(context, nameof(OpeningState.Open), cancellationToken).ConfigureAwait(false))
        {
            if (row.Value.Account != account.Name || row.Value.Until <= now || !BreakGlassCode.Fits(row.Value.CodeDigest, row.Key, typed))
                continue;

            var until = now + SessionLength;
            await _rows.Openings.ChangeAsync(context, row, nameof(OpeningState.Used), row.Value with { UsedAt = now, SessionUntil = until, CodeDigest = null }, account.Actor, cancellationToken).ConfigureAwait(false);
            store.Record(context, "break-glass.used", account.Actor, exchange: null, ("opening", row.Key), ("session", session.ToString()));
            return until;
        }

        return null;
    }

    private Task<IReadOnlyList<Rejection>> ChangeAsync(
        string id, Func<StoredOpening, Rejection?> whyNot, OpeningState next, Func<Opening, Opening> change, string kind, string actor, string? finding, CancellationToken cancellationToken) => store.ChangeAsync<IReadOnlyList<Rejection>>(
        async context =>
        {
            if (await _rows.Openings.FindAsync(context, id, cancellationToken).ConfigureAwait(false) is not { } row)
                return [Unknown(id)];

            if (whyNot(BreakGlassRows.Read(row)) is { } refused)
                return [refused];

            await _rows.Openings.ChangeAsync(context, row, next.ToString(), change(row.Value) with { CodeDigest = null }, actor, cancellationToken).ConfigureAwait(false);
            store.Record(context, kind, actor, exchange: null, ("opening", id), ("user", row.Value.Account), ("finding", finding));
            return [];
        },
        cancellationToken);

    /// <summary>Opens the administrator's envelope, where there is one to open; or says why it is none of his. Tries are counted by name: nobody gets at them but at the shell.</summary>
    private async Task<Rejection?> WhyUnprovenAsync(HubContext context, Account administrator, AdministratorProof proof, CancellationToken cancellationToken)
    {
        if (proof.EnvelopeCode is not { } code)
            return null;

        var name = administrator.Name;
        if (!await store.TakeAsync(context, AttemptLimits.ForEnvelope(name), cancellationToken).ConfigureAwait(false))
            return new Rejection("BREAK_GLASS_TOO_MANY", null, "there were too many wrong codes", "code", "Wait fifteen minutes.");

        var envelope = await _rows.Envelopes.FindAsync(context, name, cancellationToken).ConfigureAwait(false);
        if (envelope is not { State: BreakGlassRows.Good } || !BreakGlassCode.Fits(envelope.Value.Digest, name, code))
        {
            store.Record(context, "break-glass.refused", administrator.Actor, exchange: null, ("reason", "envelope code"), ("operator", proof.Operator));
            return new Rejection("BREAK_GLASS_CODE", null, $"this is not what lies in the envelope of {name}, or it was used", "code", $"Copy it again; `ihub break-glass seal {name}` fills a new one.");
        }

        await _rows.Envelopes.ChangeAsync(context, envelope, BreakGlassRows.Over, envelope.Value, administrator.Actor, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async Task<Account?> AdministratorAsync(HubContext context, string name, CancellationToken cancellationToken) =>
        await FindAsync(context, name, cancellationToken).ConfigureAwait(false) is { IsDisabled: false } account && account.Roles.Contains(Role.SecurityAdministrator) ? account : null;

    private async Task<Account?> FindAsync(HubContext context, string name, CancellationToken cancellationToken) =>
        await context.Accounts.AsNoTracking().SingleOrDefaultAsync(x => x.RetailerId == store.Retailer.Value && x.Name == name, cancellationToken).ConfigureAwait(false) is { } row ? store.Rows.Read(row) : null;

    /// <summary>Every administrator gets a message, as far as any gateway takes one. It is open by now: nothing that fails here keeps the code back, and nobody who goes away keeps the messages back.</summary>
    private async Task TellAsync(StoredOpening opened)
    {
        try
        {
            var rows = await store.ReadAsync(
                context => context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value && x.DisabledAt == null).ToListAsync(CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
            await Task.WhenAll(rows.Select(row => TellAsync(row, opened))).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await NoteNotToldAsync("break-glass", opened, failure).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(AccountRow row, StoredOpening opened)
    {
        try
        {
            var account = store.Rows.Read(row);
            if (account.Roles.Any(Administrators.Contains))
            {
                var text = $"IntegrationHub: 应急入口已开放 / break-glass open for {opened.Opening.Account} ({opened.Opening.AskedBy}, {opened.Opening.AgreedBy})";
                await HandOverAsync(new(opened.Id, account.Name, account.Phone, text, store.Now)).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            await NoteNotToldAsync("user:" + row.Name, opened, failure).ConfigureAwait(false);
        }
    }

    /// <summary>Noted first, as every message is: of one that is found so after a crash nobody knows whether it left.</summary>
    private async Task HandOverAsync(BreakGlassMessage message)
    {
        await KeepAsync(message, BreakGlassMessageState.Sending).ConfigureAwait(false);
        try
        {
            await sms.SendAsync(message.Phone, message.Text, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SmsException failure)
        {
            await KeepAsync(message, failure.MayHaveLeft ? BreakGlassMessageState.Unknown : BreakGlassMessageState.Refused).ConfigureAwait(false);
            throw;
        }

        await KeepAsync(message, BreakGlassMessageState.Sent).ConfigureAwait(false);
    }

    /// <summary>Whoever is to be told is told, also where it cannot be kept.</summary>
    private async Task KeepAsync(BreakGlassMessage message, BreakGlassMessageState state)
    {
        try
        {
            if (messages is not null)
                await messages.KeepAsync(message, state, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // That it was opened stands in the ledger.
        }
    }

    /// <summary>That somebody was not told; where the store is away as well, the opening itself stands in the ledger.</summary>
    private async Task NoteNotToldAsync(string actor, StoredOpening opened, Exception failure)
    {
        try
        {
            await store.ChangeAsync(
                context =>
                {
                    store.Record(context, "break-glass.notice-not-sent", actor, exchange: null, ("opening", opened.Id), ("reason", failure is SmsException ? failure.Message : failure.GetType().Name));
                    return Task.FromResult(true);
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whoever waits for the code must get it.
        }
    }

    private static Rejection State(StoredOpening one) =>
        new("BREAK_GLASS_STATE", null, $"it is {one.State.ToString().ToLowerInvariant()}, or somebody can come in or is in by it", "opening", "`ihub break-glass` shows how it stands.");

    private static Rejection Concerned { get; } = new("BREAK_GLASS_CONCERNED", null, "who asked, agreed or came in does not review it", "actor", "Have another audit administrator review it.");

    private static Rejection Self { get; } = new("BREAK_GLASS_SELF", null, "nobody opens it for himself", "name", "Two other administrators open it.");

    private static string WayOf(AdministratorProof proof) => proof.EnvelopeCode is null ? "factors" : "envelope";

    private static Rejection Unknown(string id) => new("BREAK_GLASS_UNKNOWN", null, $"there is no opening {id}", "opening", "`ihub break-glass` shows them.");

    private static Rejection NoAdministrator(string name) => new("BREAK_GLASS_ADMINISTRATOR", null, $"{name} is no security administrator who may sign in", "actor", "Name one; `ihub user list` shows them.");
}
