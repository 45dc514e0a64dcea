using System.Globalization;
using System.Text;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <content>
/// Values by element name. Where a value that the record demands is missing a <see cref="FormatException"/> says so; a value
/// that stands there and cannot be processed is never taken for one that is missing.
/// </content>
internal sealed partial class DocumentPart
{
    public string Text(string element) => OptionalText(element) ?? throw Missing(element);

    public string? OptionalText(string element) => Find(element) is >= 0 and var at ? _values[at].Text : null;

    public CodedId Coded(string element) => OptionalCoded(element) ?? throw Missing(element);

    public CodedId? OptionalCoded(string element) => Find(element) is >= 0 and var at ? new CodedId(_values[at].Text, _values[at].Scheme) : null;

    public int? Number(string element)
    {
        if (OptionalText(element) is not { } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new OverflowException($"The number in {element} has more digits than are processed.");
    }

    public decimal? Decimal(string element)
    {
        if (OptionalText(element) is not { } text) return null;
        return ValueText.Decimal(Encoding.UTF8.GetBytes(text)) ?? throw new OverflowException($"The number in {element} has more digits than are processed.");
    }

    /// <summary>A01 yes, A02 no.</summary>
    public bool? Indicator(string element) => OptionalText(element) switch
    {
        null => null,
        "A01" => true,
        "A02" => false,
        var other => throw new FormatException($"'{other}' in {element} says neither yes (A01) nor no (A02)."),
    };

    public DateTimeOffset Instant(string element) => OptionalInstant(element) ?? throw Missing(element);

    public DateTimeOffset? OptionalInstant(string element)
    {
        if (OptionalText(element) is not { } text) return null;
        return ValueText.Instant(Encoding.UTF8.GetBytes(text)) ?? throw new FormatException($"'{text}' in {element} is no instant of the calendar.");
    }

    public TimeInterval Interval(string element) => OptionalInterval(element) ?? throw Missing(element);

    public TimeInterval? OptionalInterval(string element) =>
        Part(element) is { } interval ? new TimeInterval(interval.Instant("start"), interval.Instant("end")) : null;

    /// <summary>A code that stands in a part of its own, as statuses do.</summary>
    public string? Status(string element) => Part(element)?.OptionalText("value");

    /// <summary>A party and its role: <c>sender_MarketParticipant</c>, ….</summary>
    public PartyInRole Party(string participant) => OptionalParty(participant) ?? throw Missing(participant + ".mRID");

    public PartyInRole? OptionalParty(string participant) => OptionalCoded(participant + ".mRID") is { } id
        ? new PartyInRole(id, Text(participant + ".marketRole.type"))
        : null;

    private static FormatException Missing(string element) => new($"{element} is missing.");
}
