using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IntegrationHub.Native.OpenSsl;

/// <summary>The functions of the system's OpenSSL 3 libcrypto that this binding uses; nothing of it parses what others sent except keys.</summary>
internal static partial class LibCrypto
{
    private const string Name = "ihub-libcrypto";

    static LibCrypto()
    {
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), Resolve);
        IsAvailable = TryVersion() >= 3;
    }

    /// <summary>True when an OpenSSL 3 can be loaded.</summary>
    public static bool IsAvailable { get; }

    [LibraryImport(Name)]
    internal static partial uint OPENSSL_version_major();

    [LibraryImport(Name)]
    internal static unsafe partial SafeKeyHandle EVP_PKEY_new_raw_private_key(int type, IntPtr engine, byte* key, nuint length);

    [LibraryImport(Name)]
    internal static unsafe partial SafeKeyHandle EVP_PKEY_new_raw_public_key(int type, IntPtr engine, byte* key, nuint length);

    [LibraryImport(Name)]
    internal static unsafe partial int EVP_PKEY_get_raw_public_key(SafeKeyHandle key, byte* target, nuint* length);

    [LibraryImport(Name)]
    internal static partial void EVP_PKEY_free(IntPtr key);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int EVP_PKEY_is_a(SafeKeyHandle key, string name);

    [LibraryImport(Name)]
    internal static unsafe partial SafeKeyHandle d2i_PUBKEY(IntPtr target, byte** source, nint length);

    [LibraryImport(Name)]
    internal static unsafe partial SafeKeyHandle d2i_AutoPrivateKey(IntPtr target, byte** source, nint length);

    [LibraryImport(Name)]
    internal static partial SafeDigestContext EVP_MD_CTX_new();

    [LibraryImport(Name)]
    internal static partial void EVP_MD_CTX_free(IntPtr context);

    [LibraryImport(Name)]
    internal static partial void EVP_MD_CTX_set_pkey_ctx(SafeDigestContext context, IntPtr keyContext);

    [LibraryImport(Name)]
    internal static partial IntPtr EVP_PKEY_CTX_new(SafeKeyHandle key, IntPtr engine);

    [LibraryImport(Name)]
    internal static partial void EVP_PKEY_CTX_free(IntPtr context);

    [LibraryImport(Name)]
    internal static unsafe partial int EVP_PKEY_CTX_set1_id(IntPtr context, byte* id, int length);

    [LibraryImport(Name)]
    internal static partial IntPtr EVP_sm3();

    [LibraryImport(Name)]
    internal static partial int EVP_DigestInit_ex(SafeDigestContext context, IntPtr type, IntPtr engine);

    [LibraryImport(Name)]
    internal static unsafe partial int EVP_DigestUpdate(SafeDigestContext context, byte* data, nuint count);

    [LibraryImport(Name)]
    internal static unsafe partial int EVP_DigestFinal_ex(SafeDigestContext context, byte* digest, uint* size);

    [LibraryImport(Name)]
    internal static partial int EVP_DigestSignInit(SafeDigestContext context, IntPtr keyContext, IntPtr type, IntPtr engine, SafeKeyHandle key);

    [LibraryImport(Name)]
    internal static unsafe partial int EVP_DigestSign(SafeDigestContext context, byte* signature, nuint* length, byte* data, nuint count);

    [LibraryImport(Name)]
    internal static partial int EVP_DigestVerifyInit(SafeDigestContext context, IntPtr keyContext, IntPtr type, IntPtr engine, SafeKeyHandle key);

    [LibraryImport(Name)]
    internal static unsafe partial int EVP_DigestVerify(SafeDigestContext context, byte* signature, nuint length, byte* data, nuint count);

    [LibraryImport(Name)]
    internal static partial void ERR_clear_error();

    [LibraryImport(Name)]
    private static partial nuint ERR_get_error();

    [LibraryImport(Name)]
    private static unsafe partial void ERR_error_string_n(nuint error, byte* target, nuint length);

    /// <summary>What OpenSSL says of its last failure; empties its queue, which belongs to the thread.</summary>
    internal static unsafe CryptographicException Failure(string action)
    {
        var error = ERR_get_error();
        ERR_clear_error();
        Span<byte> text = stackalloc byte[256];
        fixed (byte* target = text)
            ERR_error_string_n(error, target, (nuint)text.Length);
        var end = text.IndexOf((byte)0);
        return new CryptographicException($"{action}: {System.Text.Encoding.UTF8.GetString(text[..Math.Max(end, 0)])}");
    }

    private static uint TryVersion()
    {
        try
        {
            return OPENSSL_version_major();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return 0;
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name)
            return IntPtr.Zero;
        foreach (var candidate in (string[])["libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll"])
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
                return handle;
        }
        return IntPtr.Zero;
    }
}

/// <summary>An EVP_PKEY.</summary>
internal sealed class SafeKeyHandle() : SafeHandle(IntPtr.Zero, ownsHandle: true)
{
    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }
}

/// <summary>An EVP_MD_CTX.</summary>
internal sealed class SafeDigestContext() : SafeHandle(IntPtr.Zero, ownsHandle: true)
{
    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MD_CTX_free(handle);
        return true;
    }
}
