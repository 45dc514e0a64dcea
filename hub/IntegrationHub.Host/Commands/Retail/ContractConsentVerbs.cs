using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Retail.Processes.Consents;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>What verbs about consents have in common.</summary>
internal static class ConsentWords
{
    public static CustomerConsents ConsentsOf(this RetailBench bench) => bench.Node.Services.GetService<CustomerConsents>()
        ?? throw new RefusedException("PROCESSES_NOT_KEPT", "the store of this data folder keeps no processes", "Use the embedded store or PostgreSQL.");

    public static Option<string> Phone() => new("--phone") { Description = "Telephone of the customer, in international form", HelpName = "+NUMBER", Required = true };

    public static Option<string> Session() => new("--session") { Description = "The session that sending the code printed", HelpName = "SESSION", Required = true };

    public static Option<string> Code() => new("--code") { Description = "The six digits of the text message", HelpName = "CODE", Required = true };

    public static Option<string> Reason(string what) => new("--reason") { Description = what, HelpName = "TEXT", Required = true };

    /// <summary>Says what was sent; the session is for who enters the code.</summary>
    public static void Sent(CommandContext context, Consent asked, string session)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { Consent = asked.Name, asked.Digest, Session = session, ExpiresAt = asked.AskedAt + ConsentCode.Lifetime });
        }

        context.Answer.Line($"A code was sent, for the text with SHA-256 {asked.Digest}; it is good until {Words.Instant(asked.AskedAt + ConsentCode.Lifetime)}");
        context.Answer.Line($"session {session}");
    }

    public static void Answered(CommandContext context, Consent consent)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { Consent = consent.Name, consent.Digest, Answer = Words.Of(consent.Answer), consent.AnsweredAt });
        }

        context.Answer.Line($"The customer's answer {consent.Name}: {Words.Of(consent.Answer)}");
    }
}

/// <summary><c>ihub contract consent send</c>.</summary>
internal sealed class ContractConsentSendVerb : RetailVerb
{
    private readonly Argument<string> _number = new("number") { Description = "Number of the offered contract" };
    private readonly Option<string> _phone = ConsentWords.Phone();

    public override string Path => "contract consent send";

    public override string Description => "Send the customer a code to agree to an offered contract";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_number);
        command.Add(_phone);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var session = ConsentCode.MakeSession();
        var asked = await bench.ConsentsOf().AskForContractAsync(context.Get(_number)!, session, context.Get(_phone)!, cancellationToken, bench.Actor);
        if (asked.Value is not { } consent || asked.Problems.Count > 0)
        {
            return Refuse(context, asked.Problems);
        }

        ConsentWords.Sent(context, consent, session);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub contract consent give</c>.</summary>
internal sealed class ContractConsentGiveVerb : RetailVerb
{
    private readonly Argument<string> _number = new("number") { Description = "Number of the contract" };
    private readonly Option<string> _session = ConsentWords.Session();
    private readonly Option<string> _code = ConsentWords.Code();

    public override string Path => "contract consent give";

    public override string Description => "Agree to an offered contract with the customer's code";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_number);
        command.Add(_session);
        command.Add(_code);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var given = await bench.ConsentsOf().AgreeToContractAsync(context.Get(_number)!, context.Get(_session)!, context.Get(_code)!, cancellationToken, bench.Actor);
        if (given.Value is not { } consent || given.Problems.Count > 0)
        {
            return Refuse(context, given.Problems);
        }

        ConsentWords.Answered(context, consent);
        return ExitCode.Ok;
    }
}

/// <summary>The customer says something else than yes.</summary>
internal abstract class ContractAnswerVerb(ConsentAnswer answer, string what) : RetailVerb
{
    private readonly Argument<string> _number = new("number") { Description = "Number of the offered contract" };
    private readonly Option<string> _reason = ConsentWords.Reason(what);

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_number);
        command.Add(_reason);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var said = await bench.ConsentsOf().AnswerContractAsync(context.Get(_number)!, answer, context.Get(_reason)!, bench.Actor, cancellationToken);
        if (said.Value is not { } consent || said.Problems.Count > 0)
        {
            return Refuse(context, said.Problems);
        }

        ConsentWords.Answered(context, consent);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub contract consent decline</c>.</summary>
internal sealed class ContractConsentDeclineVerb() : ContractAnswerVerb(ConsentAnswer.Declined, "Why the customer declines")
{
    public override string Path => "contract consent decline";

    public override string Description => "Record that the customer declines an offered contract";
}

/// <summary><c>ihub contract consent change</c>.</summary>
internal sealed class ContractConsentChangeVerb() : ContractAnswerVerb(ConsentAnswer.AsksForChanges, "What the customer wants changed")
{
    public override string Path => "contract consent change";

    public override string Description => "Record that the customer asks for changes of an offered contract";
}
