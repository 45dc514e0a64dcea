using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Timestamps;

/// <summary>A later timestamp that carries earlier ones on.</summary>
/// <param name="Id">Its number, from 1; it names the files.</param>
/// <param name="List">A <see cref="RenewalList"/>: the digests of everything it carries on.</param>
/// <param name="Token">RFC 3161 token (DER) over the list.</param>
public sealed record ArchiveTimestamp(long Id, byte[] List, byte[] Token);

/// <summary>
/// What a renewal is made over: a file as <c>sha256sum</c> (or <c>sha512sum</c>) writes it, with the digest of each checkpoint, of its
/// timestamp, and of every earlier renewal's list and token. One token over the list renews all of them.
/// </summary>
public static class RenewalList
{
    /// <summary>Most checkpoints one list carries, so that a bundle that holds it stays small.</summary>
    public const int Most = 256;

    /// <summary>Larger lists are not read.</summary>
    public const int Largest = 1 << 20;

    /// <param name="stamped">Checkpoints with their timestamps, oldest first.</param>
    /// <param name="algorithm">SHA-256 or SHA-512.</param>
    public static byte[] Of(IEnumerable<DatedCheckpoint> stamped, HashAlgorithmName algorithm)
    {
        var lines = new StringBuilder();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var checkpoint in stamped)
        {
            Add(CheckpointFiles.Note(checkpoint.Size), checkpoint.Note);
            Add(CheckpointFiles.Token(checkpoint.Size), checkpoint.Timestamps.Token);
            foreach (var renewal in checkpoint.Timestamps.Renewals)
            {
                Add(CheckpointFiles.RenewalList(renewal.Id), renewal.List);
                Add(CheckpointFiles.RenewalToken(renewal.Id), renewal.Token);
            }
        }
        return Encoding.ASCII.GetBytes(lines.ToString());

        void Add(string name, byte[] content)
        {
            if (named.Add(name))
                lines.Append(Hex(algorithm, content)).Append("  ").Append(name).Append('\n');
        }
    }

    /// <summary>True when the list has the digest of every one of the contents; their names do not matter.</summary>
    public static bool Covers(byte[] list, IEnumerable<byte[]> contents)
    {
        var digests = DigestsOf(list);
        return contents.All(c => digests.Contains(Hex(HashAlgorithmName.SHA256, c)) || digests.Contains(Hex(HashAlgorithmName.SHA512, c)));
    }

    /// <summary>The digests a list names, in lower hexadecimal digits; none of one that is too large.</summary>
    internal static HashSet<string> DigestsOf(byte[] list) => list.Length > Largest
        ? []
        : Encoding.Latin1.GetString(list).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)[0]).ToHashSet(StringComparer.Ordinal);

    private static string Hex(HashAlgorithmName algorithm, byte[] content) => Convert.ToHexStringLower(CryptographicOperations.HashData(algorithm, content));
}
