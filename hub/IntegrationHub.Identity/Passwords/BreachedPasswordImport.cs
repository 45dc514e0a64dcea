using System.Buffers.Binary;
using System.Globalization;

namespace IntegrationHub.Identity.Passwords;

/// <summary>What an import came to.</summary>
/// <param name="Lines">Lines that were read; empty ones do not count.</param>
/// <param name="Bad">Lines that are no digest, or no password.</param>
/// <param name="FirstBad">Numbers of the first of them, from 1.</param>
/// <param name="Held">Digests that the list holds now, each once.</param>
public sealed record BreachedImport(long Lines, long Bad, IReadOnlyList<long> FirstBad, long Held);

/// <summary>
/// Makes the sorted list that <see cref="BreachedPasswords"/> searches, of a file in any order: <c>HASH</c> or <c>HASH:COUNT</c> a line (SHA-1 in 40 hexadecimal digits), or a password a line. Memory is bounded
/// whatever the file's size: pieces are sorted in memory, kept beside the list, and merged. The list is replaced whole or not at all. Not thread-safe.
/// </summary>
/// <param name="target">The list.</param>
/// <param name="piece">Digests that are sorted in memory at a time, 24 octets each.</param>
public sealed class BreachedPasswordImport(string target, int piece = 2_000_000)
{
    /// <summary>Numbers of bad lines that are told.</summary>
    public const int MostTold = 20;

    /// <summary>Octets of a line.</summary>
    private const int LongestLine = 1024;

    private const int Digits = 40;

    /// <summary>Lines from the beginning that are looked at to tell digests from passwords.</summary>
    private const int Looked = 100;

    /// <summary>Pieces that are merged at a time: each is an open file.</summary>
    private const int MostPieces = 128;

    private readonly string _folder = target + ".importing";

    /// <summary>Adds what a file holds to the list, or puts it in the list's place.</summary>
    /// <param name="input">The file.</param>
    /// <param name="arePasswords">Whether its lines are passwords; else they are digests.</param>
    /// <param name="replaces">Whether what was in the list before is given up: not for a file with a bad line.</param>
    /// <param name="read">Told how many octets were read.</param>
    /// <param name="cancellationToken">Gives up; the list stays as it was.</param>
    /// <exception cref="InvalidDataException">What was said to be passwords is digests.</exception>
    /// <exception cref="IOException">The disk is full, or a file cannot be written.</exception>
    public BreachedImport Run(Stream input, bool arePasswords, bool replaces, Action<long> read, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);

        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            var (pieces, digests, count, lines, bad, digestLike, told) = (new List<string>(), new Digest[piece], 0, 0L, 0L, 0L, new List<long>());
            foreach (var (number, line) in LinesOf(input, read, cancellationToken))
            {
                if (line is { Length: 0 })
                    continue;

                lines++;
                digestLike += arePasswords && lines <= Looked && line is not null && Digest.Parse(line) is not null ? 1 : 0;
                if (line is null || (arePasswords ? Digest.OfPassword(line) : Digest.Parse(line)) is not { } digest)
                {
                    bad++;
                    if (told.Count < MostTold)
                        told.Add(number);

                    continue;
                }

                digests[count++] = digest;
                if (count == digests.Length)
                {
                    pieces.Add(Keep(digests, count));
                    count = 0;
                    if (pieces.Count == MostPieces)
                    {
                        var merged = MergeInto(pieces.Select(ReadPiece), asText: false, cancellationToken).Path;
                        pieces.ForEach(File.Delete);
                        pieces = [merged];
                    }
                }
            }

            // Digests of digests are the digests of nobody's password.
            if (arePasswords && digestLike > 0 && digestLike == Math.Min(lines, Looked))
                throw new InvalidDataException("Its lines are digests, and not passwords");

            // A list is given up for a good one alone.
            if (lines == bad || (replaces && bad > 0 && File.Exists(target)))
                return new(lines, bad, told, 0);

            if (count > 0)
                pieces.Add(Keep(digests, count));

            IEnumerable<IEnumerable<Digest>> all = pieces.Select(ReadPiece);
            if (!replaces && File.Exists(target))
                all = all.Append(ReadList());

            var (list, held) = MergeInto(all, asText: true, cancellationToken);
            File.Move(list, target, overwrite: true);
            return new(lines, bad, told, held);
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string PathOf() => Path.Combine(_folder, Guid.NewGuid().ToString("N"));

    private string Keep(Digest[] digests, int count)
    {
        Array.Sort(digests, 0, count);
        var path = PathOf();
        using var stream = Create(path);
        Write(stream, digests.Take(count), asText: false);
        return path;
    }

    private (string Path, long Held) MergeInto(IEnumerable<IEnumerable<Digest>> sources, bool asText, CancellationToken cancellationToken)
    {
        var path = PathOf();
        using var stream = Create(path);
        var held = Write(stream, Merged([.. sources.Select(static source => source.GetEnumerator())], cancellationToken), asText);
        stream.Flush(flushToDisk: asText);
        return (path, held);
    }

