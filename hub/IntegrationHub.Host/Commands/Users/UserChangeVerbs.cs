using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Users;

/// <summary>A change of one person. Every change is in the ledger, and ends the person's sessions where it weakens them.</summary>
internal abstract class UserChangeVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the account" };

    public override void Define(Command command) => command.Add(_name);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Get(_name)!;
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        var (refused, done) = await ChangeAsync(context, open.Accounts, name, open.Actor, cancellationToken);
        OpenAccounts.Must(context, refused);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { name, done });
        }

        context.Answer.Line($"{name}: {done}");
        return ExitCode.Ok;
    }

    protected abstract Task<(IReadOnlyList<Rejection> Refused, string Done)> ChangeAsync(
        CommandContext context, AccountAdministration accounts, string name, string actor, CancellationToken cancellationToken);
}

/// <summary><c>ihub user disable</c>.</summary>
internal sealed class UserDisableVerb : UserChangeVerb
{
    public override string Path => "user disable";

    public override string Description => "Switch a person off; open sessions end";

    protected override async Task<(IReadOnlyList<Rejection> Refused, string Done)> ChangeAsync(
        CommandContext context, AccountAdministration accounts, string name, string actor, CancellationToken cancellationToken) =>
        (await accounts.SwitchAsync(name, enabled: false, actor, cancellationToken), "switched off, sessions ended");
}

/// <summary><c>ihub user enable</c>.</summary>
internal sealed class UserEnableVerb : UserChangeVerb
{
    public override string Path => "user enable";

    public override string Description => "Switch a person on again";

    protected override async Task<(IReadOnlyList<Rejection> Refused, string Done)> ChangeAsync(
        CommandContext context, AccountAdministration accounts, string name, string actor, CancellationToken cancellationToken) =>
        (await accounts.SwitchAsync(name, enabled: true, actor, cancellationToken), "switched on");
}

/// <summary><c>ihub user reset</c>: a new password, and a new phone where one is given.</summary>
internal sealed class UserResetVerb : UserChangeVerb
{
    private readonly Option<string?> _phone = new("--phone") { Description = "New number for codes", HelpName = "NUMBER" };
    private readonly PasswordArgument _password = new();

    public override string Path => "user reset";

    public override string Description => "Give a person a new password, and a new phone number with --phone";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_phone);
        _password.Define(command);
    }

    protected override async Task<(IReadOnlyList<Rejection> Refused, string Done)> ChangeAsync(
        CommandContext context, AccountAdministration accounts, string name, string actor, CancellationToken cancellationToken)
    {
        var (password, made) = _password.Read(context);
        var refused = await accounts.ResetAsync(name, password, context.Get(_phone), actor, cancellationToken);
        return (refused, $"reset, sessions ended{(made ? ", password " + password : "")}");
    }
}

/// <summary><c>ihub user roles</c>.</summary>
internal sealed class UserRolesVerb : UserChangeVerb
{
    private readonly Option<string[]> _roles = RoleArgument.Option();
    private readonly Option<string[]> _leads = RoleArgument.LeadsOption();

    public override string Path => "user roles";

    public override string Description => "Give a person roles in place of those before; open sessions end";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_roles);
        command.Add(_leads);
    }

    protected override async Task<(IReadOnlyList<Rejection> Refused, string Done)> ChangeAsync(
        CommandContext context, AccountAdministration accounts, string name, string actor, CancellationToken cancellationToken)
    {
        var roles = RoleArgument.Read(context.Get(_roles)!);
        return (await accounts.SetRolesAsync(name, roles, RoleArgument.ReadLeads(context.Get(_leads)), actor, cancellationToken), $"roles {string.Join(", ", roles.Select(Words.Of))}, sessions ended");
    }
}

/// <summary><c>ihub user person</c>: which human an account is.</summary>
internal sealed class UserPersonVerb : UserChangeVerb
{
    private readonly Argument<string> _number = new("number") { Description = "Staff number, the same for all accounts of one human" };

    public override string Path => "user person";

    public override string Description => "Say which human an account is; accounts of one human never check each other";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_number);
    }

    protected override async Task<(IReadOnlyList<Rejection> Refused, string Done)> ChangeAsync(
        CommandContext context, AccountAdministration accounts, string name, string actor, CancellationToken cancellationToken) =>
        (await accounts.StatePersonAsync(name, context.Get(_number)!, actor, cancellationToken), "stated whose account it is");
}

/// <summary><c>ihub user bind-certificate</c>.</summary>
internal sealed class UserBindCertificateVerb : UserChangeVerb
{
    private readonly Argument<string> _file = new("file") { Description = "The person's certificate (PEM or DER)" };

    public override string Path => "user bind-certificate";

    public override string Description => "Bind a client certificate to a person, in place of those before";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<(IReadOnlyList<Rejection> Refused, string Done)> ChangeAsync(
        CommandContext context, AccountAdministration accounts, string name, string actor, CancellationToken cancellationToken)
    {
        var read = CertificateFiles.Read(System.IO.Path.GetFullPath(context.Get(_file)!));
        if (read.Problem is { } problem)
        {
            throw new RefusedException("CERTIFICATE_FILE", $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy);
        }

        return (await accounts.BindCertificateAsync(name, read.Value[0], actor, cancellationToken), $"bound to {read.Value[0].Subject}, sessions ended");
    }
}
