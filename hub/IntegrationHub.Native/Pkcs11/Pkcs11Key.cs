using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Native.Pkcs11;

/// <summary>
/// A private key in a device that outlives its sessions: a session that was lost is opened anew and logged in once per signature. The key
/// never leaves the device.
/// </summary>
/// <remarks>
/// Thread-safe; one signature at a time. A PIN that the device refused is not tried again: devices count and lock.
/// </remarks>
public sealed class Pkcs11Key : IDigestSigner, IDisposable
{
    private readonly Lock gate = new();
    private readonly Pkcs11Location location;
    private readonly string pin;
    private Pkcs11Session? session;
    private Pkcs11Exception? pinRefused;
    private volatile string? failure;

    /// <param name="location">Where the key is. Nothing is opened yet.</param>
    /// <param name="pin">The user's PIN.</param>
    public Pkcs11Key(Pkcs11Location location, string pin)
    {
        this.location = location;
        this.pin = pin;
    }

    /// <summary>Where it is.</summary>
    public Pkcs11Location Location => location;

    /// <summary>Why the last use failed; null when it went well.</summary>
    public string? Failure => failure;

    /// <summary>The certificate object with the key's label or id, or null where the token holds none.</summary>
    /// <exception cref="CryptographicException">The device cannot be reached, or the PIN is wrong.</exception>
    public X509Certificate2? FindCertificate() => Use(open => open.FindCertificate(location.KeyLabel, location.KeyId.Span));

    /// <summary>Looks for the key, logging in anew where needed; null when it is there, else what is wrong.</summary>
    public string? Probe()
    {
        try
        {
            Use(open => open.HasPrivateKey(location.KeyLabel, location.KeyId.Span) ? 0 : throw Missing());
            return null;
        }
        catch (CryptographicException wrong)
        {
            return wrong.Message;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">The device cannot be reached, has lost the key, or refuses; the message names the key.</exception>
    public byte[] Sign(ReadOnlySpan<byte> digest, HashAlgorithmName hash)
    {
        var data = digest.ToArray();
        return Use(open => open.SignDigest(location.KeyLabel, location.KeyId.Span, data, hash));
    }

    public void Dispose()
    {
        lock (gate)
            Close();
    }

    private T Use<T>(Func<Pkcs11Session, T> action)
    {
        lock (gate)
        {
            try
            {
                var result = Retried(action);
                failure = null;
                return result;
            }
            catch (CryptographicException e)
            {
                // The name of the key in front: several devices may be at work.
                failure = $"The {location} cannot be used: {e.Message}";
                throw e is Pkcs11Exception typed ? new Pkcs11Exception(typed.Result, failure) : new CryptographicException(failure, e);
            }
        }
    }

    private T Retried<T>(Func<Pkcs11Session, T> action)
    {
        var fresh = session is null;
        try
        {
            return action(Open());
        }
        catch (Pkcs11Exception lost) when (lost.IsSessionLost)
        {
            Close();
            if (fresh)
                throw;
        }
        return action(Open());
    }

    private Pkcs11Session Open()
    {
        if (session is not null)
            return session;
        if (pinRefused is not null)
            throw new Pkcs11Exception(pinRefused.Result, pinRefused.Message + " It is not tried again before the PIN was corrected and the hub restarted.");
        try
        {
            return session = Pkcs11Module.Load(location.Module).Open(location.TokenLabel, location.TokenSerial, pin);
        }
        catch (Pkcs11Exception refused) when (refused.IsPinRefused)
        {
            pinRefused = refused;
            throw;
        }
    }

    private void Close()
    {
        session?.Dispose();
        session = null;
    }

    private static CryptographicException Missing() => new("The token holds no such private key, or several.");
}
