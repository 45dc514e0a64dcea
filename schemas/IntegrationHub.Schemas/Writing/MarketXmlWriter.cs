using System.Buffers;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>
/// Writes the XML that market documents consist of: elements without attributes but <c>codingScheme</c>, in UTF-8 without a
/// byte order mark, two blanks of indentation, line feeds, one line for each point. The same calls give the same bytes.
/// </summary>
/// <remarks>
/// It trusts its callers: values were checked when the records were made (<see cref="Checked"/>). Elements whose value is
/// <c>null</c> are left out, as every optional element of the profiles is. Not safe to share between threads.
/// </remarks>
internal sealed partial class MarketXmlWriter : IDisposable
{
    private const int BufferSize = 32 * 1024;
    private const int TextChunk = 2048;

    private static readonly SearchValues<char> Escaped = SearchValues.Create("&<>\r");

    private readonly IBufferWriter<byte> output;
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int used;
    private int depth;

    private MarketXmlWriter(IBufferWriter<byte> output) => this.output = output;

    /// <summary>Starts a document: the declaration and the root element with its namespace as the default one.</summary>
    public static MarketXmlWriter Start(IBufferWriter<byte> output, ProfileId profile)
    {
        var xml = new MarketXmlWriter(output);
        xml.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"u8);
        xml.AppendText(profile.RootElement);
        xml.Append(" xmlns=\""u8);
        xml.AppendText(profile.Namespace);
        xml.Append("\">\n"u8);
        xml.depth = 1;
        return xml;
    }

    /// <summary>Ends the root element and hands everything to the output.</summary>
    public void Finish(ProfileId profile)
    {
        Append("</"u8);
        AppendText(profile.RootElement);
        Append(">\n"u8);
        Flush();
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    public void Open(ReadOnlySpan<byte> name)
    {
        Indent();
        OpenTag(name);
        Append("\n"u8);
        depth++;
    }

    public void Close(ReadOnlySpan<byte> name)
    {
        depth--;
        Indent();
        CloseTag(name);
        Append("\n"u8);
    }

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null) return;
        Indent();
        OpenTag(name);
        AppendText(value);
        CloseTag(name);
        Append("\n"u8);
    }

    public void Coded(ReadOnlySpan<byte> name, CodedId? id)
    {
        if (id is not { } coded) return;
        Indent();
        Append("<"u8);
        Append(name);
        if (coded.CodingScheme is not null)
        {
            Append(" codingScheme=\""u8);
            AppendText(coded.CodingScheme);
            Append("\""u8);
        }

        Append(">"u8);
        AppendText(coded.Value);
        CloseTag(name);
        Append("\n"u8);
    }

    public void Number(ReadOnlySpan<byte> name, int? value)
    {
        if (value is not { } number) return;
        Indent();
        OpenTag(name);
        AppendNumber(number);
        CloseTag(name);
        Append("\n"u8);
    }

    public void Number(ReadOnlySpan<byte> name, decimal? value)
    {
        if (value is not { } number) return;
        Indent();
        OpenTag(name);
        AppendNumber(number);
        CloseTag(name);
        Append("\n"u8);
    }

    /// <summary>An instant as <c>YYYY-MM-DDThh:mm:ssZ</c>.</summary>
    public void Instant(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is not { } instant) return;
        Indent();
        OpenTag(name);
        AppendInstant(instant, "yyyy-MM-dd'T'HH:mm:ss'Z'");
        CloseTag(name);
        Append("\n"u8);
    }

    /// <summary>An interval with start and end as <c>YYYY-MM-DDThh:mmZ</c>.</summary>
    public void Interval(ReadOnlySpan<byte> name, TimeInterval? value)
    {
        if (value is not { } interval) return;
        Open(name);
        Minute("start"u8, interval.Start);
        Minute("end"u8, interval.End);
        Close(name);
    }

    public void Reasons(IEnumerable<Reason> reasons)
    {
        foreach (var reason in reasons)
        {
            Open("Reason"u8);
            Text("code"u8, reason.Code);
            Text("text"u8, reason.Text);
            Close("Reason"u8);
        }
    }

    private void Minute(ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        Indent();
        OpenTag(name);
        AppendInstant(value, "yyyy-MM-dd'T'HH:mm'Z'");
        CloseTag(name);
        Append("\n"u8);
    }
}
