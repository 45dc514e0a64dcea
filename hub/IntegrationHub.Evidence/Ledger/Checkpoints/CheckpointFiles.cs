using System.Globalization;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Ledger.Checkpoints;

/// <summary>Names of the files in which checkpoints and their timestamps are kept, in folders and in bundles alike.</summary>
public static class CheckpointFiles
{
    public static string Note(long size) => Name("checkpoint", size, "txt");

    public static string Token(long size) => Name("checkpoint", size, "tst");

    public static string RenewalList(long id) => Name("renewal", id, "sums");

    public static string RenewalToken(long id) => Name("renewal", id, "tst");

    /// <summary>The entries that a file of this name is about; -1 for any other name.</summary>
    public static long SizeOf(string file) => NumberOf(file, "checkpoint");

    /// <summary>The number of the renewal that a file of this name is about; -1 for any other name.</summary>
    public static long RenewalOf(string file) => NumberOf(file, "renewal");

    private static long NumberOf(string file, string what) =>
        Path.GetFileNameWithoutExtension(file) is var name && name.StartsWith(what + "-", StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(what.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Name(string what, long number, string ending) => $"{what}-{number.ToString("D12", CultureInfo.InvariantCulture)}.{ending}";
}

/// <summary>A checkpoint whose time is proven.</summary>
/// <param name="Size">Entries it covers.</param>
/// <param name="Note">The signed note's octets.</param>
/// <param name="Timestamps">Over the note.</param>
public sealed record DatedCheckpoint(long Size, byte[] Note, TimestampChain Timestamps);
