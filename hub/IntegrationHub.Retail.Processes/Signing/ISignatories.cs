using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Retail.Processes.Signing;

/// <summary>Port: whose a certificate is. The persons of the hub implement it.</summary>
public interface ISignatories
{
    /// <summary>True when the certificate counts now and is bound to this person, by issuer and key.</summary>
    Task<bool> HoldsAsync(string person, X509Certificate2 certificate, CancellationToken cancellationToken);
}
