using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Portal.Pages;

/// <summary>What operators do to a document of ours, as the form names it. Whether it can be done is decided on the locked row; a page offers what fits the state that it shows.</summary>
internal static class ExchangeActs
{
    public const string Release = "release";
    public const string SendNow = "send-now";
    public const string Cancel = "cancel";

    /// <summary>What a person may be offered; nothing of what is settled or delivered.</summary>
    public static IReadOnlyList<string> In(ExchangeDetail detail) => Enum.TryParse<OutboundState>(detail.Summary.State, out var state) ? state switch
    {
        OutboundState.Quarantined => detail.Progress is { AnswerLost: true } ? [Release] : [Release, Cancel],
        OutboundState.Queued => detail.Progress is { Attempts: > 0 } ? [SendNow, Cancel] : [Cancel],
        OutboundState.Sent => [SendNow],
        _ => [],
    }
    : [];

    /// <summary>Null for any other name.</summary>
    public static OutboundInput? Of(string act, string actor, string why) => act switch
    {
        Release => new OutboundInput.Release(actor, why),
        SendNow => new OutboundInput.SendNow(actor, why),
        Cancel => new OutboundInput.Cancel(actor, why),
        _ => null,
    };
}
