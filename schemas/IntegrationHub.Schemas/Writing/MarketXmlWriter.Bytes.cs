using System.Buffers;
using System.Globalization;
using System.Text;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Tags, texts, numbers and instants as bytes, gathered in a buffer that is handed on when it is full.</summary>
internal sealed partial class MarketXmlWriter
{
    private void OpenTag(ReadOnlySpan<byte> name)
    {
        Append("<"u8);
        Append(name);
        Append(">"u8);
    }

    private void CloseTag(ReadOnlySpan<byte> name)
    {
        Append("</"u8);
        Append(name);
        Append(">"u8);
    }

    private void Indent()
    {
        for (var i = 0; i < depth; i++) Append("  "u8);
    }

    private void AppendNumber(int value)
    {
        Ensure(16);
        value.TryFormat(buffer.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
        used += written;
    }

    private void AppendNumber(decimal value)
    {
        Ensure(40);
        value.TryFormat(buffer.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
        used += written;
    }

    private void AppendInstant(DateTimeOffset value, string format)
    {
        Ensure(40);
        value.UtcDateTime.TryFormat(buffer.AsSpan(used), out var written, format, CultureInfo.InvariantCulture);
        used += written;
    }

    private void AppendText(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = Math.Min(text.Length, TextChunk);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length--;
            var escape = text[..length].IndexOfAny(Escaped);
            if (escape >= 0) length = escape;
            Ensure(length * 3);
            used += Encoding.UTF8.GetBytes(text[..length], buffer.AsSpan(used));
            text = text[length..];
            if (escape < 0) continue;
            Append(text[0] switch { '&' => "&amp;"u8, '<' => "&lt;"u8, '>' => "&gt;"u8, _ => "&#13;"u8 });
            text = text[1..];
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    private void Ensure(int count)
    {
        if (buffer.Length - used < count) Flush();
    }

    private void Flush()
    {
        output.Write(buffer.AsSpan(0, used));
        used = 0;
    }
}
