using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Host.Commands.Users;

/// <summary><c>ihub user add</c>: the way to the first administrator, and to everybody else.</summary>
internal sealed class UserAddVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = "Name to sign in with" };
    private readonly Option<string> _class = new("--class") { Description = $"What kind of person: {string.Join(", ", Enum.GetValues<UserClass>().Select(Words.Of))}", HelpName = "CLASS", Required = true };
    private readonly Option<string[]> _roles = RoleArgument.Option();
    private readonly Option<string[]> _leads = RoleArgument.LeadsOption();
    private readonly Option<string?> _person = new("--person") { Description = "Staff number: accounts of one human have the same, and never check each other", HelpName = "NUMBER" };
    private readonly Option<string> _display = new("--display") { Description = "The person's name for people", HelpName = "NAME", Required = true };
    private readonly Option<string> _phone = new("--phone") { Description = "Number for codes, in international form", HelpName = "NUMBER", Required = true };
    private readonly PasswordArgument _password = new();

    public override string Path => "user add";

    public override string Description => "Add a person who may sign in";

    public override void Define(Command command)
    {
        command.Add(_name);
        foreach (var option in new Option[] { _class, _roles, _leads, _person, _display, _phone })
        {
            command.Add(option);
        }

        _password.Define(command);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var userClass = Words.Parse<UserClass>(context.Get(_class)!)
            ?? throw new WrongUseException($"--class is one of {string.Join(", ", Enum.GetValues<UserClass>().Select(Words.Of))}");
        var roles = RoleArgument.Read(context.Get(_roles)!);
        var (password, made) = _password.Read(context);
        var name = context.Get(_name)!;
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        OpenAccounts.Must(context, await open.Accounts.AddAsync(
            new NewAccount(name, userClass, roles, context.Get(_display)!, context.Get(_phone)!, password) { Leads = RoleArgument.ReadLeads(context.Get(_leads)), PersonNumber = context.Get(_person) }, open.Actor, cancellationToken));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { name, userClass = Words.Of(userClass), roles = roles.Select(Words.Of), password = made ? password : null });
        }

        context.Answer.Line($"{name} is added ({Words.Of(userClass)}){(made ? ", password " + password : "")}");
        if (Doors.NeedsCertificate(Doors.Of(userClass)))
        {
            context.Answer.Line($"Without a certificate nobody of this class comes in: ihub user bind-certificate {name} FILE");
        }

        return ExitCode.Ok;
    }
}
