using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Exchange.Search;

/// <summary>The place in a list behind which the next page begins.</summary>
/// <param name="Id">Id of the last exchange of the page before.</param>
/// <param name="PeriodStart">Start of its document's period, in lists that are ordered by it; else <c>null</c>.</param>
public sealed record ExchangeCursor(Guid Id, DateTimeOffset? PeriodStart = null)
{
    private const byte Version = 1;
    private const int Bytes = 1 + 4 + 16 + 8;

    /// <summary>As it is handed out: opaque, and good for the same question only.</summary>
    public string ToText(ExchangeFilter filter)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes[0] = Version;
        Question(filter, bytes[1..5]);
        Id.TryWriteBytes(bytes[5..21], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[21..], PeriodStart?.UtcTicks ?? 0);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="ToText"/> wrote for the same question; <c>null</c> for anything else.</summary>
    public static ExchangeCursor? Parse(string text, ExchangeFilter filter)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Span<byte> question = stackalloc byte[4];
        if (text.Length != Base64Url.GetEncodedLength(Bytes) || !Base64Url.IsValid(text, out var length) || length != Bytes)
            return null;

        Base64Url.DecodeFromChars(text, bytes);
        Question(filter, question);
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes[21..]);
        if (bytes[0] != Version || !bytes[1..5].SequenceEqual(question) || ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
            return null;

        return new ExchangeCursor(new Guid(bytes[5..21], bigEndian: true), ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    /// <summary>
    /// What tells one question from another, without its page. No protection: whoever may ask may begin anywhere. It keeps a cursor from being
    /// taken along to another question, where it would leave things out without a word.
    /// </summary>
    private static void Question(ExchangeFilter filter, Span<byte> target)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes((filter with { After = null, Max = 0 }).ToString()), digest);
        digest[..target.Length].CopyTo(target);
    }
}
