using System.Buffers.Binary;

namespace IntegrationHub.Confidential.Values;

/// <summary>The octets of a sealed value. Written once, read for ever: a change needs a new version.</summary>
/// <remarks>
/// <code>
/// offset  size
///      0     4  magic: 0x89 'I' 'H' 'V'. No UTF-8 text begins with 0x89, so no text or JSON is taken for a sealed value
///      4     1  version: 1
///      5     1  suite
///      6    16  id of the data key, in the order of its text
///     22    12  nonce, random
///     34     n  ciphertext
///   34+n    16  tag
/// </code>
/// Associated data: the text <c>ihub-value-1</c>, then the 22 octets before the nonce, the retailer (4 octets), table and column (length in one
/// octet, UTF-8), the row's id (16), the part (4) and 1 for the last part, else 0. Numbers are big-endian.
/// </remarks>
public static class SealedFormat
{
    public const int Version = 1;
    public const int HeaderBytes = 22;
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    /// <summary>What sealing adds to a value.</summary>
    public const int Overhead = HeaderBytes + NonceBytes + TagBytes;

    /// <summary>Longest value in one piece. One that is altered is found out only at its end, so it has to be held as a whole.</summary>
    public const int MaxPlainBytes = 16 * 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'I', (byte)'H', (byte)'V'];

    private static ReadOnlySpan<byte> Domain => "ihub-value-1"u8;

    /// <summary>True when the octets claim to be a sealed value.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> value) => value.StartsWith(Magic);

    /// <summary>The data key that a sealed value names; <c>null</c> for anything else.</summary>
    public static Guid? KeyOf(ReadOnlySpan<byte> value) => IsSealed(value) && value.Length >= Overhead ? new Guid(value[6..HeaderBytes], bigEndian: true) : null;

    internal static void WriteHeader(Span<byte> target, byte suite, Guid key)
    {
        Magic.CopyTo(target);
        target[4] = Version;
        target[5] = suite;
        key.TryWriteBytes(target[6..], bigEndian: true, out _);
    }

    /// <exception cref="SealedValueException">It is no sealed value of a known version.</exception>
    internal static (byte Suite, Guid Key) ReadHeader(ReadOnlySpan<byte> value, in ValueBinding binding)
    {
        if (!IsSealed(value))
            throw new SealedValueException(SealedValueProblem.NotSealed, $"{Place(binding)} holds a value that is not sealed.");

        if (value.Length < Overhead)
            throw new SealedValueException(SealedValueProblem.NotAuthentic, $"{Place(binding)} holds {value.Length} bytes of a sealed value: it was cut.");

        return value[4] == Version
            ? (value[5], new Guid(value[6..HeaderBytes], bigEndian: true))
            : throw new SealedValueException(SealedValueProblem.Unknown, $"{Place(binding)} holds a value of format {value[4]}; this program knows {Version}.");
    }

    /// <summary>Room that the associated data need at most.</summary>
    internal static int AssociatedBytes(in ValueBinding binding) => Domain.Length + HeaderBytes + 4 + 1 + Room(binding.Table) + 1 + Room(binding.Column) + 16 + 4 + 1;

    internal static int WriteAssociated(Span<byte> target, ReadOnlySpan<byte> header, in ValueBinding binding)
    {
        Domain.CopyTo(target);
        var at = Domain.Length;
        header[..HeaderBytes].CopyTo(target[at..]);
        at += HeaderBytes;
        BinaryPrimitives.WriteInt32BigEndian(target[at..], binding.Retailer);
        at += 4;
        at += WriteName(target[at..], binding.Table);
        at += WriteName(target[at..], binding.Column);
        binding.Row.TryWriteBytes(target[at..], bigEndian: true, out _);
        at += 16;
        BinaryPrimitives.WriteInt32BigEndian(target[at..], binding.Part);
        target[at + 4] = binding.IsLast ? (byte)1 : (byte)0;
        return at + 5;
    }

    /// <summary>Where a value lies, for messages.</summary>
    internal static string Place(in ValueBinding binding) =>
        $"{binding.Table}.{binding.Column} of {binding.Row} (retailer {binding.Retailer}, part {binding.Part})";

    /// <summary>Names of tables and columns are ASCII.</summary>
    private static int Room(string name) => name.Length;

    private static int WriteName(Span<byte> target, string name)
    {
        if (!System.Text.Ascii.IsValid(name))
            throw new ArgumentException($"'{name}' is no name of a table or column.", nameof(name));

        target[0] = checked((byte)name.Length);
        return 1 + System.Text.Encoding.ASCII.GetBytes(name, target[1..]);
    }
}
