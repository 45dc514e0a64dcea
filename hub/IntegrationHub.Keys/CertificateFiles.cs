using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Keys;

/// <summary>Reads certificates (no keys) from PEM or DER files.</summary>
public static class CertificateFiles
{
    /// <summary>All certificates of a file, in the file's order; at least one.</summary>
    public static Loaded<X509Certificate2Collection> Read(string file)
    {
        if (!File.Exists(file))
            return new KeyProblem(KeyProblemCode.FileMissing, file, "The file does not exist.", "Name an existing certificate file.");
        try
        {
            var content = File.ReadAllBytes(file);
            var found = new X509Certificate2Collection();
            if (content.AsSpan().IndexOf("-----BEGIN"u8) >= 0)
                found.ImportFromPem(System.Text.Encoding.UTF8.GetString(content));
            else
                found.Add(X509CertificateLoader.LoadCertificate(content));
            if (found.Count == 0)
                return new KeyProblem(KeyProblemCode.NoCertificate, file, "The file holds no certificate.", "Name a PEM or DER certificate file.");
            return found;
        }
        catch (CryptographicException e)
        {
            return new KeyProblem(KeyProblemCode.NoCertificate, file, "The file is no certificate: " + e.Message, "Name a PEM or DER certificate file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new KeyProblem(KeyProblemCode.FileUnreadable, file, "The file cannot be read: " + e.Message, "Give it to the user the hub runs as.");
        }
    }

    internal static KeyProblem? CheckValidity(X509Certificate2 certificate, DateTimeOffset now, string file)
    {
        if (now < NotBefore(certificate))
            return new(KeyProblemCode.NotYetValid, file, $"The certificate is valid from {NotBefore(certificate):u}.", "Wait, correct the clock, or use the previous certificate until then.");
        if (now > NotAfter(certificate))
            return new(KeyProblemCode.Expired, file, $"The certificate expired on {NotAfter(certificate):u}.", "Renew it; for development run `ihub pki init` again in a new folder.");
        return null;
    }

    internal static DateTimeOffset NotBefore(X509Certificate2 certificate) => new(certificate.NotBefore.ToUniversalTime());

    internal static DateTimeOffset NotAfter(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());
}
