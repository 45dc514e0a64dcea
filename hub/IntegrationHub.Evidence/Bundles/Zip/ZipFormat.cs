namespace IntegrationHub.Evidence.Bundles.Zip;

/// <summary>The constants of the ZIP file format (APPNOTE 6.3) that containers here use, and their limits.</summary>
internal static class ZipFormat
{
    public const uint LocalHeader = 0x04034B50;
    public const uint CentralHeader = 0x02014B50;
    public const uint EndRecord = 0x06054B50;
    public const int LocalLength = 30;
    public const int CentralLength = 46;
    public const int EndLength = 22;
    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    /// <summary>Names are UTF-8.</summary>
    public const ushort Utf8Names = 0x0800;

    /// <summary>1 January 1980, the format's first day: containers of the same content are the same octets.</summary>
    public const ushort FirstDay = 0x0021;

    public const int MostEntries = 20_000;

    /// <summary>Octets of all files together after decompression.</summary>
    public const long LargestContent = 1L << 30;

    /// <summary>A file may grow to this many times its stored size; honest XML reaches 30.</summary>
    public const int LargestRatio = 200;

    /// <summary>
    /// A relative path of ordinary characters: no backslash, colon or control character, no empty, <c>.</c> or <c>..</c> part, not absolute.
    /// </summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 240 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/' or '+') &&
        name.Split('/').All(p => p.Length > 0 && p.Trim('.').Length > 0);
}

/// <summary>A file in a container.</summary>
/// <param name="Name">Path with forward slashes.</param>
public sealed record ContainerFile(string Name, byte[] Content);
