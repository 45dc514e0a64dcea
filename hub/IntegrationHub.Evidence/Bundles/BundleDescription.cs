using System.Text.Json.Serialization;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>
/// <c>evidence.json</c>: what the files of a bundle are. It is signed with them; nothing in it is believed unsigned, and what only it says of an
/// exchange proves nothing: proven is what the ledger's events say.
/// </summary>
/// <param name="SigningKey">The event by which the ledger names the certificate that signed the bundle; null where it has none.</param>
internal sealed record BundleDescription(
    string Format, DateTimeOffset Created, IReadOnlyList<ExchangeDescription> Exchanges, IReadOnlyList<DatedDescription> Dated, EventDescription? SigningKey = null)
{
    public const string FileName = "evidence.json";
    public const string CurrentFormat = "ihub-evidence/1";
}

/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="PartyId">The party's identity, as the events name it; null in bundles from before it was written.</param>
/// <param name="RawFile">Null where the octets are missing; <c>RawSha256</c> is null with it.</param>
internal sealed record ExchangeDescription(
    Guid Id, string Direction, string Party, string State, DateTimeOffset At, string? RawFile, string? RawSha256, string? CanonicalSha256,
    IReadOnlyList<BundledRejection> Rejections, IReadOnlyList<string> AcknowledgementFiles, IReadOnlyList<EventDescription> History, Guid? PartyId = null);

/// <summary>An event: its record's file and what proves it.</summary>
/// <param name="Dated">What proves that a dated checkpoint holds it; null where nothing does.</param>
internal sealed record EventDescription(
    Guid Event, string RecordFile, byte[] Salt, byte[] Digest, long Position, IReadOnlyList<byte[]> Path, DatingDescription? Dated)
{
    /// <summary>True when the path leads from the digest to the checkpoint's root.</summary>
    public bool IsIn(Checkpoint checkpoint) =>
        Path.All(p => p.Length == LedgerHash.Length) &&
        ProofVerification.Includes(MerkleTree.LeafHash(Digest), Position, checkpoint.Size, [.. Path.Select(p => new LedgerHash(p))], checkpoint.Root);
}

internal sealed record DatingDescription(long Size, IReadOnlyList<byte[]> Path);

/// <summary>A checkpoint with its timestamp and what renewed it; the files lie in <c>ledger/dated/</c> under <c>CheckpointFiles</c>' names.</summary>
internal sealed record DatedDescription(long Size, IReadOnlyList<long> Renewals);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(BundleDescription))]
internal sealed partial class BundleJson : JsonSerializerContext;
