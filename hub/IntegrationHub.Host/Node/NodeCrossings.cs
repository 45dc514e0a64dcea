using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Keys;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Crossing;

namespace IntegrationHub.Host.Node;

/// <summary>
/// The keys for what crosses: each side's file under a key-encryption key of its own. The company's is the store's; the customers' lies under <c>portal.customers.passphraseFile</c>,
/// so that a process for customers needs nothing else.
/// </summary>
internal static class NodeCrossings
{
    /// <summary>The customers' end.</summary>
    /// <exception cref="RefusedException">Its keys are missing, wrong or not to be had; with the remedy.</exception>
    public static ICrossingSeal Customers(DataFolder folder, HubOptions options) => NodeEncryption.Refusing(() => CrossingKeyFile.Open(CustomersFile(folder), OpenCustomersKeys(folder, options)));

    /// <summary>
    /// The company's end; made where nothing was sealed yet. What crossed before there was sealing is sealed here, once. Null where nothing crosses and nobody gave a passphrase for the customers' keys.
    /// </summary>
    /// <exception cref="RefusedException">The keys are lost, or belong to another store; with the remedy.</exception>
    /// <exception cref="KeyEncryptionException">They do not open.</exception>
    public static async Task<ICrossingSeal?> CompanyAsync(HubStore store, DataFolder folder, HubOptions options, IKeyEncryptionKeys keys, CancellationToken cancellationToken)
    {
        var file = CompanyFile(folder);
        var open = new OpenCrossings(store);
        var newest = (await open.ReadNewestAsync(store.Options.Retailer, cancellationToken)).Where(CrossingKeyFile.IsSealed).ToList();
        if (!File.Exists(file))
        {
            if (newest.Count > 0)
            {
                throw new RefusedException(
                    "ENCRYPTION_KEY_MISSING", $"there is no file {file}, and what crossed to the customers' side was sealed with its keys", "Bring it back from `ihub keys backup` with `ihub keys restore FILE`. Nothing was changed.");
            }

            if (folder.IsProduction && !File.Exists(folder.Resolve(options.Portal.Customers.PassphraseFile)))
            {
                return options.Portal.Customers.Enabled
                    ? throw new RefusedException("ENCRYPTION_KEY_MISSING", "there is no passphrase for the customers' keys", "Name a file outside of the data folder in portal.customers.passphraseFile.")
                    : null;
            }

            Change(folder, options, keys, CrossingKeyFile.Ensure, TimeProvider.System.GetUtcNow());
        }

        var company = CrossingKeyFile.Open(file, keys);
        if (newest.Count > 0 && !newest.Exists(company.Knows))
        {
            throw new RefusedException("ENCRYPTION_KEY_WRONG_KEY", $"{file} holds other keys than those that sealed what crossed to the customers' side", "Bring back the right one with `ihub keys restore FILE`. Nothing was changed.");
        }

        if (!company.OpenIsSealed)
        {
            await open.SealAsync(store.Options.Retailer, company, cancellationToken);
            if (store.ReachesCustomersSide)
            {
                CrossingKeyFile.NoteOpenIsSealed(file);
            }
        }

        return company;
    }

    /// <summary>New key pairs for both sides; the first ones where there are none. What lies open is looked for again at the next start: an old backup may have come back.</summary>
    public static void Rotate(DataFolder folder, HubOptions options, IKeyEncryptionKeys keys, DateTimeOffset now) => Change(folder, options, keys, CrossingKeyFile.Rotate, now);

    private static void Change(
        DataFolder folder, HubOptions options, IKeyEncryptionKeys keys,
        Action<(string File, IKeyEncryptionKeys Keys), (string File, IKeyEncryptionKeys Keys), DateTimeOffset> change, DateTimeOffset now)
    {
        SecretFiles.CreateFolder(Path.GetDirectoryName(CompanyFile(folder))!);
        using var turn = SecretFiles.TakeTurn(CustomersKeysFile(folder));
        using var customers = NodeEncryption.Refusing(() => File.Exists(CustomersKeysFile(folder)) ? OpenCustomersKeys(folder, options) : MakeCustomersKeys(folder, options, now));
        NodeEncryption.Refusing(() =>
        {
            change((CompanyFile(folder), keys), (CustomersFile(folder), customers), now);
            return true;
        });
    }

    private static PassphraseKeys OpenCustomersKeys(DataFolder folder, HubOptions options) =>
        PassphraseKeys.Open(CustomersKeysFile(folder), NodeEncryption.Secret(folder.Resolve(options.Portal.Customers.PassphraseFile)));

    private static PassphraseKeys MakeCustomersKeys(DataFolder folder, HubOptions options, DateTimeOffset now) =>
        PassphraseKeys.Create(CustomersKeysFile(folder), NodeEncryption.PassphraseOrNew(folder, options.Portal.Customers.PassphraseFile), now, NodeEncryption.Iterations(folder));

    private static string CompanyFile(DataFolder folder) => Path.Combine(folder.Pki, "crossings", "company.json");

    private static string CustomersFile(DataFolder folder) => Path.Combine(folder.Pki, "crossings", "customers.json");

    private static string CustomersKeysFile(DataFolder folder) => Path.Combine(folder.Pki, "crossings", "customers-keys.json");
}
