namespace IntegrationHub.Evidence.Signatures.Rules;

/// <summary>An elliptic curve that signers' keys may lie on.</summary>
public enum EllipticCurve
{
    P256,
    P384,
    P521,
}
