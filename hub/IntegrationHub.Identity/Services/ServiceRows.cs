using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Records;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Identity.Services;

/// <summary>Service accounts and their tokens as the store keeps them.</summary>
internal sealed class ServiceRows(IdentityStore store)
{
    public const string Good = "good";
    public const string Over = "over";

    /// <param name="Scopes">Names of permissions.</param>
    public sealed record Program(string Purpose, IReadOnlyList<string> Scopes, int PerMinute, string ProposedBy, string? ApprovedBy, DateTimeOffset ProposedAt);

    /// <param name="Account">Name of the account.</param>
    public sealed record Secret(string Account, string Prefix, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, string? Thumbprint, DateTimeOffset? LastUsedAt);

    public SealedRecords<Program> Programs { get; } = new(store, "ServiceAccount");

    /// <summary>By the digest of the token.</summary>
    public SealedRecords<Secret> Secrets { get; } = new(store, "ServiceToken");

    /// <summary>All that an account ever had.</summary>
    public async Task<IReadOnlyList<SealedRecord<Secret>>> SecretsOfAsync(HubContext context, string account, CancellationToken cancellationToken) =>
        [.. (await Secrets.ListAsync(context, state: null, cancellationToken).ConfigureAwait(false)).Where(secret => secret.Value.Account == account)];

    public static ServiceAccount Read(SealedRecord<Program> row, IEnumerable<SealedRecord<Secret>> secrets) => new(
        row.Key, row.Value.Purpose, [.. row.Value.Scopes.Select(static scope => Enum.Parse<Permission>(scope))], row.Value.PerMinute, row.Value.ProposedBy, row.Value.ApprovedBy, row.Value.ProposedAt)
    {
        State = Enum.Parse<ServiceState>(row.State),
        Tokens = [.. secrets.Where(secret => secret.Value.Account == row.Key).OrderBy(static secret => secret.Value.MadeAt)
            .Select(static secret => new ServiceTokenInfo(secret.Value.Prefix, secret.Value.MadeAt, secret.Value.ExpiresAt, secret.Value.Thumbprint, secret.Value.LastUsedAt, secret.State != Good))],
    };
}
