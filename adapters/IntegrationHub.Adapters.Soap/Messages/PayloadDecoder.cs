using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Decodes Compressed payloads: base64, and gzip within limits that are kept while inflating, not afterwards.</summary>
public static class PayloadDecoder
{
    /// <summary>The compression ratio counts only beyond this size, so that small documents of blanks pass.</summary>
    private const int RatioFreeBytes = 1024 * 1024;

    private const int GzipTrailerBytes = 8;

    /// <summary>Base64 with blanks anywhere.</summary>
    /// <returns>The bytes, or <c>null</c> with a refusal.</returns>
    public static byte[]? FromBase64(ReadOnlySpan<byte> text, out Rejection? refusal)
    {
        refusal = null;
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, buffer, out _, out int written) == OperationStatus.Done && written > 0)
            return written == buffer.Length ? buffer : buffer[..written];
        refusal = EnvelopeRefusals.Of(EnvelopeRefusals.NotBase64, "The text is no base64.", "Payload/Compressed", "Send base64 of the gzip or of the file.");
        return null;
    }

    /// <summary>One gzip member.</summary>
    /// <returns>The bytes, or default with a refusal.</returns>
    public static ReadOnlyMemory<byte> Inflate(byte[] gzip, PartyLimits limits, out Rejection? refusal)
    {
        refusal = null;
        long ratioLimit = Math.Max(RatioFreeBytes, (long)gzip.Length * limits.MaxCompressionRatio);
        // The start size is what honest documents need; what the trailer claims is not believed.
        var output = new ArrayBufferWriter<byte>((int)Math.Min(limits.MaxDocumentBytes, Math.Max(4096L, gzip.Length * 4L)));
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        try
        {
            while (true)
            {
                int read = stream.Read(output.GetSpan(16 * 1024));
                if (read == 0) break;
                output.Advance(read);
                if (output.WrittenCount > limits.MaxDocumentBytes)
                    refusal = new Rejection(RejectionCodes.DocumentTooLarge, "A94", $"The document has more than {limits.MaxDocumentBytes} bytes after decompression.", "Payload/Compressed", "Split the document.");
                else if (output.WrittenCount > ratioLimit)
                    refusal = EnvelopeRefusals.Of(EnvelopeRefusals.Ratio, $"The document is compressed more than {limits.MaxCompressionRatio} times.", "Payload/Compressed", "Send the document uncompressed.");
                if (refusal is not null) return default;
            }
        }
        catch (InvalidDataException)
        {
            refusal = NotGzip();
            return default;
        }
        bool whole = gzip.Length > GzipTrailerBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(gzip.AsSpan(gzip.Length - 4)) == (uint)output.WrittenCount;
        if (whole && output.WrittenCount > 0) return output.WrittenMemory;
        refusal = NotGzip();
        return default;
    }

    private static Rejection NotGzip() => EnvelopeRefusals.Of(
        EnvelopeRefusals.NotGzip, "The bytes are no complete gzip stream.", "Payload/Compressed", "Send one gzip member, or Format BINARY for other files.");
}
