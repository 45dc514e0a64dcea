using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures.Rules;

namespace IntegrationHub.Evidence.Algorithms;

/// <summary>A running digest.</summary>
/// <remarks>Not thread-safe.</remarks>
public interface IRunningDigest : IDisposable
{
    void Append(ReadOnlySpan<byte> octets);

    byte[] Finish();
}

/// <summary>Signature algorithms that belong together: RSA and ECDSA of the framework, or SM2 with SM3 of the system's OpenSSL.</summary>
/// <remarks>Thread-safe.</remarks>
public interface ISignatureFamily
{
    /// <summary>A running digest, or null when the algorithm (dotted) is not of this family or not allowed.</summary>
    IRunningDigest? CreateDigest(string digestOid);

    /// <summary>Why this combination may not be used, or null when it may. Null as digest or key of another family counts as unfit, too.</summary>
    /// <param name="rule">What the signer may use at the time in question.</param>
    string? Unfit(string digestOid, string signatureOid, X509Certificate2 certificate, SignatureRule rule);

    /// <summary>Verifies a signature, as CMS and X.509 write it, over a message that was not digested yet.</summary>
    bool Verify(X509Certificate2 certificate, string digestOid, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}

/// <summary>A key with its certificate that signs messages as CMS writes them.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IMessageKey
{
    X509Certificate2 Certificate { get; }

    /// <summary>Dotted digest algorithm.</summary>
    string DigestOid { get; }

    /// <summary>Dotted signature algorithm.</summary>
    string SignatureOid { get; }

    /// <summary>True when the signature algorithm is written with NULL parameters (RSA).</summary>
    bool NullParameters { get; }

    IRunningDigest CreateDigest();

    /// <summary>Signature over a message, in the form CMS and X.509 use (DER pair for elliptic curves).</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
