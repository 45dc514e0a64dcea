using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Data;

/// <summary>What a production folder refuses: keys, passphrases and codes that are only fit for development.</summary>
internal static class ProductionRules
{
    private const int ShortestPassphrase = 12;

    private static readonly HashSet<string> KnownPassphrases = new(StringComparer.OrdinalIgnoreCase)
    {
        "changeit", "changeme", "password", "passphrase", "secret", "default", "123456", "12345678", "ihub", "integrationhub", "admin", "test",
    };

    /// <summary>Everything that is in the way of running for business; nothing for a development folder.</summary>
    public static IReadOnlyList<ConfigurationProblem> Check(DataFolder folder, HubOptions options, TimeProvider time)
    {
        var problems = new List<ConfigurationProblem>();
        if (folder.IsProduction)
        {
            CodeIsOwn(options, problems);
            KeysAreNotForDevelopment(folder, options, time, problems);
            AuthoritiesAreNotForDevelopment(folder, options, time, problems);
            PassphraseIsNotKnown(folder, options, problems);
            EncryptionKeysAreApart(folder, options, problems);
            ServicesAreNotForDevelopment(folder, options, time, problems);
            CodesReachPhones(options, problems);
        }

        return problems;
    }

    /// <summary>
    /// What runs but should be known: pages without our name, and an authority whose certificates nobody checks for revocation. That is no refusal, since some markets'
    /// authorities publish nothing; saying so once in <c>trust.revocation.uncheckedBecause</c> ends the warning.
    /// </summary>
    public static IReadOnlyList<ConfigurationProblem> Warnings(DataFolder folder, HubOptions options, TimeProvider time)
    {
        List<ConfigurationProblem> warnings = NameMissing(folder, options) is { } missing ? [missing] : [];
        var trust = TrustStore.Load(options.Pki.Trust.Select(folder.Resolve), time);
        if (!folder.IsProduction || options.Trust.Revocation.UncheckedBecause.Length > 0 || trust.Problem is not null)
        {
            return warnings;
        }

        var services = TrustFiles.Read(folder, options.Trust, time).Services;
        return
        [
            .. warnings,
            .. trust.Value.Authorities.Where(authority => !services.Any(service => service.Is(authority))).Select(authority => new ConfigurationProblem(
                "REVOCATION_NOT_CHECKED",
                "trust.revocation.sources",
                $"certificates of {authority.Subject} are not checked for revocation",
                "Name the address of its CRL or OCSP responder, or say in trust.revocation.uncheckedBecause why there is none.")),
        ];
    }

    /// <summary>Pages that are served for business while nobody said what we are called; else null.</summary>
    public static ConfigurationProblem? NameMissing(DataFolder folder, HubOptions options) =>
        folder.IsProduction && options.Hub.DisplayName.Length == 0 && (options.Portal.Enabled || options.Portal.Customers.Enabled)
            ? new("DISPLAY_NAME_MISSING", "hub.displayName", "customers read no name of ours on their pages, and our code on bills and in contracts", "Say what we are called, and start the hub again.")
            : null;

    private static void CodesReachPhones(HubOptions options, List<ConfigurationProblem> problems)
    {
        if (options.Portal is { Sms: Configuration.Sections.SmsWay.Outbox } portal && (portal.Enabled || portal.Customers.Enabled))
        {
            problems.Add(new ConfigurationProblem(
                "PRODUCTION_REFUSES_SMS_OUTBOX", "portal.sms", "codes would lie in a file instead of reaching phones", "Set portal.sms to gateway and describe the provider's gateway in portal.smsGateways."));
        }
    }

    private static void ServicesAreNotForDevelopment(DataFolder folder, HubOptions options, TimeProvider time, List<ConfigurationProblem> problems)
    {
        for (var i = 0; i < options.Trust.Timestamps.Authorities.Count; i++)
        {
            var trust = TrustStore.Load(options.Trust.Timestamps.Authorities[i].Trust.Select(folder.Resolve), time);
            if (trust.Problem is null && trust.Value.HoldsDevelopmentAuthority)
            {
                problems.Add(new ConfigurationProblem(
                    "PRODUCTION_REFUSES_DEVELOPMENT_CA", $"trust.timestamps.authorities[{i}].trust", "a development CA vouches for timestamps", "Use a timestamp authority that auditors trust."));
            }
        }
    }

    private static void CodeIsOwn(HubOptions options, List<ConfigurationProblem> problems)
    {
        if (options.Hub.Code == StarterConfiguration.DevelopmentCode)
        {
            problems.Add(new ConfigurationProblem(
                "PRODUCTION_REFUSES_DEVELOPMENT_CODE", "hub.code", $"{options.Hub.Code} is the code of the demo", "Set your company's own code."));
        }
    }

