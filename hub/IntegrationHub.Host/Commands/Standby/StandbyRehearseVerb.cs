using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql.Standby;

namespace IntegrationHub.Host.Commands.Standby;

/// <summary><c>ihub standby rehearse</c>: loses a standby and a primary on this machine while exchanges flow, and counts what was lost.</summary>
internal sealed class StandbyRehearseVerb : Verb
{
    private readonly Option<int> _callers = new("--callers") { Description = "Partners that send at once", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _documents = new("--documents") { Description = "Documents to be acknowledged before, between and after the losses", DefaultValueFactory = _ => 300 };
    private readonly Option<string?> _programs = new("--programs") { Description = "Folder with the programs of PostgreSQL (default: they are looked for)", HelpName = "DIR" };

    public override string Path => "standby rehearse";

    public override string Description => "Rehearse the loss of the primary on this machine: what is lost, and how long it takes";

    public override bool NeedsData => false;

    public override void Define(Command command)
    {
        command.Add(_callers);
        command.Add(_documents);
        command.Add(_programs);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (callers, documents) = (context.Get(_callers), context.Get(_documents));
        if (callers is < 1 or > 64 || documents is < 1 or > 100_000)
        {
            throw new WrongUseException("--callers is 1 to 64, --documents 1 to 100,000");
        }

        RehearsalResult result;
        try
        {
            result = await new StandbyRehearsal(context.Get(_programs), context.Time, context.Answer.Warn).RunAsync(callers, documents, cancellationToken);
        }
        catch (StorageSetupException refused)
        {
            throw new RefusedException(refused.Code, refused.Problem.TrimEnd('.'), refused.Remedy);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                passed = result.Passed,
                result.Acknowledged,
                result.AcknowledgedBeforeLoss,
                result.AcknowledgedWithoutStandby,
                result.Lost,
                result.Refused,
                secondsToFirstAcknowledgement = Math.Round(result.ToFirstAcknowledgement.TotalSeconds, 2),
                secondsOfPromotion = Math.Round(result.Promotion.TotalSeconds, 2),
                result.OldPrimaryIsFenced,
            });
        }

        context.Answer.Line($"{Words.Count(result.Acknowledged, "document")} acknowledged, {result.AcknowledgedBeforeLoss} of them before the primary was lost; {result.Lost} lost.");
        context.Answer.Line($"Without the standby: {result.AcknowledgedWithoutStandby} acknowledged; {Words.Count(result.Refused, "attempt")} refused and repeated in all.");
        context.Answer.Line($"First acknowledgement {result.ToFirstAcknowledgement.TotalSeconds:0.0} s after the loss ({result.Promotion.TotalSeconds:0.0} s of them for the promotion).");
        context.Answer.Line(result.OldPrimaryIsFenced ? "The old primary takes no commit." : "The old primary STILL TAKES COMMITS.");
        return result.Passed ? ExitCode.Ok : ExitCode.NotOk;
    }
}
