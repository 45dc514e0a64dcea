using System.Text;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Adapters.Soap.Client;

/// <summary>The ParameterList of a QueryData answer.</summary>
/// <param name="Parameters">In order; the value is empty where there was none.</param>
public sealed record QueryAnswer(IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    private const int MaxParameters = 1_000;

    /// <summary>Reads the body of a <see cref="Exchange.Partners.PartnerAnswer.Response"/>.</summary>
    /// <returns><c>null</c> with the reason when it is no QueryData answer.</returns>
    public static QueryAnswer? Read(ReadOnlyMemory<byte> body, out Rejection? refusal)
    {
        var read = EnvelopeReader.Read(body);
        refusal = read.Refusal;
        if (read.Message is not { } message) return null;
        if (message.Payload.RootElement is not ("QueryData" or "ParameterList"))
        {
            refusal = EnvelopeRefusals.Of(EnvelopeRefusals.MessageElement, "The answer holds no QueryData.", "Payload", "Ask the partner.");
            return null;
        }
        return new QueryAnswer(Read(message.Payload));
    }

    private static List<KeyValuePair<string, string>> Read(PayloadPart payload)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        var xml = new Utf8XmlReader(payload.Element.Span, payload.Namespaces);
        bool asked = false;
        string? name = null, value = null;
        try
        {
            while (parameters.Count < MaxParameters && xml.Read())
            {
                if (xml.LocalName.SequenceEqual("RequestParameters"u8)) asked = xml.Kind == XmlTokenKind.StartElement;
                if (asked) continue;
                if (xml.IsStart("name"u8, SoapNames.Common)) name = Text(ref xml);
                else if (xml.IsStart("value"u8, SoapNames.Common)) value = Text(ref xml);
                else if (xml.Kind == XmlTokenKind.EndElement && xml.LocalName.SequenceEqual("Parameter"u8))
                {
                    if (name is not null) parameters.Add(new(name, value ?? ""));
                    name = value = null;
                }
            }
        }
        finally
        {
            xml.Dispose();
        }
        return parameters;
    }

    private static string? Text(ref Utf8XmlReader xml) =>
        xml.TryReadElementText(out var text) ? Encoding.UTF8.GetString(text).Trim() : null;
}
