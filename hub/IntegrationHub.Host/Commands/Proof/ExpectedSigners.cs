using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary>Certificates that a command line names as those of whoever must have signed.</summary>
internal static class ExpectedSigners
{
    private const int ThumbprintDigits = 64;

    /// <summary>Null where none is named.</summary>
    /// <param name="named">PEM files of one or more certificates, or SHA-256 of certificates in hexadecimal digits, with or without colons.</param>
    /// <exception cref="WrongUseException">One is neither.</exception>
    public static SignerBinding? Of(string[]? named)
    {
        if (named is not { Length: > 0 })
        {
            return null;
        }

        var (thumbprints, certificates) = (new List<string>(), new List<X509Certificate2>());
        foreach (var one in named)
        {
            var digits = one.Replace(":", "", StringComparison.Ordinal);
            if (digits.Length == ThumbprintDigits && digits.All(char.IsAsciiHexDigit))
            {
                thumbprints.Add(digits);
            }
            else
            {
                certificates.AddRange(In(one));
            }
        }

        return new SignerBinding(thumbprints, certificates);
    }

    private static X509Certificate2Collection In(string file)
    {
        var read = new X509Certificate2Collection();
        try
        {
            read.ImportFromPem(File.ReadAllText(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new WrongUseException($"--signer is a certificate (PEM) or its SHA-256 in 64 hexadecimal digits; `{file}` is neither: {failure.Message.TrimEnd('.')}");
        }

        return read.Count > 0 ? read : throw new WrongUseException($"--signer: `{file}` holds no certificate (PEM)");
    }
}
