using System.CommandLine;
using System.Globalization;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary>Whom a command line trusts. Nothing of it ever comes from what is verified.</summary>
internal sealed class Trust
{
    private const long LargestData = 64 << 20;

    private readonly Option<string[]> _authorities = new("--trust") { Description = "Authority to trust (PEM file or folder of them); repeat it for more", HelpName = "PEM" };
    private readonly Option<string?> _logKey = LogKeyOption();

    public static Option<string?> LogKeyOption() =>
        new("--log-key") { Description = "The ledger's public key, or a file that holds it (`ihub ledger key`)", HelpName = "KEY" };

    private readonly Option<string[]> _revocation = new("--revocation")
    {
        Description = "Revocation data to judge by: CRLs and OCSP answers (DER), or a folder of them such as DATA/revocation; repeat it for more", HelpName = "FILE",
    };

    public void Define(Command command)
    {
        command.Add(_revocation);
        command.Add(_authorities);
        command.Add(_logKey);
    }

    /// <summary>The anchors count for signers and for timestamp services alike.</summary>
    /// <exception cref="WrongUseException">A file holds no authority, or the key is none.</exception>
    public BundleTrust Of(CommandContext context)
    {
        var anchors = Anchors(context);
        return new BundleTrust(anchors, anchors, LogKey(context.Get(_logKey)));
    }

    /// <summary>
    /// The revocation data that the command line names, or null. It makes judging stricter: what none of it tells is refused as unknown.
    /// </summary>
    /// <exception cref="WrongUseException">A path is missing or holds no such data.</exception>
    public RevocationData? Revocation(CommandContext context)
    {
        if (context.Get(_revocation) is not { Length: > 0 } paths)
        {
            return null;
        }

        var data = RevocationData.Empty(new RevocationPolicy());
        foreach (var path in paths)
        {
            var before = data.Count;
            if (!Path.Exists(path))
            {
                throw new WrongUseException($"--revocation: there is no file or folder `{path}`");
            }

            data = (Directory.Exists(path) ? Directory.EnumerateFiles(path) : [path]).Where(IsOfDataSize).Select(File.ReadAllBytes)
                .Aggregate(data, (all, octets) => all.AddEncoded(octets));
            if (data.Count == before)
            {
                throw new WrongUseException($"--revocation: `{path}` holds no CRL and no OCSP answer (DER)");
            }
        }

        return data;
    }

    private static bool IsOfDataSize(string file) => new FileInfo(file).Length <= LargestData;

    /// <summary>An instant: ISO 8601, UTC where it names no offset.</summary>
    /// <exception cref="WrongUseException">It is none.</exception>
    public static DateTimeOffset Instant(string option, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new WrongUseException($"{option} is an instant such as 2026-11-21 or 2026-11-21T12:00:00Z, not `{text}`");

    private TrustAnchors Anchors(CommandContext context)
    {
        if (context.Get(_authorities) is not { Length: > 0 } paths)
        {
            return TrustAnchors.None;
        }

        var loaded = TrustStore.Load(paths, context.Time);
        if (loaded.Problem is { } problem)
        {
            throw new WrongUseException($"--trust {problem.File}: {problem.Detail} {problem.Remedy}");
        }

        foreach (var warning in loaded.Value.Warnings)
        {
            context.Answer.Warn($"{warning.File}: {warning.Detail}");
        }

        return loaded.Value.Anchors;
    }

    /// <summary>The key that an option names; null where it names none.</summary>
    /// <exception cref="WrongUseException">It is no key.</exception>
    public static NoteVerifierKey? LogKey(string? given)
    {
        if (given is null)
        {
            return null;
        }

        var text = File.Exists(given) ? File.ReadAllText(given) : given;
        return NoteVerifierKey.TryParse(text) ?? throw new WrongUseException("--log-key is no public key of a ledger; it has the form NAME+HASH+BASE64");
    }
}
