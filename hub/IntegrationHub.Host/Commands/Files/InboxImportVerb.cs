using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;
using IntegrationHub.Lanes.Files;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Files;

/// <summary><c>ihub inbox import</c>: takes files of a partner without an interface in, the way its folder would.</summary>
internal sealed class InboxImportVerb : Verb
{
    private readonly Option<string> _party = new("--party") { Description = "Name of the party that the files come from", HelpName = "PARTY", Required = true };
    private readonly Argument<string[]> _files = new("file") { Description = InputFiles.Description, Arity = ArgumentArity.OneOrMore };

    public override string Path => "inbox import";

    public override string Description => "Take files from a partner without an interface in, through all checks";

    public override void Define(Command command)
    {
        command.Add(_party);
        command.Add(_files);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = InputFiles.Expand(context.Get(_files)!);
        await using var node = await OpenNode.OpenAsync(context, static _ => { }, cancellationToken);
        var party = FileLane.Of(node.Parties.Current.Named(context.Get(_party)!));
        var inbox = node.Services.GetRequiredService<FileInbox>();
        var bad = 0;
        using var progress = context.Answer.StartProgress("documents", files.Count);
        foreach (var file in files)
        {
            var (bytes, problem) = await InputFiles.ReadAsync(context.Surroundings, file, party.Limits.MaxRequestBytes, cancellationToken);
            var result = problem is null ? await inbox.ImportAsync(party, bytes, cancellationToken) : null;
            bad += result is { Positive: true } ? 0 : 1;
            Print(ImportedFile.Of(file, result, problem), context.Answer);
            progress.Advance(1, file);
        }

        if (files.Count > 1)
        {
            context.Answer.Line($"{Words.Count(files.Count, "document")}: {files.Count - bad} taken, {bad} not");
        }

        return bad == 0 ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static void Print(ImportedFile file, Answer answer)
    {
        if (answer.IsJson)
        {
            answer.JsonLine(file);
            return;
        }

        var document = file.MRid is null ? "" : $", {file.MRid}/{file.Revision}";
        var first = file.First is { } known ? $", first seen as {known}" : "";
        answer.Line(file.Exchange is { } id
            ? $"{file.File}: {file.State} as {id} ({file.Profile ?? "no profile"}{document}){first}"
            : $"{file.File}: {file.State}, not taken in");
        Words.Reasons(answer, file.Reasons);
    }
}

/// <summary>What became of one file, as JSON.</summary>
/// <param name="Exchange">Its exchange; <c>null</c> when the file could not be read at all.</param>
/// <param name="State">An inbound state.</param>
/// <param name="First">For a repetition: the exchange that first brought the document.</param>
internal sealed record ImportedFile(
    string File, Guid? Exchange, string State, string? Schema, string? Profile, string? MRid, int? Revision, Guid? First, IReadOnlyList<Rejection> Reasons)
{
    public static ImportedFile Of(string file, ReceptionResult? result, Rejection? problem) => result is { Exchange: var exchange }
        ? new(
            file,
            exchange.Id,
            Words.Of(exchange.State),
            exchange.SchemaResult,
            exchange.Profile,
            exchange.Document?.MRid,
            exchange.Document?.Revision,
            exchange.FirstExchangeId,
            exchange.Rejections)
        : new(file, null, Words.Of(InboundState.Refused), null, null, null, null, null, problem is null ? [] : [problem]);
}
