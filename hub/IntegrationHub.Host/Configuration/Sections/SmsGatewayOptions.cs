using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Identity.Codes.Gateways;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>A provider's gateway for short messages.</summary>
internal sealed record SmsGatewayOptions
{
    [Setting("Name for logs and the ledger.", Required = true)]
    public string Name { get; init; } = "";

    [Setting("HTTPS address that requests are posted to.", Required = true)]
    public string Address { get; init; } = "";

    [Setting("Content type of the request; decides how number and text are escaped in the body.")]
    public string ContentType { get; init; } = "application/json";

    [Setting("Body of the request, with the places {phone}, {text}, {id} and {time} (seconds since 1970).", Required = true)]
    public string Body { get; init; } = "";

    [Setting("Headers as `Name: value`, with the same places.")]
    public IReadOnlyList<string> Headers { get; init; } = [];

    [Setting("File with the key of the HMAC-SHA-256 that signs requests; empty where they are not signed.")]
    public string SecretFile { get; init; } = "";

    [Setting("What is signed, with the places of the body and {body}.")]
    public string Signed { get; init; } = "{time}.{body}";

    [Setting("Header that carries the signature.")]
    public string SignatureHeader { get; init; } = "X-Signature";

    [Setting("How the signature is written.")]
    public SignatureText SignatureText { get; init; } = SignatureText.Hex;

    [Setting("Text that the answer holds when the message was taken, beside a status of 200 to 299; empty where the status says it all.")]
    public string Success { get; init; } = "";

    [Setting("Authorities of the gateway's certificate (files or folders); empty takes those of the machine.")]
    public IReadOnlyList<string> Trust { get; init; } = [];

    [Setting("Longest wait for an answer; then the next gateway is tried.", Min = "1s", Max = "30s")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
