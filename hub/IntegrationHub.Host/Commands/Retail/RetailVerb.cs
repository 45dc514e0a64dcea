using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Market;
using IntegrationHub.Workflows.Engine.Acting;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>A verb on the retailer's books: in the name of somebody, on the store of the data folder, beside a running hub or alone.</summary>
internal abstract class RetailVerb : Verb
{
    private readonly Option<string?> _as = new("--as") { Description = "Who acts; without it, who is at the command line, as an operator", HelpName = "USER" };

    public override void Define(Command command) => command.Add(_as);

    public sealed override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var node = await OpenNode.OpenAsync(context, static _ => { }, cancellationToken);
        return await RunAsync(context, new(node, await ActorAsync(context, node, cancellationToken)), cancellationToken);
    }

    protected abstract Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken);

    /// <summary>Prints what was refused; nothing has changed.</summary>
    protected static ExitCode Refuse(CommandContext context, IReadOnlyList<Problem> problems)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { problems });
        }

        foreach (var problem in problems)
        {
            context.Answer.Warn(problem.ToString());
        }

        return ExitCode.NotOk;
    }

    private async Task<string> ActorAsync(CommandContext context, HubNode node, CancellationToken cancellationToken)
    {
        if (context.Get(_as) is not { } user)
        {
            return Words.Operator(context.Surroundings);
        }

        var person = await node.Services.GetRequiredService<IActorDirectory>().FindAsync(user, cancellationToken)
            ?? throw new RefusedException("ACTOR_UNKNOWN", $"nobody is called {user}", "Name the person with roles under `processes.staff` in hub.yaml.");
        return person.User;
    }
}

/// <summary>What a verb on the books works with.</summary>
internal sealed record RetailBench(HubNode Node, string Actor)
{
    public T Book<T>()
        where T : notnull => Node.Services.GetRequiredService<T>();
}
