using System.Globalization;
using System.Text;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Client;

/// <summary>What a partner's List answered.</summary>
/// <param name="Entries">In the order of the answer; entries that lack a code, an identification or a time are left out.</param>
/// <param name="Unusable">How many were left out.</param>
public sealed record ListAnswer(IReadOnlyList<ListedEntry> Entries, int Unusable)
{
    /// <summary>Entries that are read at most; a partner that sends more is cut there and asked again.</summary>
    private const int MaxEntries = 200_000;

    /// <summary>Reads the body of a <see cref="Exchange.Partners.PartnerAnswer.Response"/>.</summary>
    /// <returns><c>null</c> with the reason when it is no List answer.</returns>
    public static ListAnswer? Read(ReadOnlyMemory<byte> body, out Rejection? refusal)
    {
        var read = EnvelopeReader.Read(body);
        refusal = read.Refusal;
        if (read.Message is not { } message) return null;
        if (message.Payload.Element.IsEmpty || message.Payload.RootElement != "MessageList")
        {
            refusal = EnvelopeRefusals.Of(EnvelopeRefusals.MessageElement, "The answer holds no MessageList.", "Payload", "Ask the partner.");
            return null;
        }
        return ReadEntries(message.Payload);
    }

    private static ListAnswer ReadEntries(PayloadPart payload)
    {
        var entries = new List<ListedEntry>();
        int unusable = 0;
        var xml = new Utf8XmlReader(payload.Element.Span, payload.Namespaces);
        try
        {
            while (entries.Count < MaxEntries && xml.Read())
            {
                if (xml.Depth != 2 || !xml.IsStart("Message"u8, SoapNames.Common)) continue;
                if (Entry(ref xml) is { } entry) entries.Add(entry);
                else unusable++;
            }
        }
        finally
        {
            xml.Dispose();
        }
        return new ListAnswer(entries, unusable);
    }

    private static ListedEntry? Entry(ref Utf8XmlReader xml)
    {
        string? code = null, identification = null, version = null, type = null, server = null, owner = null, status = null;
        while (xml.Read() && !(xml.Kind == XmlTokenKind.EndElement && xml.Depth == 2))
        {
            if (xml.Kind != XmlTokenKind.StartElement || xml.Depth != 3) continue;
            if (xml.LocalName.SequenceEqual("Code"u8)) code = Text(ref xml);
            else if (xml.LocalName.SequenceEqual("MessageIdentification"u8)) identification = Text(ref xml);
            else if (xml.LocalName.SequenceEqual("MessageVersion"u8)) version = Text(ref xml);
            else if (xml.LocalName.SequenceEqual("Type"u8)) type = Text(ref xml);
            else if (xml.LocalName.SequenceEqual("ServerTimestamp"u8)) server = Text(ref xml);
            else if (xml.LocalName.SequenceEqual("Owner"u8)) owner = Text(ref xml);
            else if (xml.LocalName.SequenceEqual("Status"u8)) status = Text(ref xml);
        }
        return long.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
            && !string.IsNullOrEmpty(identification) && server is not null && XsDateTime.TryParse(server, out var instant) && instant.Year is >= 2000 and < 2200
            ? new ListedEntry(number, identification, int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null, type ?? "", instant, owner ?? "", status)
            : null;
    }

    private static string? Text(ref Utf8XmlReader xml) =>
        xml.TryReadElementText(out var text) ? Encoding.UTF8.GetString(text).Trim() : null;
}
