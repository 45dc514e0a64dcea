using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Keys;

/// <summary>A partner to make certificates for.</summary>
/// <param name="Name">Short name of the party; its files lie in a folder of that name.</param>
/// <param name="Code">Its coded id, or <c>null</c>.</param>
/// <param name="Key">Kind of its keys.</param>
internal sealed record PkiMember(string Name, string? Code, KeyKind Key);

/// <summary>One certificate in the folder.</summary>
/// <param name="Name">For example <c>hub/tls</c>.</param>
/// <param name="Key">Kind of key.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Made">False when it was there before.</param>
/// <param name="Location">Its files.</param>
internal sealed record PkiEntry(string Name, KeyKind Key, CertificatePurposes Purpose, bool Made, KeyLocation Location);

/// <summary>The development authority of a data folder, with certificates for the hub and its partners.</summary>
internal static class DevelopmentPki
{
    /// <summary>Makes what is missing: the authority, and for each member a certificate for TLS and one for signing. Keeps what is there.</summary>
    /// <exception cref="RefusedException">The folder is for production, or its authority cannot be opened.</exception>
    public static IReadOnlyList<PkiEntry> Ensure(DataFolder folder, IReadOnlyList<PkiMember> members, TimeProvider time)
    {
        if (folder.IsProduction)
        {
            throw new RefusedException(
                "PRODUCTION_REFUSES_DEVELOPMENT_CA",
                "this data folder is for production and takes no development keys",
                "Put the keys and certificates of your company into its pki folder and name them in hub.yaml (section pki).");
        }

        using var authority = OpenOrCreate(folder.Pki, time);
        var entries = new List<PkiEntry>();
        foreach (var member in members)
        {
            entries.Add(Ensure(authority, member, CertificatePurposes.Tls, "tls"));
            entries.Add(Ensure(authority, member, CertificatePurposes.Signing, "signing"));
        }

        return entries;
    }

    /// <summary>Makes the certificates of the company's and of the customers' pages, each for its host names, where one lies at its usual place and is missing.</summary>
    public static void EnsurePortal(DataFolder folder, PortalOptions portal, TimeProvider time)
    {
        using var authority = OpenOrCreate(folder.Pki, time);
        if (portal.Enabled)
            EnsurePages(authority, "portal", folder.Resolve(portal.Certificate), [portal.Staff.HostName, portal.Core.HostName]);

        if (portal.Customers.Enabled)
            EnsurePages(authority, "customers", folder.Resolve(portal.Customers.Certificate), [portal.Customers.HostName]);
    }

    /// <summary>Makes a person's client certificate where it is missing, with a PKCS#12 file for browsers.</summary>
    /// <returns>The certificate's PEM file and the PKCS#12 file.</returns>
    public static (string Certificate, string Pkcs12) EnsurePerson(DataFolder folder, string name, TimeProvider time)
    {
        using var authority = OpenOrCreate(folder.Pki, time);
        var location = authority.LocationOf($"people/{name}");
        if (!File.Exists(location.CertificateFile))
        {
            authority.Issue(new CertificateOrder($"people/{name}", name, null, KeyKind.EcdsaP256, CertificatePurposes.Tls));
        }

        var file = Path.ChangeExtension(location.CertificateFile, ".p12");
        return (location.CertificateFile, File.Exists(file) ? file : authority.ExportPkcs12($"people/{name}"));
    }

    private static void EnsurePages(DevelopmentAuthority authority, string name, string configured, IReadOnlyList<string> hostNames)
    {
        var location = authority.LocationOf(name + "/tls");
        if (configured == location.CertificateFile && !File.Exists(location.CertificateFile))
        {
            authority.Issue(new CertificateOrder(name + "/tls", name, null, KeyKind.EcdsaP256, CertificatePurposes.Tls) { HostNames = [.. hostNames] });
        }
    }

    private static DevelopmentAuthority OpenOrCreate(string folder, TimeProvider time)
    {
        if (!DevelopmentAuthority.ExistsIn(folder))
        {
            return DevelopmentAuthority.Create(folder, time);
        }

        var opened = DevelopmentAuthority.Open(folder, time);
        return opened.Problem is { } problem
            ? throw new RefusedException("PKI_UNUSABLE", problem.Detail.TrimEnd('.') + $" ({problem.File})", problem.Remedy)
            : opened.Value;
    }

    private static PkiEntry Ensure(DevelopmentAuthority authority, PkiMember member, CertificatePurposes purpose, string use)
    {
        var name = $"{member.Name}/{use}";
        var location = authority.LocationOf(name);
        if (File.Exists(location.CertificateFile))
        {
            return new PkiEntry(name, member.Key, purpose, Made: false, location);
        }

        var order = new CertificateOrder(name, $"{member.Name} {use}", member.Code, member.Key, purpose);
        return new PkiEntry(name, member.Key, purpose, Made: true, authority.Issue(order));
    }
}
