using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Storage;

namespace IntegrationHub.Host.Node;

/// <summary>
/// Writes into the ledger what an administrator changed in the data folder: which keys are in use and which configuration is in force. Files
/// are changed while no hub runs, so a node compares at its start with what was written last.
/// </summary>
internal sealed class AdministrationActs(HubStore database, IReceptionStore store, IExchangeReader history, IIdSource ids, DataFolder folder, HubOptions options, NodeKeys keys, TimeProvider time)
{
    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var acts = new List<(string Kind, string Data)>
        {
            ("key.tls.in-use", Of(keys.Tls)),
            (SigningKeyEvent.Kind, Of(keys.Signing.Certificate)),
            ("configuration.in-force", EventData.Json(("sha256", Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(folder.ConfigurationFile, cancellationToken)))))),
        };
        if (database.Options.Keys is { } encryption)
        {
            acts.Add(("key.encryption.in-use", EventData.Json(("key", encryption.Current.ToString()))));
        }

        if (LedgerKey() is { } ledger)
        {
            acts.Add(("key.ledger.in-use", EventData.Json(("key", ledger))));
        }

        var now = time.GetUtcNow();
        var news = new List<ExchangeEvent>();
        foreach (var (kind, data) in acts)
        {
            if (await history.RecentEventsAsync(RetailerId.Default, kind, 1, cancellationToken) is not [{ Data: var last }] || last != data)
            {
                news.Add(new ExchangeEvent(ids.Next(now), now, kind, ExchangeId: null, PartyId: null, "configuration", data));
            }
        }

        if (news.Count > 0)
        {
            await store.RecordEventsAsync(RetailerId.Default, news, cancellationToken);
        }
    }

    private static string Of(X509Certificate2 certificate) => EventData.Json(
        (SigningKeyEvent.Sha256Name, certificate.GetCertHashString(HashAlgorithmName.SHA256)),
        ("subject", certificate.Subject),
        ("until", certificate.NotAfter.ToUniversalTime().ToString("u")));

    /// <summary>Null where it cannot be had; the checkpoint schedule says why.</summary>
    private string? LedgerKey()
    {
        try
        {
            return LogKeyFile.Ensure(folder, options.Hub.Code, LogKeyFile.Algorithm()).Verifier.ToString();
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