    private static void KeysAreNotForDevelopment(DataFolder folder, HubOptions options, TimeProvider time, List<ConfigurationProblem> problems)
    {
        foreach (var (setting, certificate, loaded) in new[]
        {
            ("pki.tlsCertificate", options.Pki.TlsCertificate, OwnKeys.Tls(folder, options.Pki, time)),
            ("pki.signingCertificate", options.Pki.SigningDevice.IsUsed ? "the certificate of the signing device" : options.Pki.SigningCertificate, OwnKeys.Signing(folder, options.Pki, time, out _)),
        })
        {
            if (loaded.Problem is { } problem)
            {
                problems.Add(new ConfigurationProblem("PRODUCTION_NEEDS_KEYS", setting, $"{problem.Detail.TrimEnd('.')} ({problem.File})", problem.Remedy));
                continue;
            }

            using var signingKey = loaded.Value;
            if (DevelopmentAuthority.IsDevelopment(signingKey.Certificate))
            {
                problems.Add(new ConfigurationProblem(
                    "PRODUCTION_REFUSES_DEVELOPMENT_CA", setting, $"{certificate} was issued by a development CA", "Use a certificate from an authority your partners trust."));
            }
        }
    }

    private static void AuthoritiesAreNotForDevelopment(DataFolder folder, HubOptions options, TimeProvider time, List<ConfigurationProblem> problems)
    {
        var trust = TrustStore.Load(options.Pki.Trust.Select(folder.Resolve), time);
        if (trust.Problem is { } problem)
        {
            problems.Add(new ConfigurationProblem("PRODUCTION_NEEDS_KEYS", "pki.trust", $"{problem.Detail.TrimEnd('.')} ({problem.File})", problem.Remedy));
        }
        else if (trust.Value.HoldsDevelopmentAuthority)
        {
            problems.Add(new ConfigurationProblem(
                "PRODUCTION_REFUSES_DEVELOPMENT_CA", "pki.trust", "a development CA is among the trusted authorities", "Remove it; name the authorities of your partners."));
        }
    }

    private static void PassphraseIsNotKnown(DataFolder folder, HubOptions options, List<ConfigurationProblem> problems)
    {
        if (options.Pki.PassphraseFile.Length == 0)
        {
            return;
        }

        var read = SecretFiles.ReadPassphrase(folder.Resolve(options.Pki.PassphraseFile));
        if (read.Problem is null && (read.Value.Length < ShortestPassphrase || KnownPassphrases.Contains(read.Value)))
        {
            problems.Add(new ConfigurationProblem(
                "PRODUCTION_REFUSES_WEAK_PASSPHRASE",
                "pki.passphraseFile",
                "the passphrase of the keys is short or one that everybody knows",
                $"Choose one of at least {ShortestPassphrase} characters and encrypt the keys with it anew."));
        }
    }

    /// <summary>Whoever copies the data folder must not get keys and passphrase with it.</summary>
    private static void EncryptionKeysAreApart(DataFolder folder, HubOptions options, List<ConfigurationProblem> problems)
    {
        if (options.Portal.Customers.Enabled)
        {
            IsApart(folder, "portal.customers.passphraseFile", options.Portal.Customers.PassphraseFile, problems);
        }

        if (options.Confidential.Keys == KeyEncryptionProvider.Device)
        {
            return;
        }

        IsApart(folder, "confidential.passphraseFile", options.Confidential.PassphraseFile, problems);
    }

    private static void IsApart(DataFolder folder, string setting, string path, List<ConfigurationProblem> problems)
    {
        var file = folder.Resolve(path);
        if (file.StartsWith(folder.FullPath + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            problems.Add(new ConfigurationProblem(
                "PRODUCTION_REFUSES_PASSPHRASE_IN_FOLDER", setting, $"{file} lies in the data folder, beside the keys that it opens", "Name a file outside, of mode 0600, that backups of the folder do not take along."));
            return;
        }

        var read = SecretFiles.ReadPassphrase(file);
        if (read.Problem is { } problem)
        {
            problems.Add(new ConfigurationProblem("PRODUCTION_NEEDS_PASSPHRASE", setting, $"{problem.Detail.TrimEnd('.')} ({problem.File})", problem.Remedy));
        }
        else if (read.Value.Length < ShortestPassphrase || KnownPassphrases.Contains(read.Value))
        {
            problems.Add(new ConfigurationProblem(
                "PRODUCTION_REFUSES_WEAK_PASSPHRASE", setting, "the passphrase of the keys file is short or one that everybody knows", $"Choose one of at least {ShortestPassphrase} characters."));
        }
    }
}
