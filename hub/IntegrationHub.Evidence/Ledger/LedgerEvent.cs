using System.Globalization;
using System.Text;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>One thing that happened, in the form the ledger commits to.</summary>
/// <param name="Retailer">The tenant it belongs to, as its number.</param>
/// <param name="Id">Identity of the event.</param>
/// <param name="At">Instant, UTC.</param>
/// <param name="Kind">Stable dotted name, e.g. <c>exchange.accepted</c>, <c>review.signed</c>.</param>
/// <param name="ExchangeId">The exchange it belongs to, when it belongs to one.</param>
/// <param name="PartyId">The party it concerns, when there is one.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Data">Facts as a small JSON object.</param>
public sealed record LedgerEvent(
    string Retailer, Guid Id, DateTimeOffset At, string Kind, Guid? ExchangeId, Guid? PartyId, string Actor, string Data)
{
    private const string Format = "ihub-event-1";
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>
    /// The one octet sequence of this event: its fields in order, each as <c>length:text,</c> (a netstring, length in UTF-8 octets), so
    /// that no two events share one. Instants go to the microsecond, the precision every supported store keeps. Digests of years rest on
    /// this form: a change needs a new format name.
    /// </summary>
    public byte[] ToRecord()
    {
        var form = new StringBuilder(256);
        foreach (var field in (string[])
            [
                Format, Retailer, Id.ToString("D"), At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture), Kind,
                ExchangeId?.ToString("D") ?? "", PartyId?.ToString("D") ?? "", Actor, Data,
            ])
            form.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field},");
        return Encoding.UTF8.GetBytes(form.ToString());
    }

    /// <summary>Reads what <see cref="ToRecord"/> wrote; null for anything else.</summary>
    public static LedgerEvent? FromRecord(ReadOnlySpan<byte> record)
    {
        Span<Range> ranges = stackalloc Range[9];
        if (!TrySplit(record, ranges))
            return null;
        var fields = new string[ranges.Length];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = Encoding.UTF8.GetString(record[ranges[i]]);
        if (fields[0] != Format || !Guid.TryParseExact(fields[2], "D", out var id) ||
            !DateTimeOffset.TryParseExact(fields[3], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ||
            !TryOptional(fields[5], out var exchange) || !TryOptional(fields[6], out var party))
            return null;
        var read = new LedgerEvent(fields[1], id, at, fields[4], exchange, party, fields[7], fields[8]);
        return record.SequenceEqual(read.ToRecord()) ? read : null;
    }

    private static bool TrySplit(ReadOnlySpan<byte> record, Span<Range> ranges)
    {
        var at = 0;
        for (var i = 0; i < ranges.Length; i++)
        {
            var colon = record[at..].IndexOf((byte)':');
            if (colon is < 1 or > 9 || !int.TryParse(record.Slice(at, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                return false;
            var start = at + colon + 1;
            if (length >= record.Length - start || record[start + length] != ',')
                return false;
            ranges[i] = start..(start + length);
            at = start + length + 1;
        }
        return at == record.Length;
    }

    private static bool TryOptional(string text, out Guid? value)
    {
        value = null;
        if (text.Length == 0)
            return true;
        if (!Guid.TryParseExact(text, "D", out var parsed))
            return false;
        value = parsed;
        return true;
    }
}
