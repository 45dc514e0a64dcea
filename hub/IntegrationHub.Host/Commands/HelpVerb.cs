using System.CommandLine;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub help [VERB…]</c>: the same as <c>ihub VERB… --help</c>.</summary>
internal sealed class HelpVerb : Verb
{
    private readonly Argument<string[]> _words = new("verb") { Description = "The verb to explain", Arity = ArgumentArity.ZeroOrMore };

    public override string Path => "help";

    public override string Description => "Explain the command or one of its verbs";

    public override bool NeedsData => false;

    public override bool OffersJson => false;

    public override void Define(Command command) => command.Add(_words);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken) =>
        (ExitCode)await HubCommandLine.RunAsync([.. context.Get(_words) ?? [], "--help"], context.Surroundings);
}
