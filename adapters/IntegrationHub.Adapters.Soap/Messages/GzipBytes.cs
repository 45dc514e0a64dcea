using System.IO.Compression;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>One gzip member without a time in its header: the same bytes give the same bytes.</summary>
internal static class GzipBytes
{
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes)
    {
        var output = new MemoryStream((bytes.Length / 4) + 64);
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return output.GetBuffer().AsSpan(0, (int)output.Length);
    }
}
