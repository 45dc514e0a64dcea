using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Evidence.Timestamps;

/// <summary>What a valid timestamp proves: the data existed at <paramref name="Time"/>.</summary>
/// <param name="Time">By the authority's clock.</param>
/// <param name="Authority">The certificate of the timestamp service.</param>
/// <param name="DigestOid">Algorithm of the imprint.</param>
public sealed record TimestampFacts(DateTimeOffset Time, X509Certificate2 Authority, string DigestOid)
{
    /// <summary>What about the service's certificate is assumed and not known, in a sentence; null when nothing is.</summary>
    public string? Doubt { get; init; }
}

/// <summary>Verifies RFC 3161 tokens: imprint, signature, the service's certificate and its chain at the time it states.</summary>
/// <remarks>Thread-safe, opens no connection.</remarks>
public static class TimestampVerifier
{
    /// <param name="token">DER of the token (not of the response around it).</param>
    /// <param name="data">What was timestamped.</param>
    /// <param name="trust">Authorities of timestamp services.</param>
    /// <param name="revocation">Revocation data for the services and their authorities, judged at the time the token states; null checks none.</param>
    /// <param name="at">
    /// The time asked about. A token from later than that is refused, and so is one whose authority's certificate had ended by then: from then
    /// on nobody answers for its key. A later timestamp over the token carries it further (<see cref="TimestampChain"/>).
    /// </param>
    public static (TimestampFacts? Facts, Refusal? Refusal) Verify(
        ReadOnlyMemory<byte> token, ReadOnlySpan<byte> data, TrustAnchors trust, IRevocationSource? revocation, DateTimeOffset at)
    {
        if (!TryDecode(token, out var decoded))
            return Refuse("timestamp.malformed", "The octets are no RFC 3161 token.");
        var info = decoded!.TokenInfo;
        if (info.HashAlgorithmId.Value is not { } digestOid || FrameworkFamily.Instance.CreateDigest(digestOid) is not { } digest)
            return Refuse("timestamp.algorithm_not_allowed", $"The imprint is made with {info.HashAlgorithmId.Value}, which is not allowed.");
        using (digest)
        {
            digest.Append(data);
            if (!digest.Finish().AsSpan().SequenceEqual(info.GetMessageHash().Span))
                return Refuse("timestamp.imprint_mismatch", "The timestamp was made for other data.");
        }
        var sent = decoded.AsSignedCms().Certificates;
        if (!VerifiesSignature(decoded, data, sent, out var authority))
            return Refuse("timestamp.signature_invalid", "The timestamp's signature, or the purpose of its certificate, is not valid.");
        if (info.Timestamp > at)
            return Refuse("timestamp.from_the_future", $"The timestamp states {info.Timestamp:u}, after the time asked about.");
        return (CheckChain(authority!, [.. sent], info.Timestamp, trust, revocation, out var doubt) ?? CheckAge(authority!, at)) is { } refusal
            ? (null, refusal)
            : (new TimestampFacts(info.Timestamp, authority!, digestOid) { Doubt = doubt }, null);
    }

    private static Refusal? CheckChain(
        X509Certificate2 authority, X509Certificate2[] sent, DateTimeOffset time, TrustAnchors trust, IRevocationSource? revocation, out string? doubt)
    {
        doubt = null;
        var chain = trust.Build(authority, time, sent);
        if (chain.State != ChainState.Trusted)
            return new("timestamp.authority_untrusted", $"{authority.Subject} is no trusted timestamp authority: {chain.Detail}", "Name its authority's certificate.");
        var (state, detail) = ChainRevocation.Of(chain.Elements, revocation, time);
        if (state == RevocationState.Assumed)
            doubt = detail;
        return state switch
        {
            RevocationState.Revoked => new("timestamp.authority_revoked", detail),
            RevocationState.Unknown => new("timestamp.authority_revocation_unknown", detail),
            _ => CheckKeyLoss(chain.Elements, revocation),
        };
    }

    private static Refusal? CheckAge(X509Certificate2 authority, DateTimeOffset at)
    {
        var ended = new DateTimeOffset(authority.NotAfter.ToUniversalTime());
        return ended >= at
            ? null
            : new("timestamp.aged", $"The certificate of {authority.Subject} ended {ended:u}, and no later timestamp that counts was made before.", "Export the evidence again: the hub renews its timestamps in time.");
    }

    /// <summary>
    /// A token from before the revocation stays good only where the revocation says that the key was in order: whoever stole a
    /// service's key writes any time into a token (RFC 3161, section 4.1).
    /// </summary>
    private static Refusal? CheckKeyLoss(IReadOnlyList<X509Certificate2> chain, IRevocationSource? revocation) =>
        chain.Count > 1 && revocation?.RevocationOf(chain[0], chain[1]) is { KeyWasInOrder: false } entry
            ? new("timestamp.authority_revoked", $"{ChainRevocation.Describe(chain[0], entry)} The reason does not say that its key was in order before, so no time it states counts.")
            : null;

    private static bool VerifiesSignature(Rfc3161TimestampToken token, ReadOnlySpan<byte> data, X509Certificate2Collection sent, out X509Certificate2? authority)
    {
        try
        {
            return token.VerifySignatureForData(data, out authority, sent);
        }
        catch (CryptographicException)
        {
            authority = null;
            return false;
        }
    }

    private static bool TryDecode(ReadOnlyMemory<byte> encoded, out Rfc3161TimestampToken? token)
    {
        try
        {
            return Rfc3161TimestampToken.TryDecode(encoded, out token, out var consumed) && consumed == encoded.Length;
        }
        catch (CryptographicException)
        {
            token = null;
            return false;
        }
    }

    private static (TimestampFacts?, Refusal) Refuse(string id, string detail) => (null, new(id, detail));
}
