using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Suites;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Keys;
using IntegrationHub.Native.Pkcs11;

namespace IntegrationHub.Host.Node;

/// <summary>The key-encryption keys that a data folder's configuration names.</summary>
internal static class NodeEncryption
{
    /// <summary>A library is loaded once per process, and its session lasts as long.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<Pkcs11Module>> Modules = new(StringComparer.Ordinal);

    public static CipherPolicy Policy(ConfidentialOptions options) => new()
    {
        Personal = Suite(options.PersonalSuite),
        Confidential = Suite(options.ConfidentialSuite),
        MaxAge = options.DataKeyMaxAge,
    };

    public static HashDigest Digest(ConfidentialOptions options) => options.SearchDigest == ValueDigest.Sm3 ? HashDigest.Sm3 : HashDigest.Sha256;

    /// <summary>Which columns are sealed throughout, wherever the key-encryption keys lie.</summary>
    /// <exception cref="KeyEncryptionException">The note is damaged.</exception>
    public static SealedNote Note(DataFolder folder) => SealedNote.Open(Path.Combine(folder.Pki, SealedNote.FileName));

    /// <summary>True when keys were made before; a device is always asked.</summary>
    public static bool Exists(DataFolder folder, ConfidentialOptions options) =>
        options.Keys == KeyEncryptionProvider.Device || File.Exists(folder.Resolve(options.KeysFile));

    /// <exception cref="RefusedException">They are missing, wrong or not to be had; with the remedy.</exception>
    public static IKeyEncryptionKeys Load(DataFolder folder, ConfidentialOptions options) => Refusing(() => options.Keys == KeyEncryptionProvider.Device
        ? (IKeyEncryptionKeys)DeviceKeys.Open(Session(folder, options, forWriting: false), options.DeviceLabel)
        : PassphraseKeys.Open(folder.Resolve(options.KeysFile), Passphrase(folder, options)));

    /// <summary>Makes the first key. In a development folder the passphrase is made, too, and lies beside the keys: it guards copies of the store, not of the folder.</summary>
    /// <exception cref="RefusedException">There is a key already, or the passphrase is missing; with the remedy.</exception>
    public static IKeyEncryptionKeys Make(DataFolder folder, ConfidentialOptions options, DateTimeOffset now) => Refusing(() =>
    {
        using var turn = TakeTurn(folder, options);
        var file = folder.Resolve(options.KeysFile);
        return options.Keys == KeyEncryptionProvider.Passphrase && File.Exists(file)
            ? throw new RefusedException("ENCRYPTION_KEY_EXISTS", $"there is a keys file {file}", "Use it as it is; keys are never overwritten.")
            : MakeInTurn(folder, options, now);
    });

    /// <summary>The first key of a folder that had none when somebody looked: of several processes that start at once one makes it, and the others open it.</summary>
    /// <exception cref="RefusedException">It is not to be made, or does not open; with the remedy.</exception>
    public static IKeyEncryptionKeys MakeOrOpen(DataFolder folder, ConfidentialOptions options, DateTimeOffset now) => Refusing(() =>
    {
        using var turn = TakeTurn(folder, options);
        return Exists(folder, options) ? Load(folder, options) : MakeInTurn(folder, options, now);
    });

    private static IKeyEncryptionKeys MakeInTurn(DataFolder folder, ConfidentialOptions options, DateTimeOffset now) => options.Keys == KeyEncryptionProvider.Device
        ? DeviceKeys.Create(Session(folder, options, forWriting: true), options.DeviceLabel)
        : PassphraseKeys.Create(folder.Resolve(options.KeysFile), PassphraseOrNew(folder, options), now, Iterations(folder));

