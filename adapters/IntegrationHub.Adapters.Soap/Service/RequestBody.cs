using System.Buffers;
using System.IO.Pipelines;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>
/// The body of a request in one pooled buffer that grows with what has arrived, never with what a header claims. Its memory is valid until
/// it is disposed, which is after the answer was decided.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBuffer = 32 * 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);

    private RequestBody()
    {
    }

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads to the end.</summary>
    /// <returns><c>null</c> when more than <paramref name="limit"/> bytes come.</returns>
    public static async ValueTask<RequestBody?> ReadAsync(PipeReader reader, long limit, CancellationToken cancellationToken)
    {
        var body = new RequestBody();
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                foreach (var segment in result.Buffer)
                {
                    if (body.Length + segment.Length > limit)
                    {
                        body.Dispose();
                        return null;
                    }
                    body.Append(segment.Span);
                }
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted) return body;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max((long)_buffer.Length * 2, Length + (long)bytes.Length)));
            _buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Length = 0;
    }
}
