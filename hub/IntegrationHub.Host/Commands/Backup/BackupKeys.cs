using System.CommandLine;
using IntegrationHub.Backup.Sealing;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary>How a command line says who may open a backup, and with what it is opened.</summary>
internal static class BackupKeys
{
    public static Option<string?> PassphraseFile(string description) => new("--passphrase-file") { Description = description, HelpName = "FILE" };

    /// <exception cref="WrongUseException">Nobody could open it.</exception>
    /// <exception cref="RefusedException">A file cannot be used.</exception>
    public static SealingKeys Sealing(string? passphraseFile, IReadOnlyList<string> recipients)
    {
        var keys = recipients.Select(Recipient).ToList();
        if (passphraseFile is not null)
        {
            var passphrase = Passphrase(passphraseFile);
            if (passphrase.Length < SealingKeys.ShortestPassphrase)
            {
                throw new RefusedException(
                    "BACKUP_PASSPHRASE_SHORT", $"the passphrase in {passphraseFile} has fewer than {SealingKeys.ShortestPassphrase} characters", "Choose a longer one: the file may lie where many can try.");
            }

            keys.Add(SealingKeys.OfPassphrase(passphrase));
        }

        return keys.Count == 0
            ? throw new WrongUseException("say who may open the backup: --passphrase-file FILE or --recipient PEM")
            : keys.Aggregate((all, more) => all.With(more));
    }

    /// <exception cref="WrongUseException">Nothing, or both, is named.</exception>
    /// <exception cref="RefusedException">A file cannot be used.</exception>
    public static OpeningKey Opening(string? passphraseFile, string? keyFile)
    {
        if (keyFile is null)
        {
            return passphraseFile is null
                ? throw new WrongUseException("say how the backup opens: --passphrase-file FILE or --key PEM")
                : OpeningKey.OfPassphrase(Passphrase(passphraseFile));
        }

        var passphrase = passphraseFile is null ? null : Passphrase(passphraseFile);
        return OpeningKey.OfPem(System.Text.Encoding.UTF8.GetString(Value(SecretFiles.Read(keyFile))), passphrase)
            ?? throw new RefusedException("BACKUP_KEY_UNUSABLE", $"{keyFile} holds no private key that opens", "Name a private key (RSA or elliptic curve) in PEM; for an encrypted one also --passphrase-file.");
    }

    private static SealingKeys Recipient(string file) => File.Exists(file)
        ? SealingKeys.OfPem(File.ReadAllText(file))
            ?? throw new RefusedException("BACKUP_RECIPIENT_UNUSABLE", $"{file} holds no key to seal for", "Name a certificate or public key in PEM: RSA of 2048 bits and more, or an elliptic curve.")
        : throw new WrongUseException($"--recipient: there is no file `{file}`");

    private static string Passphrase(string file) => Value(SecretFiles.ReadPassphrase(file));

    private static T Value<T>(Loaded<T> loaded)
        where T : class => loaded.Problem is { } problem
            ? throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy)
            : loaded.Value;
}
