using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Files;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;
using IntegrationHub.Lanes.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub send</c>: checks documents with the receiver's eyes, signs them and queues them in its lane.</summary>
internal sealed class SendVerb : Verb
{
    /// <summary>What a verdict calls bytes that are no acceptable XML.</summary>
    private const string Unreadable = "unreadable";

    private readonly Option<string> _to = new("--to") { Description = "Name of the party that gets them", HelpName = "PARTY", Required = true };
    private readonly Argument<string[]> _files = new("file") { Description = InputFiles.Description, Arity = ArgumentArity.OneOrMore };

    public override string Path => "send";

    public override string Description => "Check documents, sign them and queue them for a party";

    public override void Define(Command command)
    {
        command.Add(_to);
        command.Add(_files);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = InputFiles.Expand(context.Get(_files)!);
        await using var node = await OpenNode.OpenAsync(context, static _ => { }, cancellationToken);
        var party = node.Parties.Current.Named(context.Get(_to)!);
        var sender = node.Services.GetRequiredService<IDocumentSender>();
        var options = new SendOptions(Words.Operator(context.Surroundings));
        var (queued, refused) = (0, 0);
        using (var progress = context.Answer.StartProgress("documents", files.Count))
        {
            foreach (var file in files)
            {
                var (bytes, problem) = await InputFiles.ReadAsync(context.Surroundings, file, InputFiles.MostBytes, cancellationToken);
                var result = problem is null
                    ? await sender.SendAsync(party, bytes, options, cancellationToken)
                    : new SendResult.Refused(Unreadable, null, [problem]);
                queued += result is SendResult.Queued ? 1 : 0;
                refused += result is SendResult.Refused ? 1 : 0;
                Print(file, party, result, context.Answer);
                progress.Advance(1, file);
            }
        }

        if (files.Count > 1)
        {
            context.Answer.Line($"{Words.Count(files.Count, "document")}: {queued} queued, {files.Count - queued - refused} sent before, {refused} refused");
        }

        if (queued > 0 && node.IsAlone() && party.Connection is not PartyConnection.Client)
        {
            context.Answer.Warn("No hub is running on this folder: what is queued leaves when one does (`ihub up`).");
        }

        return refused == 0 ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static void Print(string file, Party party, SendResult result, Answer answer)
    {
        if (answer.IsJson)
        {
            answer.JsonLine(SentFile.Of(file, result));
            return;
        }

        switch (result)
        {
            case SendResult.Queued { Exchange: var exchange }:
                var waits = party.Connection == PartyConnection.Client ? $"waits for {party.Name} to fetch it" : $"queued for {party.Name}";
                answer.Line($"{file}: {waits} as {exchange.Id} ({exchange.Profile}, {exchange.Document}){Gate(exchange)}");
                break;
            case SendResult.Known { Exchange: var exchange }:
                answer.Line($"{file}: handed in before as {exchange.Id}, which is {Words.Of(exchange.State)}; nothing done");
                break;
            case SendResult.Refused refused:
                answer.Line($"{file}: refused ({(refused.Schema == Unreadable ? "it cannot be read" : $"{refused.Profile ?? "no profile"}, schema {refused.Schema}")})");
                Words.Reasons(answer, refused.Rejections);
                break;
        }
    }

    private static string Gate(OutboundExchange exchange) => exchange.GateClosure is { } gate ? $", gate closes {Words.Instant(gate)}" : "";
}

/// <summary>What became of one file, as JSON.</summary>
/// <param name="Result"><c>queued</c>, <c>known</c> or <c>refused</c>.</param>
/// <param name="Exchange">Its exchange, or the one it was handed in as before.</param>
/// <param name="Schema"><c>valid</c>, <c>invalid</c>, <c>unreadable</c> or <c>unknown</c>.</param>
internal sealed record SentFile(
    string File,
    string Result,
    Guid? Exchange,
    string? State,
    string Schema,
    string? Profile,
    string? MRid,
    int? Revision,
    DateTimeOffset? GateClosure,
    IReadOnlyList<Rejection> Reasons)
{
    public static SentFile Of(string file, SendResult result) => result switch
    {
        SendResult.Queued queued => Known(file, "queued", queued.Exchange),
        SendResult.Known known => Known(file, "known", known.Exchange),
        SendResult.Refused refused => new(file, "refused", null, null, refused.Schema, refused.Profile, null, null, null, refused.Rejections),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    private static SentFile Known(string file, string result, OutboundExchange exchange) => new(
        file, result, exchange.Id, Words.Of(exchange.State), "valid", exchange.Profile, exchange.Document.MRid, exchange.Document.Revision, exchange.GateClosure, []);
}
