using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Identity.Codes.Gateways;

/// <summary>How a signature is written.</summary>
public enum SignatureText
{
    Hex,
    Base64,
}

/// <summary>One gateway for short messages, as its provider describes it.</summary>
/// <param name="Name">For logs and the ledger.</param>
/// <param name="Address">Where requests go.</param>
/// <param name="ContentType">Of the request; decides how values are escaped in it.</param>
/// <param name="Body">With <c>{phone}</c>, <c>{text}</c>, <c>{id}</c> and <c>{time}</c> (seconds since 1970).</param>
/// <param name="Timeout">For one request.</param>
public sealed record SmsGatewaySettings(string Name, Uri Address, string ContentType, string Body, TimeSpan Timeout)
{
    /// <summary>Headers with the same places as the body, e.g. an account's key.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Key of the HMAC-SHA-256; <c>null</c> where requests are not signed.</summary>
    public byte[]? Secret { get; init; }

    /// <summary>What is signed, with the places of the body and <c>{body}</c>, the body as sent.</summary>
    public string Signed { get; init; } = "{time}.{body}";

    public string SignatureHeader { get; init; } = "X-Signature";

    public SignatureText SignatureText { get; init; }

    /// <summary>Text that an answer holds when the message was taken, beside a status of 200 to 299; empty where the status says it all.</summary>
    public string Success { get; init; } = "";

    /// <summary>Authorities of its certificate; <c>null</c> takes those of the machine.</summary>
    public X509Certificate2Collection? Authorities { get; init; }
}