    /// <summary>One process of the folder at a time makes keys: a device takes two of one label without a word, and nobody could tell them apart.</summary>
    private static IDisposable TakeTurn(DataFolder folder, ConfidentialOptions options)
    {
        var file = options.Keys == KeyEncryptionProvider.Device ? Path.Combine(folder.Pki, "device-keys") : folder.Resolve(options.KeysFile);
        SecretFiles.CreateFolder(Path.GetDirectoryName(file)!);
        return SecretFiles.TakeTurn(file);
    }

    /// <summary>The passphrase; in a development folder without one it is made.</summary>
    public static string PassphraseOrNew(DataFolder folder, ConfidentialOptions options) => PassphraseOrNew(folder, options.PassphraseFile);

    /// <summary>The same of another file.</summary>
    public static string PassphraseOrNew(DataFolder folder, string path)
    {
        var file = folder.Resolve(path);
        if (!folder.IsProduction && !File.Exists(file))
        {
            SecretFiles.CreateFolder(Path.GetDirectoryName(file)!);
            SecretFiles.WriteNew(file, System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"));
        }

        return Secret(file);
    }

    /// <summary>What a passphrase of the folder's kind needs.</summary>
    public static int Iterations(DataFolder folder) => folder.IsProduction ? PassphraseKeys.Iterations : PassphraseKeys.IterationsOfRandom;

    /// <summary>Keys of the file, for what only a file can do.</summary>
    /// <exception cref="RefusedException">The keys lie in a device, or do not open.</exception>
    public static PassphraseKeys FromFile(DataFolder folder, ConfidentialOptions options) => Load(folder, options) as PassphraseKeys
        ?? throw new RefusedException("ENCRYPTION_KEY_IN_DEVICE", "the key-encryption keys lie in a device", "Back the device up by its maker's own means; the keys never leave it.");

    /// <summary>Adds a version of the key-encryption key.</summary>
    public static KeyVersion Rotate(DataFolder folder, ConfidentialOptions options, DateTimeOffset now) => Refusing(() =>
    {
        // A file takes its turn by itself.
        if (options.Keys != KeyEncryptionProvider.Device)
            return FromFile(folder, options).Rotate(now);

        using var turn = TakeTurn(folder, options);
        return DeviceKeys.Open(Session(folder, options, forWriting: true), options.DeviceLabel).Rotate();
    });

    public static string Passphrase(DataFolder folder, ConfidentialOptions options) => Secret(folder.Resolve(options.PassphraseFile));

    /// <summary>The first line of a file that nobody else may read.</summary>
    /// <exception cref="RefusedException">It cannot be read.</exception>
    public static string Secret(string file)
    {
        var read = SecretFiles.ReadPassphrase(file);
        return read.Problem is { } problem ? throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail}", problem.Remedy) : read.Value;
    }

    /// <summary>Tells a problem with keys as a refusal.</summary>
    public static T Refusing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (KeyEncryptionException problem)
        {
            throw Refusal(problem);
        }
    }

    public static RefusedException Refusal(KeyEncryptionException problem) => new(
        "ENCRYPTION_KEY_" + JsonNamingPolicy.SnakeCaseUpper.ConvertName(problem.Problem.ToString()), problem.Detail.TrimEnd('.'), problem.Remedy);

    private static ICipherSuite Suite(ValueSuite suite) => suite == ValueSuite.Sm4Gcm ? CipherSuites.Sm4Gcm : CipherSuites.Aes256Gcm;

    private static Pkcs11Session Session(DataFolder folder, ConfidentialOptions options, bool forWriting)
    {
        try
        {
            return Modules.GetOrAdd(options.DeviceLibrary, static library => new Lazy<Pkcs11Module>(() => Pkcs11Module.Load(library)))
                .Value.Open(options.DeviceToken, Secret(folder.Resolve(options.DevicePinFile)), forWriting);
        }
        catch (CryptographicException refused)
        {
            throw new KeyEncryptionException(
                KeyEncryptionProblem.Unavailable, refused.Message, "Check confidential.deviceLibrary, deviceToken and devicePinFile, and that the device is connected.", refused);
        }
    }
}
