using System.Globalization;

namespace IntegrationHub.Evidence.Ledger.Checkpoints;

/// <summary>What a log says about itself at one size, in the public tlog-checkpoint form: origin, size, base64 root, further lines.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Extensions">Further lines, not empty ones; this hub writes <c>time RFC3339</c>.</param>
public sealed record Checkpoint(string Origin, long Size, LedgerHash Root, IReadOnlyList<string> Extensions)
{
    private const string TimePrefix = "time ";

    /// <summary>The signer's own statement of the time (a timestamp token proves more); null when there is none.</summary>
    public DateTimeOffset? StatedTime
    {
        get
        {
            var line = Extensions.FirstOrDefault(e => e.StartsWith(TimePrefix, StringComparison.Ordinal));
            return line is not null && DateTimeOffset.TryParseExact(
                line[TimePrefix.Length..], "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time
                : null;
        }
    }

    public static Checkpoint Of(string origin, LedgerHead head, DateTimeOffset now) =>
        new(origin, head.Size, head.Root, [TimePrefix + now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)]);

    /// <summary>Reads a note's text; null when it is no checkpoint.</summary>
    public static Checkpoint? TryParse(string text)
    {
        var lines = text.EndsWith('\n') ? text[..^1].Split('\n') : [];
        if (lines.Length < 3 || lines.Contains("") || lines[1].Length > 19 || (lines[1].Length > 1 && lines[1][0] == '0') ||
            !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return null;
        var root = new byte[LedgerHash.Length + 2];
        if (lines[2].Length != 44 || !Convert.TryFromBase64String(lines[2], root, out var length) || length != LedgerHash.Length)
            return null;
        return new Checkpoint(lines[0], size, new LedgerHash(root.AsSpan(0, length)), lines[3..]);
    }

    /// <summary>The text that is signed.</summary>
    public string ToText() =>
        string.Concat(new[] { Origin, Size.ToString(CultureInfo.InvariantCulture), Root.ToBase64() }.Concat(Extensions).Select(l => l + "\n"));

    public SignedNote Sign(NoteSignerKey key, IEd25519 ed25519) => SignedNote.Sign(ToText(), key, ed25519);

    /// <summary>Opens a signed checkpoint: well-formed, of the log that the key names, and signed by it.</summary>
    public static Checkpoint? Open(ReadOnlySpan<byte> note, NoteVerifierKey key, IEd25519 ed25519) =>
        SignedNote.TryParse(note) is { } signed && signed.IsSignedBy(key, ed25519) && TryParse(signed.Text) is { } read && read.Origin == key.Name
            ? read
            : null;
}

/// <summary>A signed checkpoint as it is kept.</summary>
/// <param name="Size">Entries it covers.</param>
/// <param name="Note">The signed note's octets.</param>
/// <param name="Timestamp">RFC 3161 token (DER) over the note's octets; null while none could be had.</param>
public sealed record StoredCheckpoint(long Size, byte[] Note, byte[]? Timestamp);
