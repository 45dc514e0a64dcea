using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Market;
using IntegrationHub.Workflows.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>A verb on the retailer's books: in the name of somebody, on the store of the data folder, beside a running hub or alone.</summary>
internal abstract class RetailVerb : ActingVerb
{
    protected sealed override Task<ExitCode> RunAsync(CommandContext context, HubNode node, Actor? person, CancellationToken cancellationToken) =>
        RunAsync(context, new RetailBench(node, person?.User ?? Words.Operator(context.Surroundings)) { Person = person }, cancellationToken);

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
}

/// <summary>What a verb on the books works with.</summary>
internal sealed record RetailBench(HubNode Node, string Actor)
{
    /// <summary>Whom <c>--as</c> names, with the roles of definitions; who is at the command line has none.</summary>
    public Actor? Person { get; init; }

    public T Book<T>()
        where T : notnull => Node.Services.GetRequiredService<T>();
}
