using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Identity.Services;

/// <summary>What became of a token.</summary>
public enum ServiceStatus
{
    /// <summary>Good for this call.</summary>
    Good,

    /// <summary>Not good. The caller is not told why; the ledger is, where the token is one of ours.</summary>
    Refused,

    /// <summary>More calls than the account may make in a minute, or too many wrong tokens from one address.</summary>
    TooMany,

    /// <summary>Good, and not for what was asked.</summary>
    OutOfScope,
}

/// <param name="Caller">Where the token is good.</param>
public sealed record ServiceResult(ServiceStatus Status, ServiceCaller? Caller = null);

/// <summary>One call of a program.</summary>
/// <param name="Token">As it was sent.</param>
/// <param name="Certificate">What the connection showed; <c>null</c> on the socket.</param>
/// <param name="Address">As limits count it.</param>
/// <param name="Operation">Name of what is called; empty where there is no such address.</param>
/// <param name="Needs">The scope it needs; <c>null</c> where no program may.</param>
public sealed record ServiceCall(string Token, X509Certificate2? Certificate, string Address, string Operation, Permission? Needs);

/// <summary>
/// Judges the token of every call anew: what was revoked is over with the next call. Every call is in the ledger under the account's name before it is answered. Thread-safe.
/// </summary>
public sealed class ServiceAuthentication(IdentityStore store, CertificateJudge certificates, TimeProvider time)
{
    /// <summary>How exactly the last use of a token is known.</summary>
    public static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(5);

    private readonly ServiceRows _rows = new(store);
    private readonly ServiceRates _rates = new(time);

    public async Task<ServiceResult> JudgeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        // A token is found by its digest alone: whatever is wrong with one that we do not know costs the same look.
        var digest = ServiceToken.Parse(call.Token)?.Digest ?? "";
        var (secret, program) = await store.ReadAsync(
            async context =>
            {
                var found = await _rows.Secrets.FindAsync(context, digest, cancellationToken).ConfigureAwait(false);
                return (found, found is null ? null : await _rows.Programs.FindAsync(context, found.Value.Account, cancellationToken).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        if (secret is null || program is null)
            return await RefuseBadAsync("unknown", call, [("reason", "unknown token"), ("address", call.Address)], cancellationToken).ConfigureAwait(false);

        var caller = new ServiceCaller(program.Key, program.Value.Scopes.Select(static scope => Enum.Parse<Permission>(scope)).ToHashSet(), secret.Value.Prefix);
        // Judged first: a token that is over, in whosever hands, uses up none of the program's calls.
        if (WhyNot(secret.State, secret.Value, program.State, call.Certificate) is { } reason)
            return await RefuseBadAsync(caller.Actor, call, [("reason", reason), ("operation", call.Operation), ("token", caller.Prefix), ("address", call.Address)], cancellationToken).ConfigureAwait(false);

        if (!_rates.Take(program.Key, program.Value.PerMinute))
            return new ServiceResult(ServiceStatus.TooMany);

        if (call.Needs is not { } needed || !caller.Scopes.Contains(needed))
            return await RefuseScopeAsync(caller, call, cancellationToken).ConfigureAwait(false);

        await store.ChangeAsync(
            async context =>
            {
                store.Record(context, "service-account.used", caller.Actor, exchange: null, ("operation", call.Operation), ("token", caller.Prefix), ("address", call.Address));
                await SeenAsync(context, digest, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return new ServiceResult(ServiceStatus.Good, caller);
    }

    private string? WhyNot(string state, ServiceRows.Secret secret, string programState, X509Certificate2? certificate) =>
        programState != nameof(ServiceState.Active) ? "account revoked"
        : state != ServiceRows.Good ? "token revoked"
        : secret.ExpiresAt <= store.Now ? "token expired"
        : secret.Thumbprint is null ? null
        : certificate is null ? "no certificate"
        : ServiceAccountBook.ThumbprintOf(certificate) != secret.Thumbprint ? "other certificate"
        : certificates.Judge(certificate, out var wrong) is null ? wrong
        : null;

    /// <summary>Only tokens that are not good are counted: whoever sends many from an address keeps nobody with a good one out. Past the limit nothing is written any more.</summary>
    private Task<ServiceResult> RefuseBadAsync(string actor, ServiceCall call, (string Name, string? Value)[] facts, CancellationToken cancellationToken) => store.ChangeAsync(
        async context =>
        {
            if (!await store.TakeAsync(context, AttemptLimits.ForToken(call.Address), cancellationToken).ConfigureAwait(false))
                return new ServiceResult(ServiceStatus.TooMany);

            store.Record(context, "service-account.refused", actor, exchange: null, facts);
            return new ServiceResult(ServiceStatus.Refused);
        },
        cancellationToken);

    private Task<ServiceResult> RefuseScopeAsync(ServiceCaller caller, ServiceCall call, CancellationToken cancellationToken) => store.ChangeAsync(
        context =>
        {
            store.Record(
                context, "service-account.refused", caller.Actor, exchange: null, ("reason", "scope"), ("operation", call.Operation), ("token", caller.Prefix), ("address", call.Address));
            return Task.FromResult(new ServiceResult(ServiceStatus.OutOfScope, caller));
        },
        cancellationToken);

    private async Task SeenAsync(HubContext context, string digest, CancellationToken cancellationToken)
    {
        if (await _rows.Secrets.FindAsync(context, digest, cancellationToken).ConfigureAwait(false) is { } secret
            && (secret.Value.LastUsedAt is not { } last || store.Now - last >= UseGrain))
        {
            await _rows.Secrets.TryChangeAsync(context, secret, secret.State, secret.Value with { LastUsedAt = store.Now }, ServiceAccount.ActorOf(secret.Value.Account), cancellationToken).ConfigureAwait(false);
        }
    }
}
