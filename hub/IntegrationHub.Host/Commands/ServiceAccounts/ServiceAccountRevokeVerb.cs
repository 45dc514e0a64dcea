using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Users;

namespace IntegrationHub.Host.Commands.ServiceAccounts;

/// <summary><c>ihub service-account revoke</c>: ends a program's account, or one of its tokens, from the next call on.</summary>
internal sealed class ServiceAccountRevokeVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the program" };
    private readonly Option<string?> _token = new("--token") { Description = "Only this token, by its beginning as `list` shows it", HelpName = "PREFIX" };

    public override string Path => "service-account revoke";

    public override string Description => "End a program's account for good, or one token with --token";

    public override void Define(Command command)
    {
        command.Add(_name);
        command.Add(_token);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (name, token) = (context.Get(_name)!, context.Get(_token)?.TrimEnd('…'));
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        OpenAccounts.Must(context, await open.Services.RevokeAsync(name, token, open.Actor, cancellationToken));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { name, token, revoked = true });
        }

        context.Answer.Line(token is null ? $"{name} is revoked with all its tokens" : $"{name}: token {token} is revoked");
        return ExitCode.Ok;
    }
}
