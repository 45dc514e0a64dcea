using System.CommandLine;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Output;
using IntegrationHub.Lanes.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Files;

/// <summary><c>ihub outbox export</c>: one pass of a file lane into a folder of the operator's choice.</summary>
internal sealed class OutboxExportVerb : Verb
{
    private const int AtOnce = 20;

    private readonly Option<string> _party = new("--party") { Description = "Name of the party whose documents wait", HelpName = "PARTY", Required = true };
    private readonly Option<string> _to = new("--to") { Description = "Folder for the files; made when it is missing", HelpName = "DIR", Required = true };

    public override string Path => "outbox export";

    public override string Description => "Write what waits for a partner without an interface as files, and mark it delivered";

    public override void Define(Command command)
    {
        command.Add(_party);
        command.Add(_to);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = MakeFolder(context.Get(_to)!);
        var export = new ExportFolder(folder);
        await using var node = await OpenNode.OpenAsync(context, services => services.AddSingleton<IFileOutbox>(export), cancellationToken);
        var party = FileLane.Of(node.Parties.Current.Named(context.Get(_party)!));
        await WriteAllAsync(node, party, export, context.Time, cancellationToken);
        var next = await node.Services.GetRequiredService<ISendingStore>().NextDueAsync(party.Retailer, party.Id, cancellationToken);
        Print(context.Answer, party, folder, export);
        if (export.Failure is { } failure)
        {
            throw new RefusedException("EXPORT_FAILED", $"{folder} cannot be written to: {failure.TrimEnd('.')}", $"Mend the folder and export again; what was not written is due again at {Words.Instant(next)}.");
        }

        if (export.Written.Count == 0 && !node.IsAlone() && node.Services.GetRequiredService<DataFolder>() is var data)
        {
            context.Answer.Warn($"A running hub writes documents of this party to {System.IO.Path.Combine(data.Outbox, party.Name)} by itself.");
        }

        return ExitCode.Ok;
    }

    private static async Task WriteAllAsync(HubNode node, Party party, ExportFolder export, TimeProvider time, CancellationToken cancellationToken)
    {
        var store = node.Services.GetRequiredService<ISendingStore>();
        var step = node.Services.GetRequiredService<LaneStep>();
        var lanes = node.Services.GetRequiredService<Lanes.LaneOptions>();
        while (export.Failure is null)
        {
            var claims = await store.ClaimDueAsync(
                party.Retailer, party.Id, lanes.Node, time.GetUtcNow(), lanes.Lease, LanePriority.Bulk, AtOnce, cancellationToken);
            if (claims.Count == 0)
            {
                return;
            }

            // A claim that was taken is worked off even after a failure, so that nothing stays claimed for the length of a lease.
            foreach (var claim in claims)
            {
                await step.RunAsync(party, claim, CancellationToken.None);
            }
        }
    }

    private static void Print(Answer answer, Party party, string folder, ExportFolder export)
    {
        if (answer.IsJson)
        {
            answer.Json(new { party = party.Name, folder, files = export.Written });
            return;
        }

        foreach (var file in export.Written)
        {
            answer.Line($"{file.File}: {file.Profile}, {file.MRid}/{file.Revision}, {Words.Size(file.Size)}, exchange {file.Exchange}");
        }

        answer.Line(export.Written.Count == 0 ? $"Nothing waits for {party.Name}." : $"{Words.Count(export.Written.Count, "file")} in {folder}");
    }

    private static string MakeFolder(string name)
    {
        try
        {
            return Directory.CreateDirectory(name).FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("EXPORT_FAILED", $"{name} cannot be made: {failure.Message.TrimEnd('.')}", "Name another folder with --to.");
        }
    }
}
