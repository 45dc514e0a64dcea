using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Notifying;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary><c>ihub outbox</c>: what processes told people, by page or by text message.</summary>
internal sealed class OutboxListVerb : ProcessVerb
{
    private readonly Option<int> _max = new("--max") { Description = "How many (1 to 1000)", DefaultValueFactory = static _ => 50 };

    public override string Path => "outbox list";

    public override string Description => "List notices and text messages of processes, newest first";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_max);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, ProcessBench bench, CancellationToken cancellationToken)
    {
        var outbox = bench.Node.Services.GetRequiredService<INoticeOutbox>();
        var all = bench.Actor.Roles.Contains(RolePolicy.Operator);
        var notices = await outbox.ReadAsync(all ? null : bench.Actor.User, bench.Actor.Roles, ProcessPlaces.Most(context.Get(_max)), cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(notices.Select(notice => new { notice.Id, channel = Words.Of(notice.Channel), notice.To, notice.IsRole, notice.Kind, notice.Text, notice.Instance, notice.Token, notice.At }));
            return ExitCode.Ok;
        }

        if (notices.Count == 0)
        {
            context.Answer.Line("Nobody was told anything.");
            return ExitCode.Ok;
        }

        var table = new TextTable("at", "by", "to", "kind", "text");
        foreach (var notice in notices)
        {
            table.Row(Words.Instant(notice.At), Words.Of(notice.Channel), (notice.IsRole ? "role " : "") + notice.To, notice.Kind, notice.Text);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
