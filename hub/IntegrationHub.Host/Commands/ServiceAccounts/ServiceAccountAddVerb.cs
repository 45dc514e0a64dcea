using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Users;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;

namespace IntegrationHub.Host.Commands.ServiceAccounts;

/// <summary><c>ihub service-account add</c>: proposes one; a security administrator agrees on the pages.</summary>
internal sealed class ServiceAccountAddVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the program" };
    private readonly Option<string[]> _scopes = new("--scope") { Description = $"What it may do, repeat it for more: {string.Join(", ", ServiceScopes.All.Select(Words.Of))}", HelpName = "SCOPE", Required = true };
    private readonly Option<string> _purpose = new("--purpose") { Description = "Which program it is, and who answers for it", HelpName = "TEXT", Required = true };
    private readonly Option<int> _perMinute = new("--per-minute") { Description = "Most calls in a minute", HelpName = "NUMBER", DefaultValueFactory = static _ => 600 };

    public override string Path => "service-account add";

    public override string Description => "Propose a program that may call the API; a security administrator agrees on the pages";

    public override void Define(Command command)
    {
        command.Add(_name);
        foreach (var option in new Option[] { _scopes, _purpose, _perMinute })
        {
            command.Add(option);
        }
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var known = string.Join(", ", ServiceScopes.All.Select(Words.Of));
        var scopes = context.Get(_scopes)!.Select(word => Words.Parse<Permission>(word) ?? throw new WrongUseException($"--scope `{word}` is none of {known}")).ToList();
        var name = context.Get(_name)!;
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        OpenAccounts.Must(context, await open.Services.ProposeAsync(new NewServiceAccount(name, context.Get(_purpose)!, scopes, context.Get(_perMinute)), open.Actor, cancellationToken));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { name, state = Words.Of(ServiceState.Proposed), scopes = scopes.Select(Words.Of) });
        }

        context.Answer.Line($"{name} is proposed. A security administrator agrees to it on the page of service accounts; then: ihub service-account rotate {name}");
        return ExitCode.Ok;
    }
}
