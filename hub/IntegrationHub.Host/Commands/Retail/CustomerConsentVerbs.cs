using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Retail.Processes.Consents;
using NodaTime;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>A verb about the consent of a new customer for a day.</summary>
internal abstract class CustomerConsentVerb : RetailVerb
{
    private readonly Argument<string> _customer = new("customer") { Description = "Name as in the customer file" };
    private readonly Option<string> _begins = new("--begins") { Description = "First day of supply", HelpName = "YYYY-MM-DD", Required = true };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_customer);
        command.Add(_begins);
    }

    protected string Customer(CommandContext context) => context.Get(_customer)!;

    protected LocalDate Begins(CommandContext context) => RetailArguments.Day(context.Get(_begins), "--begins")!.Value;
}

/// <summary><c>ihub customers consent send</c>.</summary>
internal sealed class CustomersConsentSendVerb : CustomerConsentVerb
{
    private readonly Option<string> _phone = ConsentWords.Phone();

    public override string Path => "customers consent send";

    public override string Description => "Send a new customer a code to agree to being supplied";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_phone);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var session = ConsentCode.MakeSession();
        var asked = await bench.ConsentsOf().AskForOnboardingAsync(Customer(context), Begins(context), session, context.Get(_phone)!, cancellationToken, bench.Actor);
        if (asked.Value is not { } consent || asked.Problems.Count > 0)
        {
            return Refuse(context, asked.Problems);
        }

        context.Answer.Line(consent.Text!);
        ConsentWords.Sent(context, consent, session);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub customers consent give</c>.</summary>
internal sealed class CustomersConsentGiveVerb : CustomerConsentVerb
{
    private readonly Option<string> _session = ConsentWords.Session();
    private readonly Option<string> _code = ConsentWords.Code();

    public override string Path => "customers consent give";

    public override string Description => "Agree to being supplied with the customer's code";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_session);
        command.Add(_code);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var given = await bench.ConsentsOf().AgreeToOnboardingAsync(Customer(context), Begins(context), context.Get(_session)!, context.Get(_code)!, cancellationToken, bench.Actor);
        if (given.Value is not { } consent || given.Problems.Count > 0)
        {
            return Refuse(context, given.Problems);
        }

        ConsentWords.Answered(context, consent);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub customers consent refuse</c>.</summary>
internal sealed class CustomersConsentRefuseVerb : CustomerConsentVerb
{
    private readonly Option<string> _reason = ConsentWords.Reason("Why the customer refuses");

    public override string Path => "customers consent refuse";

    public override string Description => "Record that a new customer does not agree";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_reason);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var said = await bench.ConsentsOf().RefuseOnboardingAsync(Customer(context), Begins(context), context.Get(_reason)!, bench.Actor, cancellationToken);
        if (said.Value is not { } consent || said.Problems.Count > 0)
        {
            return Refuse(context, said.Problems);
        }

        ConsentWords.Answered(context, consent);
        return ExitCode.Ok;
    }
}
