using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Native.Pkcs11;

/// <summary>
/// A PKCS#11 library (2.20 and later) by its function list: as much of it as signing needs. Linux and macOS, whose CK_ULONG has the size of
/// a pointer.
/// </summary>
/// <remarks>Thread-safe. One per library and process; the library stays loaded until the process ends, as devices want it.</remarks>
public sealed unsafe class Pkcs11Module
{
    private const int OsLocking = 2;
    private readonly nint* functions;

    private Pkcs11Module(nint functionList)
    {
        // The list begins with the version, padded to the size of a pointer.
        functions = (nint*)(functionList + sizeof(nint));
        var arguments = stackalloc nint[6];
        new Span<nint>(arguments, 6).Clear();
        arguments[4] = OsLocking;
        var result = ((delegate* unmanaged<nint*, nuint>)functions[0])(arguments);
        if (result != Pkcs11Result.AlreadyInitialized)
            Pkcs11Result.Check(result, "C_Initialize");
    }

    /// <summary>Loads and initialises a library.</summary>
    /// <param name="path">The vendor's shared library.</param>
    /// <exception cref="CryptographicException">It cannot be loaded, is no PKCS#11 library, or does not start.</exception>
    public static Pkcs11Module Load(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("PKCS#11 devices are supported on Linux and macOS.");
        if (!NativeLibrary.TryLoad(path, out var handle) || !NativeLibrary.TryGetExport(handle, "C_GetFunctionList", out var export))
            throw new CryptographicException($"{path} cannot be loaded or is no PKCS#11 library.");
        nint list;
        Pkcs11Result.Check(((delegate* unmanaged<nint*, nuint>)export)(&list), "C_GetFunctionList");
        return new Pkcs11Module(list);
    }

    /// <summary>Opens a session on the token of that label and logs in.</summary>
    /// <exception cref="CryptographicException">No such token, or the PIN is wrong; a device counts wrong PINs and locks.</exception>
    /// <param name="tokenLabel">Label of the token.</param>
    /// <param name="pin">Its user PIN.</param>
    /// <param name="forWriting">True to make keys on it.</param>
    public Pkcs11Session Open(string tokenLabel, string pin, bool forWriting = false) => Open(tokenLabel, "", pin, forWriting);

    /// <summary>Opens a session on the token of that label or serial number and logs in.</summary>
    /// <param name="tokenLabel">Empty: any label.</param>
    /// <param name="tokenSerial">Empty: any serial number.</param>
    /// <param name="pin">The user's.</param>
    /// <param name="forWriting">True to make keys on it.</param>
    /// <exception cref="CryptographicException">No such token, several, or the PIN is wrong; a device counts wrong PINs and locks.</exception>
    public Pkcs11Session Open(string tokenLabel, string tokenSerial, string pin, bool forWriting = false)
    {
        var found = Slots().Where(slot => IsToken(slot, tokenLabel, tokenSerial)).ToList();
        return found.Count switch
        {
            1 => Pkcs11Session.Open(this, found[0], pin, forWriting),
            0 => throw new Pkcs11Exception(0xE0, $"No token is labelled \"{(tokenLabel.Length > 0 ? tokenLabel : tokenSerial)}\"."),
            _ => throw new CryptographicException($"{found.Count} tokens are called so; name the serial number."),
        };
    }

    /// <summary>Ends every session of this process on a token, as a device that is pulled out does.</summary>
    internal void CloseAllSessions(string tokenLabel)
    {
        foreach (var slot in Slots().Where(slot => IsToken(slot, tokenLabel, "")))
            Pkcs11Result.Check(((delegate* unmanaged<nuint, nuint>)functions[14])(slot), "C_CloseAllSessions");
    }

    internal nint Function(int index) => functions[index];

    private nuint[] Slots()
    {
        nuint count = 0;
        var list = (delegate* unmanaged<byte, nuint*, nuint*, nuint>)functions[4];
        Pkcs11Result.Check(list(1, null, &count), "C_GetSlotList");
        var slots = new nuint[(int)count];
        fixed (nuint* target = slots)
            Pkcs11Result.Check(list(1, target, &count), "C_GetSlotList");
        return slots[..(int)count];
    }

    private bool IsToken(nuint slot, string label, string serial)
    {
        // CK_TOKEN_INFO has 208 octets at most: label (32), manufacturer (32), model (16), serial number (16), all padded with blanks.
        var info = stackalloc byte[512];
        if (((delegate* unmanaged<nuint, byte*, nuint>)functions[6])(slot, info) != 0)
            return false;
        return (label.Length == 0 || Padded(info, 32) == label) && (serial.Length == 0 || Padded(info + 80, 16) == serial);

        static string Padded(byte* text, int length) => Encoding.UTF8.GetString(text, length).TrimEnd(' ', '\0');
    }
}
