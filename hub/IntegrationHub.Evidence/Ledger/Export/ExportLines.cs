using System.Text.Json.Serialization;

namespace IntegrationHub.Evidence.Ledger.Export;

internal sealed record HeadLine(string Format, long Size, byte[] Root);

internal sealed record CheckpointLine(long Checkpoint, byte[] Note, byte[]? Timestamp);

/// <summary>What carries timestamps of checkpoints on: a list of digests, and the token over it.</summary>
internal sealed record RenewalLine(long Renewal, byte[] List, byte[] Token);

/// <summary>The leaf hashes of 256 positions, as they were sequenced.</summary>
internal sealed record TileLine(long Tile, byte[] Hashes);

/// <summary>A leaf; <c>position</c> is null while it waits.</summary>
internal sealed record LeafLine(long? Position, Guid Event, byte[] Salt, byte[] Digest, byte[]? Record)
{
    public static LeafLine Of(long? position, LedgerLeaf leaf) => new(position, leaf.EventId, leaf.Salt, leaf.Digest, leaf.Record);

    public LedgerLeaf ToLeaf() => new(Event, Salt, Digest, Record);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HeadLine))]
[JsonSerializable(typeof(CheckpointLine))]
[JsonSerializable(typeof(RenewalLine))]
[JsonSerializable(typeof(TileLine))]
[JsonSerializable(typeof(LeafLine))]
internal sealed partial class ExportJson : JsonSerializerContext;
