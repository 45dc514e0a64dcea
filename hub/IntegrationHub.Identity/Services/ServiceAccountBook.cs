using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Records;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Identity.Services;

/// <summary>A token that was made: the one time that it is seen.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="IsBound">Whether it is nothing without its certificate.</param>
public sealed record MadeToken(ServiceToken Token, DateTimeOffset ExpiresAt, bool IsBound);

/// <summary>Service accounts: proposed by one, agreed to by another, given tokens, revoked. Everything is an event in the transaction that does it. Thread-safe.</summary>
public sealed class ServiceAccountBook(IdentityStore store, CertificateJudge certificates)
{
    private readonly ServiceRows _rows = new(store);

    /// <summary>Writes down who wants which program to come in. Nothing comes in yet.</summary>
    public async Task<IReadOnlyList<Rejection>> ProposeAsync(NewServiceAccount order, string actor, CancellationToken cancellationToken)
    {
        var refused = ServiceAccountRules.Check(order);
        if (refused.Count > 0)
            return refused;

        return await store.ChangeAsync<IReadOnlyList<Rejection>>(
            async context =>
            {
                if (await _rows.Programs.FindAsync(context, order.Name, cancellationToken).ConfigureAwait(false) is not null)
                    return [new Rejection("SERVICE_EXISTS", null, $"there is a service account {order.Name} already", "name", "Take another name; names of revoked accounts stay taken.")];

                var scopes = order.Scopes.Distinct().Order().Select(static scope => scope.ToString()).ToList();
                _rows.Programs.Add(
                    context, order.Name, nameof(ServiceState.Proposed), new ServiceRows.Program(order.Purpose, scopes, order.PerMinute, actor, ApprovedBy: null, store.Now), actor);
                store.Record(context, "service-account.proposed", actor, exchange: null, ("service", order.Name), ("scopes", string.Join(',', scopes)));
                return [];
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A security administrator, not the one who proposed it, agrees.</summary>
    /// <param name="name">Of the account.</param>
    /// <param name="actor">Who agrees.</param>
    /// <param name="samePerson">Whether an actor of the ledger is the same person as who agrees.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Rejection>> ApproveAsync(string name, string actor, Func<string, bool> samePerson, CancellationToken cancellationToken) => ChangeAsync(
        name,
        async (context, row) =>
        {
            if (row.State != nameof(ServiceState.Proposed))
                return [new Rejection("SERVICE_STATE", null, $"{name} is {row.State.ToLowerInvariant()}", "name", "Only a proposed account is agreed to.")];

            if (samePerson(row.Value.ProposedBy))
                return [new Rejection("SERVICE_FOUR_EYES", null, "the same person proposed it", "actor", "Have another security administrator agree.")];

            await _rows.Programs.ChangeAsync(context, row, nameof(ServiceState.Active), row.Value with { ApprovedBy = actor }, actor, cancellationToken).ConfigureAwait(false);
            store.Record(context, "service-account.approved", actor, exchange: null, ("service", name), ("proposedBy", row.Value.ProposedBy), ("scopes", string.Join(',', row.Value.Scopes)));
            return [];
        },
        cancellationToken);

    /// <summary>Makes a token, and lets those before it end after an overlap in which programs are given the new one.</summary>
    /// <param name="name">Of the account.</param>
    /// <param name="life">How long it is good.</param>
    /// <param name="overlap">How long those before go on.</param>
    /// <param name="certificate">Which certificate it is bound to; <c>null</c> for that of the token before it.</param>
    /// <param name="unbind">Binds it to none, whatever the token before it was bound to.</param>
    /// <param name="actor">Who does it, and sees the token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(MadeToken? Made, IReadOnlyList<Rejection> Refused)> RotateAsync(
        string name, TimeSpan life, TimeSpan overlap, X509Certificate2? certificate, bool unbind, string actor, CancellationToken cancellationToken)
    {
        List<Rejection> refused = [.. ServiceAccountRules.CheckTimes(life, overlap)];
        if (certificate is not null && certificates.Judge(certificate, out var reason) is null)
            refused.Add(new Rejection("CERTIFICATE_REFUSED", null, $"{certificate.Subject}: {reason}", "certificate", "Use one of an authority of the pages that is valid now, for client authentication."));

        if (refused.Count > 0)
            return (null, refused);

        var (token, until) = (ServiceToken.Make(), store.Now + life);
        string? thumbprint = null;
        var failed = await ChangeAsync(
            name,
            async (context, row) =>
            {
                if (row.State != nameof(ServiceState.Active))
                    return [new Rejection("SERVICE_STATE", null, $"{name} is {row.State.ToLowerInvariant()}", "name", row.State == nameof(ServiceState.Proposed) ? "Have a security administrator agree to it first, on the page of service accounts." : "Propose a new account.")];

                // Two who rotate at once would not see each other's token, and both would go on: the account counts as changed, so that one of them begins anew.
                await _rows.Programs.ChangeAsync(context, row, row.State, row.Value, actor, cancellationToken).ConfigureAwait(false);
                var formers = await _rows.SecretsOfAsync(context, name, cancellationToken).ConfigureAwait(false);
                // Who rotates weakens nothing by leaving something out.
                var before = formers.MaxBy(static former => former.Value.MadeAt)?.Value.Thumbprint;
                thumbprint = certificate is not null ? ThumbprintOf(certificate) : unbind ? null : before;
                var end = store.Now + overlap;
                foreach (var former in formers.Where(former => former.State == ServiceRows.Good && former.Value.ExpiresAt > end))
                    await _rows.Secrets.ChangeAsync(context, former, ServiceRows.Good, former.Value with { ExpiresAt = end }, actor, cancellationToken).ConfigureAwait(false);

                _rows.Secrets.Add(context, token.Digest, ServiceRows.Good, new ServiceRows.Secret(name, token.Prefix, store.Now, until, thumbprint, LastUsedAt: null), actor);
                store.Record(
                    context, "service-account.token-made", actor, exchange: null,
                    ("service", name), ("token", token.Prefix), ("until", until.ToString("u", System.Globalization.CultureInfo.InvariantCulture)), ("certificate", thumbprint), ("unbound", before is not null && thumbprint is null ? "yes" : null));
                return [];
            },
            cancellationToken).ConfigureAwait(false);
        return failed.Count == 0 ? (new MadeToken(token, until, thumbprint is not null), []) : (null, failed);
    }

    /// <summary>Ends the account for good, with all of its tokens, from the next call on; or one token of it.</summary>
    /// <param name="name">Of the account.</param>
    /// <param name="prefix">The one token that ends; <c>null</c> for the account.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Rejection>> RevokeAsync(string name, string? prefix, string actor, CancellationToken cancellationToken) => ChangeAsync(
        name,
        async (context, row) =>
        {
            var ending = (await _rows.SecretsOfAsync(context, name, cancellationToken).ConfigureAwait(false)).Where(secret => secret.State == ServiceRows.Good && (prefix is null || secret.Value.Prefix == prefix)).ToList();
            if (prefix is not null && ending.Count == 0)
                return [new Rejection("SERVICE_TOKEN_UNKNOWN", null, $"{name} has no such token", "token", "Name a token as the list shows it.")];

            foreach (var secret in ending)
                await _rows.Secrets.ChangeAsync(context, secret, ServiceRows.Over, secret.Value, actor, cancellationToken).ConfigureAwait(false);

            if (prefix is null)
                await _rows.Programs.ChangeAsync(context, row, nameof(ServiceState.Revoked), row.Value, actor, cancellationToken).ConfigureAwait(false);

            store.Record(context, prefix is null ? "service-account.revoked" : "service-account.token-revoked", actor, exchange: null, ("service", name), ("token", prefix));
            return [];
        },
        cancellationToken);

    /// <summary>Every account with its tokens, by name.</summary>
    public Task<IReadOnlyList<ServiceAccount>> ListAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var secrets = await _rows.Secrets.ListAsync(context, state: null, cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<ServiceAccount>)[.. (await _rows.Programs.ListAsync(context, state: null, cancellationToken).ConfigureAwait(false)).Select(row => ServiceRows.Read(row, secrets))];
        },
        cancellationToken);

    /// <summary>As RFC 8705 writes it: base64url of the SHA-256 of the certificate.</summary>
    internal static string ThumbprintOf(X509Certificate2 certificate) => System.Buffers.Text.Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256));

    private Task<IReadOnlyList<Rejection>> ChangeAsync(
        string name, Func<HubContext, SealedRecord<ServiceRows.Program>, Task<IReadOnlyList<Rejection>>> change, CancellationToken cancellationToken) => store.ChangeAsync(
        async context => await _rows.Programs.FindAsync(context, name, cancellationToken).ConfigureAwait(false) is { } row
            ? await change(context, row).ConfigureAwait(false)
            : [new Rejection("SERVICE_UNKNOWN", null, $"there is no service account {name}", "name", "`ihub service-account list` shows them.")],
        cancellationToken);
}
