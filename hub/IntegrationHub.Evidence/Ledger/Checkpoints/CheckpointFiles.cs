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

    private static string Name(string what, long number, string ending) => $"{what}-{number.ToString("D12", CultureInfo.InvariantCulture)}.{ending}";
}

/// <summary>A checkpoint whose time is proven.</summary>
/// <param name="Size">Entries it covers.</param>
/// <param name="Note">The signed note's octets.</param>
/// <param name="Timestamps">Over the note.</param>
public sealed record DatedCheckpoint(long Size, byte[] Note, TimestampChain Timestamps);
