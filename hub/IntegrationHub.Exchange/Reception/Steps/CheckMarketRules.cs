using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Step 7: sender, receiver, rights, revision, gate closure, and everything the document says that no schema can check. All errors are
/// reported together. A wrong sender refuses before the document's id counts; everything else is a business rejection.
/// </summary>
internal sealed class CheckMarketRules(IReceptionStore store, Func<MarketContext> market, IIdSource ids) : IReceptionStep
{
    public async ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken)
    {
        if (context.Read is not { } document)
        {
            return StepOutcome.Continue;
        }

        var present = market();
        var input = new MarketRuleInput
        {
            Document = document,
            From = context.Party,
            To = context.Directory.Self,
            Counterparty = context.Party.Id,
            Directory = context.Directory,
            At = context.At,
            Gates = present.Gates,
        };
        if (MarketRules.CheckSender(input) is { Count: > 0 } wrongSender)
        {
            return new StepOutcome.Refuse(wrongSender);
        }

        // A verdict on our own document counts however it is worded; only one that is addressed to somebody else is none of ours.
        if (context.IsAcknowledgement)
        {
            context.Rejections = MarketRules.CheckReceiver(input);
            return StepOutcome.Continue;
        }

        var highest = await HighestRevisionAsync(context, document, cancellationToken);
        if (RevisionRule.LeavesGap(document.Revision, highest))
        {
            context.Notes.Add(new ExchangeEvent(
                ids.Next(context.At), context.At, "document.revision-gap", context.ExchangeId, context.Party.Id.Value, context.Party.Name,
                EventData.Json(("revision", document.Revision.ToString()), ("highest", highest?.ToString()))));
        }

        context.Rejections = MarketRules.Check(input with { HighestRevision = highest }, present.Rules);
        return StepOutcome.Continue;
    }

    /// <summary>Mostly known since the look-up; asked only where the validated document names itself otherwise.</summary>
    private ValueTask<int?> HighestRevisionAsync(ReceptionContext context, MarketDocument document, CancellationToken cancellationToken) =>
        context.LookedUp is { } looked && looked.Key == context.Key
            ? ValueTask.FromResult(looked.HighestRevision)
            : store.FindHighestRevisionAsync(context.Incoming.Retailer, document.Sender.Value, document.MRid, cancellationToken);
}
