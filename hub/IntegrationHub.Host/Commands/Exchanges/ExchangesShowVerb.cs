using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary><c>ihub exchanges show</c>: everything about one exchange, and its bytes as evidence.</summary>
internal sealed class ExchangesShowVerb : Verb
{
    private readonly Argument<string> _id = ExchangeId.Argument();
    private readonly Option<string?> _raw = new("--raw") { Description = "Write the bytes as they arrived, or as they leave, to this new file", HelpName = "FILE" };
    private readonly Option<string?> _answer = new("--answer") { Description = "Write our signed answer to this new file", HelpName = "FILE" };
    private readonly Option<string?> _document = new("--document") { Description = "Write the document of ours, without its envelope, to this new file", HelpName = "FILE" };

    public override string Path => "exchanges show";

    public override string Description => "Show one exchange: history, reasons, acknowledgement, digests of its bytes";

    public override void Define(Command command)
    {
        command.Add(_id);
        command.Add(_raw);
        command.Add(_answer);
        command.Add(_document);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var id = ExchangeId.Parse(context.Get(_id)!);
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var detail = await ExchangeId.FindAsync(store.Exchanges, id, cancellationToken);
        var archive = store.Port<IArchive>();
        var report = await ExchangeReport.OfAsync(store.Exchanges, archive, store.Parties.Current, detail, cancellationToken);
        // First the files: when one cannot be written, the answer is that alone.
        IReadOnlyList<string> written =
        [
            .. await SaveAsync(archive, context.Get(_raw), detail.RawArchiveId ?? detail.DocumentArchiveId, "bytes", cancellationToken),
            .. await SaveAsync(archive, context.Get(_answer), detail.AnswerArchiveId, "answer", cancellationToken),
            .. await SaveAsync(archive, context.Get(_document), detail.DocumentArchiveId, "document of its own", cancellationToken),
        ];
        if (context.Answer.IsJson)
        {
            context.Answer.Json(report);
        }
        else
        {
            ExchangePage.Print(context.Answer, report, detail);
            foreach (var line in written)
            {
                context.Answer.Line(line);
            }
        }

        return report.Archive.All(piece => piece.State == "ok") ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static async Task<IReadOnlyList<string>> SaveAsync(IArchive archive, string? file, Guid? id, string what, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            var bytes = id is { } archived ? await archive.ReadAsync(RetailerId.Default, archived, cancellationToken) : null;
            if (bytes is not { } content)
            {
                throw new RefusedException("BYTES_MISSING", $"the exchange has no {what}", "See under `archive` what it has.");
            }

            // Evidence is never written over.
            await using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            await output.WriteAsync(content, cancellationToken);
            return [$"{Words.Size(content.Length)} written to {file}"];
        }
        catch (InvalidDataException damaged)
        {
            throw new RefusedException("BYTES_DAMAGED", damaged.Message.TrimEnd('.'), "Restore the store from a backup.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("FILE_NOT_WRITTEN", failure.Message.TrimEnd('.'), "Name a new file in a folder that you may write to.");
        }
    }
}
