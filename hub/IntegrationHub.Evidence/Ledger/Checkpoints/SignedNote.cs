using System.Buffers.Binary;
using System.Text;

namespace IntegrationHub.Evidence.Ledger.Checkpoints;

/// <summary>A text with signature lines, as C2SP signed-note and golang.org/x/mod/sumdb/note write it.</summary>
/// <param name="Text">What is signed: ends with a line feed.</param>
/// <param name="Signatures">In the order of the file.</param>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Longer notes are refused unread.</summary>
    public const int LongestNote = 1_000_000;

    private const int MostSignatures = 100;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Signs a text that ends with a line feed.</summary>
    /// <exception cref="ArgumentException">The text does not, or holds control characters.</exception>
    public static SignedNote Sign(string text, NoteSignerKey key, IEd25519 ed25519)
    {
        if (!IsText(text))
            throw new ArgumentException("A note's text ends with a line feed and holds no other control character.", nameof(text));
        var signature = key.Sign(ed25519, Encoding.UTF8.GetBytes(text));
        return new SignedNote(text, [new NoteSignature(key.Verifier.Name, key.Verifier.KeyId, signature)]);
    }

    /// <summary>Reads a note; null when it is malformed. Nothing is verified yet.</summary>
    public static SignedNote? TryParse(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > LongestNote)
            return null;
        string whole;
        try
        {
            whole = Strict.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        var split = whole.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !whole.EndsWith('\n'))
            return null;
        var (text, lines) = (whole[..(split + 1)], whole[(split + 2)..]);
        if (!IsText(text) || lines.Length == 0)
            return null;
        var signatures = lines[..^1].Split('\n').Select(NoteSignature.TryParse).ToList();
        return signatures.Count > MostSignatures || signatures.Contains(null) ? null : new SignedNote(text, signatures!);
    }

    /// <summary>True when the first signature under the key's name and id verifies; later ones under them are not looked at.</summary>
    public bool IsSignedBy(NoteVerifierKey key, IEd25519 ed25519) =>
        Signatures.FirstOrDefault(s => s.Name == key.Name && s.KeyId == key.KeyId) is { } found &&
        key.Verify(ed25519, Encoding.UTF8.GetBytes(Text), found.Value);

    /// <summary>The file's octets.</summary>
    public byte[] ToOctets() => Encoding.UTF8.GetBytes(Text + "\n" + string.Concat(Signatures.Select(s => s + "\n")));

    private static bool IsText(string text) => text.Length > 1 && text.EndsWith('\n') && !text.Any(c => c < ' ' && c != '\n');
}

/// <summary>One signature line: an em dash, the key's name, and base64 of key id and signature.</summary>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Value)
{
    private const string Start = "\u2014 ";

    public static NoteSignature? TryParse(string line)
    {
        if (!line.StartsWith(Start, StringComparison.Ordinal))
            return null;
        var parts = line[Start.Length..].Split(' ');
        if (parts.Length != 2 || !NoteVerifierKey.IsName(parts[0]) || parts[1].Length > 10_000)
            return null;
        var octets = new byte[parts[1].Length];
        if (!Convert.TryFromBase64String(parts[1], octets, out var length) || length < 5)
            return null;
        return new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(octets), octets[4..length]);
    }

    public override string ToString()
    {
        Span<byte> id = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(id, KeyId);
        return $"{Start}{Name} {Convert.ToBase64String([.. id, .. Value])}";
    }
}
