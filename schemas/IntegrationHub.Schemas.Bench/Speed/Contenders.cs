using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Xml;
using System.Xml.Serialization;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Bench.Speed;

/// <summary>What is measured: each reads a whole document once, and throws where it finds it wrong.</summary>
internal static class Contenders
{
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Our validator over memory.</summary>
    public static void Validate(byte[] document, Profile profile)
    {
        if (!DocumentValidator.Validate(document, profile).IsValid) throw new InvalidOperationException("The document is not valid.");
    }

    /// <summary>Our validate-and-read over memory.</summary>
    public static void ValidateAndRead(byte[] document, Profile profile)
    {
        if (DocumentValidator.Read(document, null, profile).Document is null) throw new InvalidOperationException("The document is not valid.");
    }

    /// <summary>Our validate-and-read over memory, into the document's own record.</summary>
    public static void ValidateAndReadTyped(byte[] document, Profile profile)
    {
        object? read = profile.Id.RootElement switch
        {
            "Schedule_MarketDocument" => DocumentReaders.ReadSchedule(document, null, profile).Document,
            "Publication_MarketDocument" => DocumentReaders.ReadPublication(document, null, profile).Document,
            "EnergyAccount_MarketDocument" => DocumentReaders.ReadEnergyAccount(document, null, profile).Document,
            _ => DocumentReaders.ReadMeteredData(document, null, profile).Document,
        };
        if (read is null) throw new InvalidOperationException("The document is not valid.");
    }

    /// <summary>Our validator over a stream, in pieces.</summary>
    public static void Stream(Stream document, Profile profile)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var validator = new StreamingValidator(profile);
        for (int count; (count = document.Read(chunk, 0, ChunkBytes)) > 0;) validator.Push(chunk.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(chunk);
        if (!validator.Complete().IsValid) throw new InvalidOperationException("The document is not valid.");
    }

    /// <summary>The framework's reader without validation.</summary>
    public static void FrameworkReader(Stream document)
    {
        using var reader = XmlReader.Create(document, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
        }
    }

    /// <summary>The limit: looking for every tag, and nothing else.</summary>
    public static long ScanForTags(ReadOnlySpan<byte> document)
    {
        long tags = 0;
        for (int at; (at = document.IndexOf((byte)'<')) >= 0; tags++) document = document[(at + 1)..];
        return tags;
    }

    /// <summary>The framework's serializer into classes with the same fields as ours.</summary>
    public static XmlSerializer Serializer(BenchDocument type) => new(typeof(SerializedDocument), new XmlAttributeOverrides(), [], new XmlRootAttribute(type.RootName) { Namespace = type.Namespace }, type.Namespace);

    /// <summary>Reads a document into objects.</summary>
    public static void Deserialize(XmlSerializer serializer, byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        serializer.Deserialize(reader);
    }

    /// <summary>Processor seconds of xmllint over a file, as the shell counts them; null where it is not installed or fails.</summary>
    public static double? XmlLint(string schema, string file)
    {
        const string script = "xmllint --stream --noout --schema \"$0\" \"$1\" 2>/dev/null && times";
        try
        {
            using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script, schema, file]) { UseShellExecute = false, RedirectStandardOutput = true });
            if (process is null) return null;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? ChildSeconds(output) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // The second line of `times` holds user and system time of the children, each as 1m2.345s.
    private static double? ChildSeconds(string times)
    {
        string[] lines = times.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2) return null;
        double seconds = 0;
        foreach (string part in lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int minute = part.IndexOf('m', StringComparison.Ordinal);
            seconds += (double.Parse(part[..minute], CultureInfo.InvariantCulture) * 60) + double.Parse(part[(minute + 1)..^1], CultureInfo.InvariantCulture);
        }
        return seconds;
    }
}

/// <summary>For the serializer: the fields that the typed reader takes.</summary>
public sealed class SerializedDocument
{
    [XmlElement("mRID")]
    public string? MRid { get; set; }

    [XmlElement("createdDateTime")]
    public string? Created { get; set; }

    [XmlElement("TimeSeries")]
    public List<SerializedSeries> TimeSeries { get; } = [];

    [XmlElement("Series")]
    public List<SerializedSeries> Series { get; } = [];
}

/// <summary>One series for the serializer.</summary>
public sealed class SerializedSeries
{
    [XmlElement("mRID")]
    public string? MRid { get; set; }

    [XmlElement("businessType")]
    public string? BusinessType { get; set; }

    [XmlElement("curveType")]
    public string? CurveType { get; set; }

    [XmlElement("Period")]
    public List<SerializedPeriod> Periods { get; } = [];
}

/// <summary>One period for the serializer.</summary>
public sealed class SerializedPeriod
{
    [XmlElement("resolution")]
    public string? Resolution { get; set; }

    [XmlElement("Point")]
    public List<SerializedPoint> Points { get; } = [];
}

/// <summary>One point for the serializer.</summary>
public sealed class SerializedPoint
{
    [XmlElement("position")]
    public int Position { get; set; }

    [XmlElement("quantity")]
    public decimal Quantity { get; set; }

    [XmlElement("in_Quantity.quantity")]
    public decimal InQuantity { get; set; }

    [XmlElement("out_Quantity.quantity")]
    public decimal OutQuantity { get; set; }

    [XmlElement("price.amount")]
    public decimal Price { get; set; }
}
