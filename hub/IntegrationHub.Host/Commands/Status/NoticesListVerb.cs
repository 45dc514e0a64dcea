using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Status;

/// <summary><c>ihub notices</c>: what was told to whom by which way, and what became of it, as the page and the call show it.</summary>
internal sealed class NoticesListVerb : Verb
{
    private const int Most = 1000;
    private const int Wide = 80;

    private readonly Option<string?> _kind = new("--kind") { Description = "Only notices whose kind begins like this, e.g. customer. or task.overdue", HelpName = "KIND" };
    private readonly Option<string?> _state = new("--state") { Description = $"Only those of which this became: {string.Join(", ", NoticeFilter.States)}", HelpName = "STATE" };
    private readonly Option<string?> _from = new("--from") { Description = "Came up at or after this instant, or from this day of the market on", HelpName = "TIME" };
    private readonly Option<string?> _to = new("--to") { Description = "Came up before this instant, or until the end of this day of the market", HelpName = "TIME" };
    private readonly Option<string?> _before = new("--before") { Description = "Go on where the list before ended, which named it", HelpName = "PLACE" };
    private readonly Option<int> _max = new("--max") { Description = $"At most so many (1 to {Most})", HelpName = "N", DefaultValueFactory = static _ => 50 };

    public override string Path => "notices list";

    public override string Description => "List what was told to whom, on pages and by text message, newest first";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        foreach (var option in new Option[] { _kind, _state, _from, _to, _before, _max })
        {
            command.Add(option);
        }
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var max = context.Get(_max) is var given and >= 1 and <= Most ? given : throw new WrongUseException($"--max is 1 to {Most}");
        var market = TimeZoneInfo.FindSystemTimeZoneById(context.LoadOptions(context.OpenData()).Hub.MarketTimeZone);
        var (filter, refused) = new NoticeSearchText(context.Get(_kind), context.Get(_state), context.Get(_from), context.Get(_to), context.Get(_before)).Read(max, market);
        if (refused.Count > 0)
        {
            throw new RefusedException(refused[0].Code, $"--{refused[0].Where}: {refused[0].Text.TrimEnd('.')}", refused[0].Remedy);
        }

        await using var node = await OpenNode.OpenAsync(context, static _ => { }, cancellationToken);

        // Whoever is at the command line reads everything of the folder.
        var page = await node.Services.GetRequiredService<ISentNotices>().ReadAsync(filter, Enum.GetValues<Permission>().ToHashSet(), cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(page);
            return ExitCode.Ok;
        }

        if (page.Notices.Count == 0)
        {
            context.Answer.Line("Nobody was told anything that fits.");
        }
        else
        {
            var table = new TextTable("at", "kind", "to", "by", "state", "text");
            foreach (var one in page.Notices)
            {
                table.Row(
                    Words.Instant(one.At), one.Kind, $"{(one.IsRole ? "role " : "")}{one.To} {string.Join(' ', one.Phones)}".TrimEnd(), one.Way,
                    one.NotBefore is { } until ? $"{one.State} until {Words.Instant(until)}" : one.State, one.Text is { Length: > Wide } text ? text[..Wide] + "…" : one.Text ?? "-");
            }

            context.Answer.Table(table);
        }

        if (page.Next is { } next)
        {
            context.Answer.Line($"There may be more: --max, or --before '{next}'");
        }

        return ExitCode.Ok;
    }
}
