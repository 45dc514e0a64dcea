using System.Security.Cryptography;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Evidence.Tests.Material;

/// <summary>Signing keys and the policy that goes with them, made once per run.</summary>
public static class TestKeys
{
    private static readonly Lazy<SigningKey> LazyRsa = new(() => SigningKey.FromCertificate(TestAuthority.Shared.Issue(RSA.Create(2048), "rsa")));
    private static readonly Lazy<SigningKey> LazyOther = new(() => SigningKey.FromCertificate(TestAuthority.Shared.Issue(RSA.Create(2048), "other")));
    private static readonly Lazy<SigningKey> LazyEc = new(() => SigningKey.FromCertificate(TestAuthority.Shared.Issue(ECDsa.Create(ECCurve.NamedCurves.nistP256), "ec")));

    public static SigningKey Rsa => LazyRsa.Value;

    /// <summary>Another signer under the same authority.</summary>
    public static SigningKey Other => LazyOther.Value;

    public static SigningKey Ec => LazyEc.Value;

    public static DateTimeOffset Now => TestAuthority.Now;

    public static TrustAnchors Trust { get; } = new([TestAuthority.Shared.Certificate]);

    public static SignaturePolicy Policy { get; } = new() { Trust = Trust };

    public static MessageVerifier Verifier { get; } = new();

    public static MessageSigner Signer { get; } = new();
}
