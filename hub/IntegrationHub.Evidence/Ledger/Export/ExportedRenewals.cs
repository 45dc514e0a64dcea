using System.Security.Cryptography;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Ledger.Export;

/// <summary>The renewals of an export, found by the digests they carry on.</summary>
internal sealed class ExportedRenewals
{
    private readonly Dictionary<string, List<ArchiveTimestamp>> byDigest = new(StringComparer.Ordinal);

    public void Add(ArchiveTimestamp renewal)
    {
        foreach (var digest in RenewalList.DigestsOf(renewal.List))
        {
            if (!byDigest.TryGetValue(digest, out var over))
                byDigest.Add(digest, over = []);
            over.Add(renewal);
        }
    }

    /// <summary>What carries a checkpoint's timestamp on, oldest first.</summary>
    public TimestampChain ChainOf(byte[] note, byte[] token) => new(
        token,
        [
            .. new[] { SHA256.HashData(note), SHA512.HashData(note) }
                .SelectMany(digest => byDigest.GetValueOrDefault(Convert.ToHexStringLower(digest)) ?? []).DistinctBy(r => r.Id).OrderBy(r => r.Id),
        ]);
}
