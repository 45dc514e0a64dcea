using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>Whether the holder of a certificate may sign for the party: chain, time, usages, binding, revocation, in this order: about a stranger's certificate nobody is asked.</summary>
internal static class SignerCheck
{
    /// <param name="doubt">What the policy accepts but somebody should know, in a sentence.</param>
    public static SignatureRefusal? Of(VerifyingKey key, IReadOnlyList<X509Certificate2> extra, SignaturePolicy policy, DateTimeOffset at, out string? doubt)
    {
        doubt = null;
        var chain = (policy.Rule.Trust ?? policy.Trust).Build(key.Certificate, key.Thumbprint, WithinSkew(key, policy, at), extra);
        return chain.State switch
        {
            ChainState.Untrusted => SignatureRefusals.Of(SignatureRefusalCode.CertificateUntrusted, chain.Detail),
            ChainState.NotYetValid => SignatureRefusals.Of(SignatureRefusalCode.CertificateNotYetValid, chain.Detail),
            ChainState.Expired => SignatureRefusals.Of(SignatureRefusalCode.CertificateExpired, chain.Detail),
            _ => Usages(key, policy) ?? Binding(key, policy) ?? Revocation(chain.Elements, policy, at, out doubt),
        };
    }

    /// <summary>A clock may be a little off at the ends of the signer's validity; then the end itself is asked about.</summary>
    private static DateTimeOffset WithinSkew(VerifyingKey key, SignaturePolicy policy, DateTimeOffset at)
    {
        if (at < key.NotBefore && key.NotBefore - at <= policy.ClockSkew)
            return key.NotBefore;
        return at > key.NotAfter && at - key.NotAfter <= policy.ClockSkew ? key.NotAfter : at;
    }

    private static SignatureRefusal? Usages(VerifyingKey key, SignaturePolicy policy)
    {
        if (key.KeyUsages is { } usages ? (usages & policy.KeyUsages) == X509KeyUsageFlags.None : policy.RequireKeyUsage || policy.Rule.RequireKeyUsage)
            return Refuse($"The certificate's key usage is {key.KeyUsages?.ToString() ?? "not stated"}.");
        foreach (var needed in policy.Rule.ExtendedKeyUsages)
        {
            if (!key.ExtendedKeyUsages.Contains(needed, StringComparer.Ordinal))
                return Refuse($"The certificate lacks the extended key usage {needed}, which the rule {policy.Rule.Name} asks for.");
        }
        return null;

        static SignatureRefusal Refuse(string detail) => SignatureRefusals.Of(SignatureRefusalCode.CertificateUsage, detail);
    }

    private static SignatureRefusal? Revocation(IReadOnlyList<X509Certificate2> chain, SignaturePolicy policy, DateTimeOffset at, out string? doubt)
    {
        var (state, detail) = ChainRevocation.Of(chain, policy.Revocation, at);
        doubt = state == RevocationState.Assumed ? detail : null;
        return state switch
        {
            RevocationState.Revoked => SignatureRefusals.Of(SignatureRefusalCode.CertificateRevoked, detail),
            RevocationState.Unknown => SignatureRefusals.Of(SignatureRefusalCode.RevocationUnknown, detail),
            _ => null,
        };
    }

    private static SignatureRefusal? Binding(VerifyingKey key, SignaturePolicy policy) =>
        policy.ExpectedSigners is null || policy.ExpectedSigners.Includes(key.Thumbprint)
            ? null
            : SignatureRefusals.Of(SignatureRefusalCode.SignerNotExpected, $"{key.Certificate.Subject} ({key.Thumbprint}) is not bound to the party.");
}
