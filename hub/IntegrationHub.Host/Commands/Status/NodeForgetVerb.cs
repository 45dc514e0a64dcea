using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node.Operations;
using IntegrationHub.Storage.Operations;

namespace IntegrationHub.Host.Commands.Status;

/// <summary><c>ihub node forget</c>: takes a node off the list that will not come back.</summary>
internal sealed class NodeForgetVerb : Verb
{
    private readonly Argument<string> _name = new("NODE") { Description = "Name of the node, as the page of operations shows it" };
    private readonly Option<string> _why = new("--why") { Description = $"Reason for the ledger, at most {OperatorDesk.LongestReason} characters", HelpName = "TEXT", Required = true };

    public override string Path => "node forget";

    public override string Description => "Take a silent or stopped node off the list of nodes";

    public override void Define(Command command)
    {
        command.Add(_name);
        command.Add(_why);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (name, why) = (context.Get(_name)!, context.Get(_why)!);
        if (OperatorDesk.CheckReason(why) is not null)
        {
            throw new WrongUseException($"--why takes 1 to {OperatorDesk.LongestReason} characters");
        }

        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var outcome = await store.Port<NodeBook>().ForgetAsync(RetailerId.Default, name, Words.Operator(context.Surroundings), why.Trim(), context.Time.GetUtcNow(), cancellationToken);
        if (NodeForgettingRules.Refusal(name, outcome) is { } refused)
        {
            throw new RefusedException(refused.Code, refused.Text, refused.Remedy);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { node = name });
        }

        context.Answer.Line($"{name} is forgotten");
        return ExitCode.Ok;
    }
}
