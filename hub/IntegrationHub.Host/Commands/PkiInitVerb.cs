using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Output;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub pki init</c>: a development authority with certificates for the hub and its partners.</summary>
internal sealed class PkiInitVerb : Verb
{
    private readonly Option<string[]> _partners = new("--partner")
    {
        Description = "A partner to make certificates for: NAME or NAME=CODE; repeat it for more (default: trading-center)",
        HelpName = "NAME[=CODE]",
    };

    private readonly Option<string> _key = new("--key")
    {
        Description = "Kind of the partners' keys: rsa (RSA-2048) or ec (P-256)",
        DefaultValueFactory = _ => "ec",
    };

    public override string Path => "pki init";

    public override string Description => "Make a development CA and certificates for hub and partners";

    public override void Define(Command command)
    {
        _key.AcceptOnlyFromAmong("rsa", "ec");
        command.Add(_partners);
        command.Add(_key);
    }

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var partners = Partners(context);
        var folder = DataFolder.Exists(context.DataPath)
            ? context.OpenData()
            : DataFolder.Create(
                context.DataPath, FolderKind.Development, StarterConfiguration.For(FolderKind.Development, StarterConfiguration.DevelopmentCode), context.Time.GetUtcNow());
        var code = HubConfiguration.Load(folder.ConfigurationFile, context.Surroundings.Variables).Options.Hub.Code;
        var entries = DevelopmentPki.Ensure(folder, [new PkiMember("hub", code.Length == 0 ? null : code, KeyKind.Rsa2048), .. partners], context.Time);

        var authority = System.IO.Path.Combine(folder.Pki, "ca.pem");
        var rows = entries.Select(entry => new
        {
            entry.Name,
            entry.Key,
            purpose = entry.Purpose,
            sha256 = Thumbprint(entry.Location.CertificateFile),
            certificate = entry.Location.CertificateFile,
            entry.Made,
        }).ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { authority, certificates = rows });
        }

        var table = new TextTable("certificate", "key", "for", "SHA-256", "");
        foreach (var row in rows)
        {
            table.Row(row.Name, row.Key.ToString(), row.purpose.ToString(), row.sha256[..16] + "…", row.Made ? "made" : "kept");
        }

        context.Answer.Table(table);
        context.Answer.Line($"Authority for development: {authority}");
        return Task.FromResult(ExitCode.Ok);
    }

    private List<PkiMember> Partners(CommandContext context)
    {
        var key = context.Get(_key) == "rsa" ? KeyKind.Rsa2048 : KeyKind.EcdsaP256;
        var partners = new List<PkiMember>();
        foreach (var text in context.Get(_partners) is { Length: > 0 } named ? named : ["trading-center"])
        {
            var parts = text.Split('=', 2);
            if (parts[0].Length is < 2 or > 40 || parts[0].Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') || parts[0] == "hub")
            {
                throw new WrongUseException($"`{parts[0]}` is no name for a partner: lower case letters, digits and hyphens, 2 to 40 of them, not `hub`");
            }

            partners.Add(new PkiMember(parts[0], parts.Length == 2 ? parts[1] : null, key));
        }

        return partners;
    }

    private static string Thumbprint(string file)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }
}
