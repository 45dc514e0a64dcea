using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub contract step</c>: takes a contract from one state to the next.</summary>
internal sealed class ContractStepVerb : OneContractVerb
{
    private readonly Argument<string> _action = new("action") { Description = $"What happens: {string.Join(", ", Enum.GetValues<ContractAction>().Select(Words.Of))}" };
    private readonly Option<string?> _digest = new("--digest") { Description = "Digest of the text that was read: to offer, agree, sign", HelpName = "SHA-256" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why: to reject, decline, send back, ask for changes, refuse a filing, terminate", HelpName = "TEXT" };
    private readonly Option<string?> _on = new("--on") { Description = "Last day of a contract that is terminated", HelpName = "YYYY-MM-DD" };

    private readonly Option<string?> _evidence = new("--evidence") { Description = "The attached file that shows it: to file by hand, and to accept such a filing", HelpName = "ID" };

    public override string Path => "contract step";

    public override string Description => "Take a contract to its next state";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_action);
        command.Add(_digest);
        command.Add(_reason);
        command.Add(_on);
        command.Add(_evidence);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var action = Words.Parse<ContractAction>(context.Get(_action)!) ?? throw new WrongUseException($"`{context.Get(_action)}` is nothing that happens to contracts");
        var step = new ContractStep(action, bench.Actor, context.Get(_digest), context.Get(_reason), RetailArguments.Day(context.Get(_on), "--on"));
        var done = await bench.Book<HandSteps>().StepAsync(Number(context), Version(context), step, context.Get(_evidence), cancellationToken);
        return done.Value is { } contract && done.Problems.Count == 0 ? ContractCreateVerb.Done(context, contract) : Refuse(context, done.Problems);
    }
}
