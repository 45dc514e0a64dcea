using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Node;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Opening;

/// <summary>A verb in the name of somebody, on the store of the data folder, beside a running hub or alone.</summary>
internal abstract class ActingVerb : Verb
{
    private readonly Option<string?> _as = new("--as") { Description = "Who acts; without it, who is at the command line, as an operator", HelpName = "USER" };

    public override void Define(Command command) => command.Add(_as);

    public sealed override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var node = await OpenNode.OpenAsync(context, static _ => { }, cancellationToken);
        var person = context.Get(_as) is { } user ? await PersonAsync(node, user, cancellationToken) : null;
        return await RunAsync(context, node, person, cancellationToken);
    }

    /// <param name="context">What was typed, and where answers go.</param>
    /// <param name="node">The opened store with its services.</param>
    /// <param name="person">Whom <c>--as</c> names; null where it is not given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected abstract Task<ExitCode> RunAsync(CommandContext context, HubNode node, Actor? person, CancellationToken cancellationToken);

    /// <summary>Who has a name; for delegation, too.</summary>
    protected static async Task<Actor> PersonAsync(HubNode node, string user, CancellationToken cancellationToken) =>
        await node.Services.GetRequiredService<IActorDirectory>().FindAsync(user, cancellationToken)
        ?? throw new RefusedException("ACTOR_UNKNOWN", $"nobody is called {user}", "Name the person with roles under `processes.staff` in hub.yaml.");
}
