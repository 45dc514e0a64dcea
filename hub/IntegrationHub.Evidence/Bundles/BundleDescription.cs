using System.Text.Json.Serialization;

namespace IntegrationHub.Evidence.Bundles;

/// <summary><c>evidence.json</c>: what the files of a bundle are. It is signed with them; nothing in it is believed unsigned.</summary>
internal sealed record BundleDescription(string Format, DateTimeOffset Created, IReadOnlyList<ExchangeDescription> Exchanges)
{
    public const string FileName = "evidence.json";
    public const string CurrentFormat = "ihub-evidence/1";
}

internal sealed record ExchangeDescription(
    Guid Id, string Direction, string Party, string State, DateTimeOffset At, string RawFile, string RawSha256, string? CanonicalSha256,
    IReadOnlyList<BundledRejection> Rejections, IReadOnlyList<string> AcknowledgementFiles, IReadOnlyList<EventDescription> History);

/// <summary>An event: its record's file and what proves it.</summary>
internal sealed record EventDescription(Guid Event, string RecordFile, byte[] Salt, byte[] Digest, long Position, IReadOnlyList<byte[]> Path);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(BundleDescription))]
internal sealed partial class BundleJson : JsonSerializerContext;
