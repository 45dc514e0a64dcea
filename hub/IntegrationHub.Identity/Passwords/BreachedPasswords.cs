using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Identity.Passwords;

/// <summary>
/// A list of passwords that are known from breaches: a text file with one SHA-1 in hexadecimal digits a line, sorted, as it can be had in public
/// (<c>HASH</c> or <c>HASH:COUNT</c>). It is searched on disk, so it may have tens of gigabytes. Thread-safe.
/// </summary>
/// <param name="file">Path of the file.</param>
public sealed class BreachedPasswords(string file)
{
    private const int Digits = 40;
    private const int LongestLine = 64;

    /// <summary>What keeps the file from being searched; <c>null</c> when it is as it has to be at its beginning.</summary>
    public string? Problem()
    {
        if (!File.Exists(file))
            return "there is no such file";

        using var stream = Open();
        var (first, next) = LineAt(stream, 0);
        if (first is null)
            return "its first line is no SHA-1 of 40 hexadecimal digits";

        return next < stream.Length && (LineAt(stream, next).Hash is not { } second || string.CompareOrdinal(first, second) >= 0) ? "its lines are not sorted" : null;
    }

    /// <summary>Whether the list holds the password.</summary>
    /// <exception cref="InvalidDataException">The file is not what it has to be.</exception>
    public bool Holds(string password)
    {
        var wanted = HashOf(password);
        using var stream = Open();
        var (low, high) = (0L, stream.Length);
        while (low < high)
        {
            var begin = LineBegin(stream, low + ((high - low) / 2));
            var (hash, next) = LineAt(stream, begin);
            if (hash is null)
                throw new InvalidDataException($"{file} holds no SHA-1 at octet {begin}.");

            var order = string.CompareOrdinal(hash, wanted);
            if (order == 0)
                return true;

            if (order < 0)
                low = next;
            else
                high = begin;
        }

        return false;
    }

    /// <summary>Lists are made of it; nothing is protected by it here.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "The lists that can be had are of SHA-1; it protects nothing here.")]
    internal static byte[] DigestOf(ReadOnlySpan<byte> password) => SHA1.HashData(password);

    private static string HashOf(string password) => Convert.ToHexString(DigestOf(Encoding.UTF8.GetBytes(password)));

    private FileStream Open() => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 256);

    /// <summary>Where the line begins that an octet lies in.</summary>
    private static long LineBegin(FileStream stream, long at)
    {
        Span<byte> before = stackalloc byte[LongestLine];
        var from = Math.Max(0, at - LongestLine);
        stream.Position = from;
        var read = stream.ReadAtLeast(before[..(int)(at - from)], (int)(at - from), throwOnEndOfStream: false);
        var feed = before[..read].LastIndexOf((byte)'\n');
        return feed < 0 ? from : from + feed + 1;
    }

    /// <summary>The hash of the line that begins here, upper case, and where the next one begins; no hash where there is none.</summary>
    private static (string? Hash, long Next) LineAt(FileStream stream, long begin)
    {
        Span<byte> line = stackalloc byte[LongestLine];
        stream.Position = begin;
        var read = stream.ReadAtLeast(line, LongestLine, throwOnEndOfStream: false);
        var feed = line[..read].IndexOf((byte)'\n');
        var hash = read < Digits ? "" : Encoding.ASCII.GetString(line[..Digits]).ToUpperInvariant();
        return (hash.Length == Digits && hash.All(char.IsAsciiHexDigit) ? hash : null, feed < 0 ? stream.Length : begin + feed + 1);
    }
}
