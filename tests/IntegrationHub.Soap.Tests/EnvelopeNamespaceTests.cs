using System.Text;
using IntegrationHub.Adapters.Soap.Messages;

namespace IntegrationHub.Soap.Tests;

/// <summary>A signature speaks for the message; what the payload is called must not depend on the envelope around it.</summary>
public sealed class EnvelopeNamespaceTests
{
    private const string Message =
        "<m:RequestMessage xmlns:m=\"http://iec.ch/TC57/2011/schema/message\"><m:Header><m:Verb>create</m:Verb><m:Noun>Schedule_MarketDocument</m:Noun></m:Header>"
        + "<m:Payload>{0}</m:Payload></m:RequestMessage>";

    [Theory]
    [InlineData("", "<Schedule_MarketDocument xmlns=\"urn:a\"/>", true)]
    [InlineData("", "<Schedule_MarketDocument/>", true)]
    [InlineData(" xmlns=\"urn:evil\"", "<Schedule_MarketDocument/>", false)]
    [InlineData(" xmlns=\"urn:evil\"", "<Schedule_MarketDocument xmlns=\"urn:a\"/>", false)]
    public void A_payload_takes_no_name_from_the_envelope(string declaration, string payload, bool read)
    {
        var body = $"<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"{declaration}><S:Body>{Message.Replace("{0}", payload, StringComparison.Ordinal)}</S:Body></S:Envelope>";

        var result = EnvelopeReader.Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal(read, result.Message is not null);
        Assert.Equal(read, result.Refusal is null);
    }
}
