using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Keys;
using IntegrationHub.Native.Pkcs11;

namespace IntegrationHub.Host.Node;

/// <summary>The node's own keys and the authorities it trusts, loaded once at start.</summary>
internal sealed class NodeKeys : IDisposable
{
    private readonly SigningKey _tls;

    private NodeKeys(SigningKey tls, SigningKey signing, Pkcs11Key? device, TrustStore trust)
    {
        _tls = tls;
        Device = device;
        Signing = signing;
        Authorities = trust.Authorities;
        Trust = trust.Anchors;
    }

    /// <summary>Certificate with its key, for listeners and our client.</summary>
    public X509Certificate2 Tls => _tls.Certificate;

    public SigningKey Signing { get; }

    /// <summary>The device that holds the key of <see cref="Signing"/>; null when it is a file.</summary>
    public Pkcs11Key? Device { get; }

    /// <summary>Authorities whose certificates are accepted; not to be changed.</summary>
    public X509Certificate2Collection Authorities { get; }

    public TrustAnchors Trust { get; }

    /// <summary>The path from the signing certificate to an authority we trust, without the certificate itself: what verifiers need besides their anchor.</summary>
    public IReadOnlyList<X509Certificate2> ChainAt(DateTimeOffset now)
    {
        var built = Trust.Build(Signing.Certificate, now);
        return [.. built.Elements.Skip(1)];
    }

    /// <summary>Loads both keys and the trusted authorities.</summary>
    /// <exception cref="RefusedException">A file is missing, wrong, expired, or its passphrase does not fit; with the remedy.</exception>
    public static NodeKeys Load(DataFolder folder, PkiOptions options, TimeProvider time)
    {
        var trust = Must(TrustStore.Load(options.Trust.Select(folder.Resolve), time));
        var tls = Must(OwnKeys.Tls(folder, options, time));
        var signing = OwnKeys.Signing(folder, options, time, out var device);
        return new NodeKeys(tls, Must(signing), device, trust);
    }

    /// <summary>Stable code of a problem with a key, e.g. <c>KEY_FILE_MISSING</c>.</summary>
    public static string CodeOf(KeyProblem problem) => "KEY_" + JsonNamingPolicy.SnakeCaseUpper.ConvertName(problem.Code.ToString());

    public void Dispose()
    {
        _tls.Dispose();
        Signing.Dispose();
    }

    private static T Must<T>(Loaded<T> loaded)
        where T : class => loaded.Problem is { } problem
            ? throw new RefusedException(CodeOf(problem), $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy)
            : loaded.Value;
}
