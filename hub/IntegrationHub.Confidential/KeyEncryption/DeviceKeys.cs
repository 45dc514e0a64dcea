using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Native.Pkcs11;

namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>
/// AES-256 keys in a PKCS#11 device, labelled <c>name-1</c>, <c>name-2</c>, …; they never leave it. The device wraps by CKM_AES_GCM.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class DeviceKeys : IKeyEncryptionKeys
{
    private const int NonceBytes = 12, TagBytes = 16;

    private readonly Pkcs11Session _session;
    private readonly string _name;
    private int _current;

    private DeviceKeys(Pkcs11Session session, string name, int current) => (_session, _name, _current) = (session, name, current);

    public KeyVersion Current => new(_name, Volatile.Read(ref _current));

    /// <summary>Finds the newest version on a device.</summary>
    /// <param name="session">A session that is logged in; its owner closes it.</param>
    /// <param name="name">Label of the keys without their version.</param>
    /// <exception cref="KeyEncryptionException">The device holds no first version.</exception>
    public static DeviceKeys Open(Pkcs11Session session, string name)
    {
        var newest = Newest(session, name, 0);
        return newest > 0
            ? new DeviceKeys(session, name, newest)
            : throw new KeyEncryptionException(
                KeyEncryptionProblem.Missing, $"The device holds no key {Label(name, 1)}.", "Make one with `ihub keys init`, or with the device's own program: AES-256, for encryption and decryption.");
    }

    /// <summary>Makes the first version on a device.</summary>
    /// <exception cref="KeyEncryptionException">It has one already, or refuses.</exception>
    public static DeviceKeys Create(Pkcs11Session session, string name)
    {
        if (Newest(session, name, 0) > 0)
            throw new KeyEncryptionException(KeyEncryptionProblem.WrongKey, $"The device holds {Label(name, 1)} already.", "Use it as it is, or configure another label.");

        Guard(() => session.GenerateSecretKey(Label(name, 1)));
        return new DeviceKeys(session, name, 1);
    }

    /// <summary>Makes a further version on the device, which wraps from now on.</summary>
    public KeyVersion Rotate()
    {
        var next = Newest(_session, _name, Current.Version) + 1;
        Guard(() => _session.GenerateSecretKey(Label(_name, next)));
        Volatile.Write(ref _current, next);
        return Current;
    }

    public void Refresh() => Volatile.Write(ref _current, Newest(_session, _name, Current.Version));

    public byte[] Wrap(KeyVersion key, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context)
    {
        var label = LabelOf(key);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var (plain, associated) = (dataKey.ToArray(), context.ToArray());
        return [.. nonce, .. Guard(() => _session.SealGcm(label, nonce, plain, associated, TagBytes))];
    }

    public byte[] Unwrap(KeyVersion key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context)
    {
        var label = LabelOf(key);
        if (wrapped.Length < NonceBytes + TagBytes)
            throw new KeyEncryptionException(KeyEncryptionProblem.Damaged, "A wrapped data key was cut.", "Restore the table data_key from a backup.");

        var (nonce, sealedKey, associated) = (wrapped[..NonceBytes].ToArray(), wrapped[NonceBytes..].ToArray(), context.ToArray());
        return Guard(() => _session.OpenGcm(label, nonce, sealedKey, associated, TagBytes))
            ?? throw new KeyEncryptionException(
                KeyEncryptionProblem.WrongKey, $"The device's key {label} is not the one that wrapped the data keys of this store.", "Connect the device that belongs to this store; nothing was changed.");
    }

    private string LabelOf(KeyVersion key)
    {
        if (key.Name != _name)
        {
            throw new KeyEncryptionException(
                KeyEncryptionProblem.WrongKey, $"The store was sealed with the key-encryption key {key}, and the configured device key is {_name}.", "Configure the key that belongs to this store; nothing was changed.");
        }

        return Label(_name, key.Version);
    }

    private static string Label(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"{name}-{version}");

    private static int Newest(Pkcs11Session session, string name, int known) => Guard(() =>
    {
        var newest = known;
        while (session.HasSecretKey(Label(name, newest + 1)))
            newest++;

        return newest;
    });

    private static void Guard(Action work) => Guard(() =>
    {
        work();
        return true;
    });

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CryptographicException refused)
        {
            throw new KeyEncryptionException(
                KeyEncryptionProblem.Unavailable, $"The device that holds the key-encryption keys refused: {refused.Message}", "Check that it is connected and its PIN is right, then start again.", refused);
        }
    }
}
