using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Identity.Codes;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>An authority for the certificates of persons.</summary>
internal sealed class People : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private int _issued;

    public People()
    {
        var request = new CertificateRequest("CN=people", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _authority = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(30));
    }

    public TrustAnchors Authorities => new([_authority]);

    /// <summary>A client certificate with a key of its own.</summary>
    public X509Certificate2 Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        return request.Create(_authority, now.AddDays(-1), now.AddDays(20), BitConverter.GetBytes(Interlocked.Increment(ref _issued)));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }
}

/// <summary>Keeps the texts that were sent.</summary>
internal sealed partial class Phones : ISmsSender
{
    private readonly ConcurrentStack<string> _texts = [];

    public Task SendAsync(string phone, string text, CancellationToken cancellationToken)
    {
        _texts.Push(text);
        return Task.CompletedTask;
    }

    public string LastCode() => _texts.TryPeek(out var text) ? Code().Match(text).Value : throw new InvalidOperationException("No code was sent.");

    [GeneratedRegex("[0-9]{6}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
