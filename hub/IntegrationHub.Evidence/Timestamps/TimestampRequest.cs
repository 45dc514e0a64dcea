using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace IntegrationHub.Evidence.Timestamps;

/// <summary>A request to a timestamp service, kept until its answer has been compared with it.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class TimestampRequest
{
    private readonly Rfc3161TimestampRequest request;

    private TimestampRequest(Rfc3161TimestampRequest request) => this.request = request;

    /// <summary>DER, to be posted as <c>application/timestamp-query</c>.</summary>
    public byte[] Encoded => request.Encode();

    /// <summary>A request for SHA-256 of the data, with a nonce, asking for the service's certificate.</summary>
    /// <param name="data">What is to be timestamped.</param>
    /// <param name="nonce">8 or more random octets, made for this request alone.</param>
    public static TimestampRequest For(ReadOnlySpan<byte> data, ReadOnlyMemory<byte> nonce) => For(data, nonce, HashAlgorithmName.SHA256, policy: null);

    /// <summary>The same with another digest, and under a policy that the answer must be of.</summary>
    /// <param name="data">What is to be timestamped.</param>
    /// <param name="nonce">8 or more random octets, made for this request alone.</param>
    /// <param name="digest">SHA-256, SHA-384 or SHA-512.</param>
    /// <param name="policy">Dotted number; null leaves it to the service.</param>
    public static TimestampRequest For(ReadOnlySpan<byte> data, ReadOnlyMemory<byte> nonce, HashAlgorithmName digest, string? policy) =>
        new(Rfc3161TimestampRequest.CreateFromHash(
            CryptographicOperations.HashData(digest, data), digest, policy is null ? null : new Oid(policy), Positive(nonce), requestSignerCertificates: true));

    /// <summary>Reads the answer: granted, for this request's imprint and nonce. The chain is judged by <see cref="TimestampVerifier"/>.</summary>
    public (byte[]? Token, Refusal? Refusal) Accept(ReadOnlyMemory<byte> response)
    {
        try
        {
            var token = request.ProcessResponse(response, out var consumed);
            if (consumed != response.Length)
                return (null, new("timestamp.malformed", "There are octets behind the response."));
            if (request.RequestedPolicyId?.Value is { } policy && token.TokenInfo.PolicyId.Value != policy)
                return (null, PolicyMismatch(token));
            return (token.AsSignedCms().Encode(), null);
        }
        catch (CryptographicException e)
        {
            return (null, Explain(response, e));
        }
    }

    /// <summary>The framework tells in one exception what was wrong; the deceptions get names of their own.</summary>
    private Refusal Explain(ReadOnlyMemory<byte> response, CryptographicException e)
    {
        if (TimestampResponse.TokenOf(response) is { } token)
        {
            if (!token.TokenInfo.GetMessageHash().Span.SequenceEqual(request.GetMessageHash().Span))
                return new("timestamp.imprint_mismatch", "The service answered for other data.");
            if (token.TokenInfo.GetNonce() is not { } nonce || !nonce.Span.SequenceEqual(request.GetNonce()!.Value.Span))
                return new("timestamp.nonce_mismatch", "The answer does not belong to this request; it may be an old one.");
            if (request.RequestedPolicyId?.Value is { } policy && token.TokenInfo.PolicyId.Value != policy)
                return PolicyMismatch(token);
        }
        return new("timestamp.refused", "The service did not grant a timestamp: " + e.Message);
    }

    private Refusal PolicyMismatch(Rfc3161TimestampToken token) => new(
        "timestamp.policy_mismatch", $"The service answered under the policy {token.TokenInfo.PolicyId.Value}, not {request.RequestedPolicyId!.Value}.", "Ask for a policy it offers.");

    /// <summary>An INTEGER that needs neither sign octet nor leading zeros.</summary>
    private static byte[] Positive(ReadOnlyMemory<byte> nonce)
    {
        var octets = nonce.ToArray();
        octets[0] = (byte)((octets[0] & 0x3F) | 0x40);
        return octets;
    }
}
