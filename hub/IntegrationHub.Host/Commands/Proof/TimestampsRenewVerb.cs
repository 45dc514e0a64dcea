using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Node;
using IntegrationHub.Notary.Timestamps;
using IntegrationHub.Notary.Verbs;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub timestamps renew</c>: gives signatures and bundles a new timestamp over the old ones before those age out.</summary>
/// <remarks>Needs no database: run it over an archive of files from time to time. A file that is not due is left as it is.</remarks>
internal sealed class TimestampsRenewVerb : Verb
{
    private readonly Argument<string[]> _files = new("file") { Description = "CMS signatures (.p7s, beside what they sign) and evidence bundles", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _early = new("--early") { Description = "Renew also what is not due yet" };

    public override string Path => "timestamps renew";

    public override string Description => "Renew the timestamps inside signatures and bundles before they age out";

    public override void Define(Command command)
    {
        command.Add(_files);
        command.Add(_early);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = context.Get(_files)!;
        if (Array.Find(files, file => !File.Exists(file)) is { } missing)
        {
            throw new WrongUseException($"there is no file `{missing}`");
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        using var trust = NodeTrust.Load(folder, options.Trust, context.Time);
        var renewal = Timestamping.OfFiles(options.Trust.Timestamps, trust, context.Time)
            ?? throw new RefusedException("TIMESTAMPS_UNCONFIGURED", "no timestamp authority is configured", "Name one in the section `trust.timestamps` of hub.yaml.");
        var good = 0;
        foreach (var file in files)
        {
            var outcome = await RenewAsync(renewal, file, context.Get(_early), cancellationToken);
            good += outcome.Problem is null ? 1 : 0;
            if (context.Answer.IsJson)
            {
                context.Answer.JsonLine(new { file, renewed = outcome.Renewed is not null, until = outcome.Until, due = outcome.DueAt, problem = outcome.Problem });
            }
            else
            {
                context.Answer.Line($"{file}: {Words(outcome)}");
            }
        }

        return good == files.Length ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static string Words(RenewalOutcome outcome) => outcome switch
    {
        { Problem: { } problem } => "not renewed. " + problem,
        { DueAt: { } due } => $"its timestamp counts until {outcome.Until:u}; the renewal is due {due:u}",
        _ => $"the timestamp is renewed; it counts until {outcome.Until:u}",
    };

    private static async Task<RenewalOutcome> RenewAsync(FileRenewal renewal, string file, bool early, CancellationToken cancellationToken)
    {
        try
        {
            var octets = await File.ReadAllBytesAsync(file, cancellationToken);
            var outcome = octets is [0x30, ..]
                ? await RenewSignatureAsync(renewal, file, octets, early, cancellationToken)
                : await renewal.RenewBundleAsync(new MemoryStream(octets), early, cancellationToken);
            if (outcome.Renewed is { } renewed)
            {
                await NewFile.ReplaceAsync(file, renewed, cancellationToken);
            }

            return outcome;
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException)
        {
            return new RenewalOutcome(null, null, null, failure.Message);
        }
    }

    private static async Task<RenewalOutcome> RenewSignatureAsync(FileRenewal renewal, string file, byte[] octets, bool early, CancellationToken cancellationToken)
    {
        if (VerifyFiles.ContentBeside(file) is not { } content)
        {
            return await renewal.RenewSignatureAsync(octets, null, early, cancellationToken);
        }

        await using var stream = File.OpenRead(content);
        return await renewal.RenewSignatureAsync(octets, stream, early, cancellationToken);
    }
}
