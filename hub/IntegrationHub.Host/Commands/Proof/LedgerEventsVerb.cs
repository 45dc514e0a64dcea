using System.CommandLine;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.KeyManagement;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub ledger events</c>: entries of the ledger, newest first, as the page and the call find them. The look is an entry itself.</summary>
internal sealed class LedgerEventsVerb : Verb
{
    private const int Most = 1000;
    private const int Wide = 100;

    private readonly Option<string?> _kind = new("--kind") { Description = "Only entries whose kind begins like this, e.g. exchange. or review.added", HelpName = "KIND" };
    private readonly Option<string?> _actor = new("--actor") { Description = "Only what this one did, e.g. user:li.na, service:erp or hub; a name alone is the person's, too", HelpName = "NAME" };
    private readonly Option<string?> _subject = new("--subject") { Description = "Only what is about this exchange, case or party", HelpName = "ID|PARTY" };
    private readonly Option<string?> _from = new("--from") { Description = "Happened at or after this instant, or from this day of the market on", HelpName = "TIME" };
    private readonly Option<string?> _to = new("--to") { Description = "Happened before this instant, or until the end of this day of the market", HelpName = "TIME" };
    private readonly Option<string?> _before = new("--before") { Description = "Only what is older than this entry", HelpName = "ID" };
    private readonly Option<int> _max = new("--max") { Description = $"At most so many (1 to {Most})", HelpName = "N", DefaultValueFactory = _ => 50 };
    private readonly Option<string?> _out = new("--out") { Description = "Write everything that fits, however many, into this new file: .csv, or .jsonl for an object a line", HelpName = "FILE" };

    public override string Path => "ledger events";

    public override string Description => "List entries of the ledger, newest first, or write them into a file";

    public override void Define(Command command)
    {
        foreach (var option in new Option[] { _kind, _actor, _subject, _from, _to, _before, _max, _out })
        {
            command.Add(option);
        }
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var max = context.Get(_max) is var given and >= 1 and <= Most ? given : throw new WrongUseException($"--max is 1 to {Most}");
        var target = context.Get(_out);
        if (target is not null && System.IO.Path.GetExtension(target) is not (".csv" or ".jsonl"))
        {
            throw new WrongUseException("--out is a file with the ending .csv or .jsonl");
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var directory = store.Parties.Current;
        var asked = Asked(context);
        var filter = Read(asked, directory, max, TimeZoneInfo.FindSystemTimeZoneById(options.Hub.MarketTimeZone));
        await KeyEvents.RecordAsync(store, context, "look.ledger", EventData.Json(("question", asked.Question), ("file", target is null ? null : System.IO.Path.GetExtension(target)[1..])), cancellationToken);
        if (target is not null)
        {
            await WriteAsync(context.Answer, store.Exchanges, filter, target, cancellationToken);
            return ExitCode.Ok;
        }

        Print(context.Answer, directory, await store.Exchanges.SearchEventsAsync(RetailerId.Default, filter, cancellationToken), max);
        return ExitCode.Ok;
    }

    private EventSearchText Asked(CommandContext context) => new()
    {
        Kind = context.Get(_kind), Actor = context.Get(_actor), Subject = context.Get(_subject), From = context.Get(_from), To = context.Get(_to), Before = context.Get(_before),
    };

    private static EventFilter Read(EventSearchText asked, PartyDirectory directory, int max, TimeZoneInfo market)
    {
        var (filter, refused) = asked.Read(directory, max, market);
        return refused.Count == 0 ? filter : throw new RefusedException(refused[0].Code, $"--{refused[0].Where}: {refused[0].Text.TrimEnd('.')}", refused[0].Remedy);
    }

    /// <summary>Whoever is at the command line reads everything of the folder.</summary>
    private static async Task WriteAsync(Answer answer, IExchangeReader exchanges, EventFilter filter, string target, CancellationToken cancellationToken)
    {
        var found = LedgerReading.AllAsync(new HashSet<Permission> { Permission.ReadBids }, exchanges, filter, cancellationToken);
        var size = await NewFile.WriteAsync(
            target,
            async stream =>
            {
                await (target.EndsWith(".csv", StringComparison.Ordinal) ? LedgerFile.WriteCsvAsync(stream, found, cancellationToken) : LedgerFile.WriteLinesAsync(stream, found, cancellationToken));
                return stream.Length;
            },
            cancellationToken);
        if (answer.IsJson)
        {
            answer.Json(new { file = target, size });
        }

        answer.Line($"{target}: {Words.Size(size)}");
        answer.Line("It is to work with and proves nothing; what proves is `ihub ledger export`, and `ihub evidence export` of an exchange.");
    }

    private static void Print(Answer answer, PartyDirectory directory, IReadOnlyList<ExchangeEvent> found, int max)
    {
        if (answer.IsJson)
        {
            answer.Json(found.Select(item => EventRow.Of(item, directory)));
            return;
        }

        if (found.Count == 0)
        {
            answer.Line("No entry fits.");
            return;
        }

        var table = new TextTable("entry", "at", "kind", "by", "party", "exchange", "facts");
        foreach (var row in found.Select(item => EventRow.Of(item, directory)))
        {
            table.Row(row.Id.ToString(), Words.Instant(row.At), row.Kind, row.Actor, row.Party ?? "-", row.Exchange?.ToString() ?? "-", Short(row.Facts.GetRawText()));
        }

        answer.Table(table);
        if (found.Count == max)
        {
            answer.Line($"There may be more: --max, or --before {found[^1].Id}");
        }
    }

    private static string Short(string text) => text.Length <= Wide ? text : text[..(Wide - 1)] + "…";

    /// <summary>An entry as it is listed.</summary>
    /// <param name="Party">Name of the party it is about; null where it is about none that is known.</param>
    private sealed record EventRow(Guid Id, DateTimeOffset At, string Kind, string Actor, Guid? Exchange, string? Party, JsonElement Facts)
    {
        public static EventRow Of(ExchangeEvent item, PartyDirectory directory)
        {
            using var facts = JsonDocument.Parse(item.Data);
            return new(item.Id, item.At, item.Kind, item.Actor, item.ExchangeId, item.PartyId is { } party ? directory.Find(new PartyId(party))?.Name : null, facts.RootElement.Clone());
        }
    }
}
