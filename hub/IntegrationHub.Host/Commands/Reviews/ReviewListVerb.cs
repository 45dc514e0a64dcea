using System.CommandLine;
using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Exchanges;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Reviews;

/// <summary><c>ihub review list</c>: auditors' reviews, newest first.</summary>
internal sealed class ReviewListVerb : Verb
{
    private const int Most = 1000;
    private const int Wide = 80;

    private readonly Argument<string?> _id = new("id") { Description = "Only of this exchange", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<int> _max = new("--max") { Description = $"At most so many (1 to {Most})", HelpName = "N", DefaultValueFactory = _ => 50 };

    public override string Path => "review list";

    public override string Description => "List auditors' reviews, newest first";

    public override void Define(Command command)
    {
        command.Add(_id);
        command.Add(_max);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var id = context.Get(_id) is { } text ? ExchangeId.Parse(text) : (Guid?)null;
        var max = context.Get(_max) is var given and >= 1 and <= Most ? given : throw new WrongUseException($"--max is 1 to {Most}");
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var events = id is { } exchange
            ? (await ExchangeId.FindAsync(store.Exchanges, exchange, cancellationToken)).History.Where(item => item.Kind == Review.EventKind).Reverse().Take(max)
            : await store.Exchanges.RecentEventsAsync(RetailerId.Default, Review.EventKind, max, cancellationToken);
        var rows = events.Select(ReviewRow.Of).OfType<ReviewRow>().ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(rows);
        }

        var table = new TextTable("date", "exchange", "auditor", "sign-off", "finding");
        foreach (var row in rows)
        {
            table.Row(Words.Instant(row.At), row.Exchange.ToString(), row.Auditor, Words.Of(row.SignOff), Short(row.Finding.ReplaceLineEndings(" ")));
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }

    private static string Short(string text) => text.Length <= Wide ? text : text[..(Wide - 1)] + "…";
}

/// <summary>A review as lists and pages show it. Whether its signature holds is judged where trust is named: <c>ihub verify</c> of a bundle.</summary>
internal sealed record ReviewRow(Guid Id, Guid Exchange, DateTimeOffset At, string Auditor, SignOff SignOff, string Finding, string ReviewedState)
{
    public static ReviewRow? Of(ExchangeEvent item) => Review.FromData(item.Data) is var (review, _)
        ? new ReviewRow(item.Id, review.Exchange, review.At, review.Auditor, review.SignOff, review.Finding, review.State)
        : null;
}
