using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Retail;
using IntegrationHub.Host.Commands.Users;
using IntegrationHub.Host.Output;
using IntegrationHub.Market;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Host.Commands.CustomerSide;

/// <summary><c>ihub customers login list</c>: who may sign in for which customer.</summary>
internal sealed class CustomersLoginListVerb : RetailVerb
{
    public override string Path => "customers login list";

    public override string Description => "List persons who may sign in for customers";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var logins = await bench.Book<LoginBook>().ListAsync(cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(logins.Select(static one => new { one.Login.Name, Customer = one.CustomerName, one.Login.DisplayName, one.Login.Version, one.Login.IsDisabled }));
            return ExitCode.Ok;
        }

        var table = new TextTable("name", "customer", "person", "phone", "version", "state");
        foreach (var one in logins)
        {
            table.Row(one.Login.Name, one.CustomerName, one.Login.DisplayName, one.Login.PhoneHint, $"{one.Login.Version}", one.Login.IsDisabled ? "off" : "on");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub customers login add</c>.</summary>
internal sealed class CustomersLoginAddVerb : RetailVerb
{
    private readonly Argument<string> _name = new("name") { Description = "Name to sign in with" };
    private readonly Option<string> _customer = new("--customer") { Description = "Name of the customer, as `ihub customers list` shows it", HelpName = "NAME", Required = true };
    private readonly Option<string> _display = new("--display") { Description = "The person's name for people", HelpName = "NAME", Required = true };
    private readonly Option<string> _phone = new("--phone") { Description = "Number for codes, in international form", HelpName = "NUMBER", Required = true };
    private readonly PasswordArgument _password = new();

    public override string Path => "customers login add";

    public override string Description => "Add a person who may sign in for a customer";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_name);
        foreach (var option in new Option[] { _customer, _display, _phone })
        {
            command.Add(option);
        }

        _password.Define(command);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var (password, made) = _password.Read(context);
        var added = await bench.Book<LoginBook>().AddAsync(
            context.Get(_name)!, context.Get(_customer)!, context.Get(_display)!, context.Get(_phone)!, password, bench.Actor, cancellationToken);
        if (added.Value is not { } stored || added.Problems.Count > 0)
        {
            return Refuse(context, added.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { stored.Login.Name, Customer = stored.CustomerName, Password = made ? password : null });
        }

        context.Answer.Line($"{stored.Login.Name} is added for {stored.CustomerName}{(made ? ", password " + password : "")}");
        return ExitCode.Ok;
    }
}

/// <summary>A change of one login. It crosses, and ends the open sessions of the version before.</summary>
internal abstract class CustomersLoginChangeVerb : RetailVerb
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the login" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_name);
    }

    protected abstract Task<(Checked<StoredLogin> Changed, string Done)> ChangeAsync(CommandContext context, LoginBook book, string name, string actor, CancellationToken cancellationToken);

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var (changed, done) = await ChangeAsync(context, bench.Book<LoginBook>(), context.Get(_name)!, bench.Actor, cancellationToken);
        if (changed.Value is not { } stored || changed.Problems.Count > 0)
        {
            return Refuse(context, changed.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { stored.Login.Name, stored.Login.Version, done });
        }

        context.Answer.Line($"{stored.Login.Name}: {done}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub customers login reset</c>.</summary>
internal sealed class CustomersLoginResetVerb : CustomersLoginChangeVerb
{
    private readonly Option<string?> _phone = new("--phone") { Description = "New number for codes", HelpName = "NUMBER" };
    private readonly PasswordArgument _password = new();

    public override string Path => "customers login reset";

    public override string Description => "Give a customer's login a new password, and a new phone number with --phone";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_phone);
        _password.Define(command);
    }

    protected override async Task<(Checked<StoredLogin> Changed, string Done)> ChangeAsync(CommandContext context, LoginBook book, string name, string actor, CancellationToken cancellationToken)
    {
        var (password, made) = _password.Read(context);
        return (await book.ResetAsync(name, password, context.Get(_phone), actor, cancellationToken), $"reset, sessions end{(made ? ", password " + password : "")}");
    }
}

/// <summary><c>ihub customers login disable</c>.</summary>
internal sealed class CustomersLoginDisableVerb : CustomersLoginChangeVerb
{
    public override string Path => "customers login disable";

    public override string Description => "Switch a customer's login off; open sessions end";

    protected override async Task<(Checked<StoredLogin> Changed, string Done)> ChangeAsync(CommandContext context, LoginBook book, string name, string actor, CancellationToken cancellationToken) =>
        (await book.SwitchAsync(name, enabled: false, actor, cancellationToken), "switched off, sessions end");
}

/// <summary><c>ihub customers login enable</c>.</summary>
internal sealed class CustomersLoginEnableVerb : CustomersLoginChangeVerb
{
    public override string Path => "customers login enable";

    public override string Description => "Switch a customer's login on again";

    protected override async Task<(Checked<StoredLogin> Changed, string Done)> ChangeAsync(CommandContext context, LoginBook book, string name, string actor, CancellationToken cancellationToken) =>
        (await book.SwitchAsync(name, enabled: true, actor, cancellationToken), "switched on");
}
