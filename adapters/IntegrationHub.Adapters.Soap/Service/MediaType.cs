using IntegrationHub.Adapters.Soap.Messages;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>The media type of a request: which SOAP version it is, and the charset. An action is allowed and not looked at.</summary>
internal readonly record struct MediaType(SoapVersion Version, string? Charset)
{
    public static MediaType? Of(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var value)) return null;
        var charset = HeaderUtilities.RemoveQuotes(value.Charset).Value;
        return value.MediaType.Value?.ToUpperInvariant() switch
        {
            "APPLICATION/SOAP+XML" => new MediaType(SoapVersion.Soap12, charset),
            "TEXT/XML" => new MediaType(SoapVersion.Soap11, charset),
            _ => null,
        };
    }
}
