using System.Buffers;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>Where canonical bytes go.</summary>
internal abstract class CanonicalSink
{
    public abstract void Append(ReadOnlySpan<byte> bytes);
}

/// <summary>Into a hash, and nowhere else.</summary>
internal sealed class HashSink(IncrementalHash hash) : CanonicalSink
{
    public override void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);
}

/// <summary>Into a digest of whatever family.</summary>
internal sealed class DigestSink(IRunningDigest digest) : CanonicalSink
{
    public override void Append(ReadOnlySpan<byte> bytes) => digest.Append(bytes);
}

/// <summary>Into memory: SignedInfo, which is small, and tests.</summary>
internal sealed class BufferSink(IBufferWriter<byte> writer) : CanonicalSink
{
    public override void Append(ReadOnlySpan<byte> bytes) => writer.Write(bytes);
}
