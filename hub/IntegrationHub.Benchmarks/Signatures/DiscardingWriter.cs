using System.Buffers;

namespace IntegrationHub.Benchmarks.Signatures;

/// <summary>Takes what is written, as a connection does, and keeps nothing.</summary>
internal sealed class DiscardingWriter : IBufferWriter<byte>
{
    private readonly byte[] room = new byte[64 * 1024];

    public long Written { get; private set; }

    public void Advance(int count) => Written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => room;

    public Span<byte> GetSpan(int sizeHint = 0) => room;
}
