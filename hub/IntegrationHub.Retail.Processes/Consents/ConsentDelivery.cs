using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>Tells waiting processes what customers answered. An answer is told until it is known to have arrived; the message has the same id every time. Thread-safe.</summary>
public sealed class ConsentDelivery(ConsentBook book, ProcessEngine engine)
{
    /// <summary>Tells everything that is answered and not told.</summary>
    /// <returns>How many answers were told.</returns>
    public async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        var open = await book.ListAnsweredAsync(cancellationToken).ConfigureAwait(false);
        foreach (var (consent, revision) in open)
        {
            await engine.AcceptMessageAsync(Message(consent), cancellationToken).ConfigureAwait(false);

            // Where somebody else was faster it is told, too.
            await book.SaveAsync([(consent with { IsTold = true }, revision)], null, "hub", cancellationToken).ConfigureAwait(false);
        }

        return open.Count;
    }

    private static IncomingMessage Message(Consent consent)
    {
        var (name, payload) = (consent.Subject, consent.Answer) switch
        {
            (ConsentSubject.Contract, ConsentAnswer.Agreed) => ("customer-signed", ContextValue.Of(("consent", Value.Of(consent.Name)))),
            (ConsentSubject.Contract, ConsentAnswer.Declined) => ("customer-declined", ContextValue.Of(("reason", Value.Of(consent.Words)))),
            (ConsentSubject.Contract, _) => ("customer-asks-changes", ContextValue.Of(("changes", Value.Of(consent.Words)))),
            (_, ConsentAnswer.Agreed) => ("consent-given", ContextValue.Of(("consent", Value.Of(consent.Name)))),
            _ => ("consent-refused", ContextValue.Empty),
        };
        return new($"consent-{consent.Name}", name, consent.Correlation, payload);
    }
}
