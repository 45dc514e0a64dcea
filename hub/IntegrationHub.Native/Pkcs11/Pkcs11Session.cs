using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IntegrationHub.Native.Pkcs11;

/// <summary>A logged-in session on a token.</summary>
/// <remarks>Thread-safe: a session does one operation at a time, behind a lock.</remarks>
public sealed unsafe partial class Pkcs11Session : IDisposable
{
    private const nuint SerialSession = 4;
    private const nuint ForWriting = 2;
    private const nuint User = 1;
    private const nuint Class = 0;
    private const nuint Label = 3;
    private const nuint Value = 0x11;
    private const nuint Id = 0x102;
    private const nuint RsaPkcs = 1;
    private const nuint Ecdsa = 0x1041;
    private const nuint KeyType = 0x100;
    private const nuint RsaKeyType = 0;
    private const nuint CertificateClass = 1;
    private const nuint PrivateKeyClass = 3;
    private readonly Lock gate = new();
    private readonly Pkcs11Module module;
    private readonly nuint session;
    private bool closed;

    private Pkcs11Session(Pkcs11Module module, nuint session)
    {
        this.module = module;
        this.session = session;
    }

    internal static Pkcs11Session Open(Pkcs11Module module, nuint slot, string pin, bool forWriting)
    {
        nuint handle;
        Pkcs11Result.Check(
            ((delegate* unmanaged<nuint, nuint, nint, nint, nuint*, nuint>)module.Function(12))(
                slot, forWriting ? SerialSession | ForWriting : SerialSession, 0, 0, &handle), "C_OpenSession");
        var opened = new Pkcs11Session(module, handle);
        var octets = Encoding.UTF8.GetBytes(pin);
        try
        {
            fixed (byte* start = octets)
            {
                var result = ((delegate* unmanaged<nuint, nuint, byte*, nuint, nuint>)module.Function(18))(handle, User, start, (nuint)octets.Length);
                if (result != Pkcs11Result.AlreadyLoggedIn)
                    Pkcs11Result.Check(result, "C_Login");
            }
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }

    /// <summary>The certificate object of that label or id, or null when the token holds none.</summary>
    public X509Certificate2? FindCertificate(string label, ReadOnlySpan<byte> id = default)
    {
        lock (gate)
        {
            if (Find(CertificateClass, label, id) is not { } handle)
                return null;
            var attribute = stackalloc nuint[3] { Value, 0, 0 };
            var read = (delegate* unmanaged<nuint, nuint, nuint*, nuint, nuint>)module.Function(24);
            Pkcs11Result.Check(read(session, handle, attribute, 1), "C_GetAttributeValue");
            var der = new byte[(int)attribute[2]];
            fixed (byte* target = der)
            {
                attribute[1] = (nuint)target;
                Pkcs11Result.Check(read(session, handle, attribute, 1), "C_GetAttributeValue");
            }
            return X509CertificateLoader.LoadCertificate(der);
        }
    }

    /// <summary>True when the token holds exactly one private key of that label or id.</summary>
    public bool HasPrivateKey(string label, ReadOnlySpan<byte> id = default)
    {
        lock (gate)
            return Find(PrivateKeyClass, label, id) is not null;
    }

    /// <summary>Signs a digest with the private key of that label or id: PKCS#1 v1.5 for RSA, r||s for elliptic curves.</summary>
    /// <exception cref="CryptographicException">The key is missing, or the device refuses.</exception>
    internal byte[] SignDigest(string label, ReadOnlySpan<byte> id, ReadOnlySpan<byte> digest, HashAlgorithmName hash)
    {
        lock (gate)
        {
            var key = Find(PrivateKeyClass, label, id) ?? throw new CryptographicException("The token holds no such private key, or several.");
            return IsRsa(key) ? Sign(key, RsaPkcs, [.. DigestInfo.Of(hash), .. digest]) : Sign(key, Ecdsa, digest);
        }
    }

    private bool IsRsa(nuint key)
    {
        nuint type = 0;
        var attribute = stackalloc nuint[3] { KeyType, (nuint)(&type), (nuint)sizeof(nuint) };
        Pkcs11Result.Check(((delegate* unmanaged<nuint, nuint, nuint*, nuint, nuint>)module.Function(24))(session, key, attribute, 1), "C_GetAttributeValue");
        return type == RsaKeyType;
    }

    private byte[] Sign(nuint key, nuint mechanism, ReadOnlySpan<byte> data)
    {
        var parameters = stackalloc nuint[3] { mechanism, 0, 0 };
        Pkcs11Result.Check(((delegate* unmanaged<nuint, nuint*, nuint, nuint>)module.Function(42))(session, parameters, key), "C_SignInit");
        var signature = new byte[2048];
        nuint length = 2048;
        fixed (byte* source = data, target = signature)
            Pkcs11Result.Check(((delegate* unmanaged<nuint, byte*, nuint, byte*, nuint*, nuint>)module.Function(43))(session, source, (nuint)data.Length, target, &length), "C_Sign");
        return signature[..(int)length];
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
            ((delegate* unmanaged<nuint, nuint>)module.Function(13))(session);
        }
    }

    private nuint? Find(nuint objectClass, string label, ReadOnlySpan<byte> id = default)
    {
        var name = Encoding.UTF8.GetBytes(label);
        var handles = stackalloc nuint[2];
        nuint count = 0;
        fixed (byte* text = name, number = id)
        {
            var template = stackalloc nuint[9] { Class, (nuint)(&objectClass), (nuint)sizeof(nuint), 0, 0, 0, 0, 0, 0 };
            nuint attributes = 1;
            if (name.Length > 0)
                Attribute(template, attributes++, Label, (nuint)text, name.Length);
            if (id.Length > 0)
                Attribute(template, attributes++, Id, (nuint)number, id.Length);
            Pkcs11Result.Check(((delegate* unmanaged<nuint, nuint*, nuint, nuint>)module.Function(26))(session, template, attributes), "C_FindObjectsInit");
        }
        var found = ((delegate* unmanaged<nuint, nuint*, nuint, nuint*, nuint>)module.Function(27))(session, handles, 2, &count);
        Pkcs11Result.Check(((delegate* unmanaged<nuint, nuint>)module.Function(28))(session), "C_FindObjectsFinal");
        Pkcs11Result.Check(found, "C_FindObjects");
        return count == 1 ? handles[0] : null;
    }

    private static void Attribute(nuint* template, nuint index, nuint type, nuint value, int length)
    {
        template[3 * index] = type;
        template[(3 * index) + 1] = value;
        template[(3 * index) + 2] = (nuint)length;
    }
}
