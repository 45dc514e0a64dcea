using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>
/// What has to be said to begin a shipped process; others are begun with their business key alone, or on the command line. What the books know is not asked: of a bid its event is chosen, and the gate is the event's.
/// </summary>
internal sealed class StartForms(MarketEventBook events, PageContext page)
{
    private const string Bid = "bid-submission";
    private const string Event = "event";

    private static readonly FormSchema Month = new([new("month", "Month", FieldType.Text, Required: true, 7, 7, null, [])]);

    /// <summary>The form of a process; of a bid with the events whose gate is open.</summary>
    public async Task<FormSchema> OfAsync(string? process, CancellationToken cancellationToken) => process switch
    {
        Bid => new([new(Event, "Market event", FieldType.Choice, Required: true, null, null, null, [.. await OpenAsync(cancellationToken)])]),
        "settlement-submission" => Month,
        _ => FormSchema.Empty,
    };

    /// <summary>The answer with what the process needs besides, or why there is none: the gate may have closed since the form was shown.</summary>
    public async Task<(ContextValue Answer, Finding? Wrong)> CompleteAsync(string process, ContextValue answer, CancellationToken cancellationToken)
    {
        if (process != Bid || answer[Event] is not TextValue { Text: var code })
            return (answer, null);

        return await events.FindAsync(code, cancellationToken) is { } market && market.GateClosure > page.Now
            ? (answer.With("gateClosure", Value.Of(market.GateClosure)), null)
            : (answer, new Finding("BID_GATE_CLOSED", Event, "", 0, $"The gate of {code} is closed, or there is no such event.", "Take an event whose gate is open."));
    }

    private async Task<IEnumerable<FormChoice>> OpenAsync(CancellationToken cancellationToken) =>
        (await events.ListAsync(cancellationToken)).Where(entry => !entry.Missed && entry.Event.GateClosure > page.Now)
            .Select(entry => new FormChoice(entry.Event.Code, $"{entry.Event.Code} – {page.T("bids.gate-closes", page.Instant(entry.Event.GateClosure), page.Settings.TimeZone.Id)}"));
}