    /// <summary>All of several sorted sources, sorted.</summary>
    private static IEnumerable<Digest> Merged(List<IEnumerator<Digest>> sources, CancellationToken cancellationToken)
    {
        try
        {
            var next = new PriorityQueue<IEnumerator<Digest>, Digest>(sources.Where(static source => source.MoveNext()).Select(static source => (source, source.Current)));
            while (next.TryPeek(out var source, out var digest))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return digest;
                if (source.MoveNext())
                    next.DequeueEnqueue(source, source.Current);
                else
                    next.Dequeue();
            }
        }
        finally
        {
            sources.ForEach(static source => source.Dispose());
        }
    }

    /// <summary>Writes sorted digests, each once.</summary>
    private static long Write(Stream stream, IEnumerable<Digest> digests, bool asText)
    {
        var (held, last, octets) = (0L, default(Digest?), new byte[Digits + 1]);
        foreach (var digest in digests)
        {
            if (digest == last)
                continue;

            stream.Write(octets.AsSpan(0, digest.Write(octets, asText)));
            (last, held) = (digest, held + 1);
        }

        return held;
    }

    private static IEnumerable<Digest> ReadPiece(string path)
    {
        using var stream = Open(path);
        for (var octets = new byte[Digest.Length]; stream.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false) == octets.Length;)
            yield return Digest.Read(octets);
    }

    /// <summary>The list as it is; what is no digest in it is left out, as nobody could find it.</summary>
    private IEnumerable<Digest> ReadList()
    {
        using var stream = Open(target);
        foreach (var (_, line) in LinesOf(stream, static _ => { }, CancellationToken.None))
        {
            if (line is not null && Digest.Parse(line) is { } digest)
                yield return digest;
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });

    /// <summary>Lines with their numbers, without what ends them; null for one that is too long.</summary>
    private static IEnumerable<(long Number, byte[]? Line)> LinesOf(Stream input, Action<long> read, CancellationToken cancellationToken)
    {
        var (buffer, line, length, tooLong, number, isFirst) = (new byte[1 << 16], new byte[LongestLine], 0, false, 1L, true);
        while (input.Read(buffer) is > 0 and var count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read(count);
            for (var at = isFirst && buffer.AsSpan(0, count).StartsWith("\uFEFF"u8) ? 3 : 0; at < count; at++)
            {
                if (buffer[at] == '\n')
                {
                    yield return (number++, Taken());
                    (length, tooLong) = (0, false);
                }
                else if (length < LongestLine)
                    line[length++] = buffer[at];
                else
                    tooLong = true;
            }

            isFirst = false;
        }

        if (length > 0)
            yield return (number, Taken());

        byte[]? Taken() => tooLong ? null : line[..(length > 0 && line[length - 1] == '\r' ? length - 1 : length)];
    }

    /// <summary>A SHA-1 in the order of its hexadecimal digits.</summary>
    private readonly record struct Digest(ulong High, ulong Middle, uint Low) : IComparable<Digest>
    {
        public const int Length = 20;

        public static Digest Read(ReadOnlySpan<byte> octets) =>
            new(BinaryPrimitives.ReadUInt64BigEndian(octets), BinaryPrimitives.ReadUInt64BigEndian(octets[8..]), BinaryPrimitives.ReadUInt32BigEndian(octets[16..]));

        public static Digest OfPassword(ReadOnlySpan<byte> password) => Read(BreachedPasswords.DigestOf(password));

        /// <summary>Of <c>HASH</c> or <c>HASH:COUNT</c>; null for anything else.</summary>
        public static Digest? Parse(ReadOnlySpan<byte> line)
        {
            Span<byte> octets = stackalloc byte[Length];
            return line.Length >= Digits && (line.Length == Digits || (line[Digits] == ':' && long.TryParse(line[(Digits + 1)..].Trim((byte)' '), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                && Convert.FromHexString(line[..Digits], octets, out _, out _) == System.Buffers.OperationStatus.Done
                    ? Read(octets)
                    : null;
        }

        public int CompareTo(Digest other) => High != other.High ? High.CompareTo(other.High) : Middle != other.Middle ? Middle.CompareTo(other.Middle) : Low.CompareTo(other.Low);

        /// <summary>Its octets, or its digits and a line feed.</summary>
        public int Write(Span<byte> target, bool asText)
        {
            Span<byte> octets = stackalloc byte[Length];
            BinaryPrimitives.WriteUInt64BigEndian(octets, High);
            BinaryPrimitives.WriteUInt64BigEndian(octets[8..], Middle);
            BinaryPrimitives.WriteUInt32BigEndian(octets[16..], Low);
            if (!asText)
            {
                octets.CopyTo(target);
                return Length;
            }

            Convert.TryToHexString(octets, target, out _);
            target[Digits] = (byte)'\n';
            return Digits + 1;
        }
    }
}
