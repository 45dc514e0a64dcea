using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Storage.Processes;

/// <summary>What a partner said of a document of ours, as a message to the process that waits for it.</summary>
/// <remarks>
/// Payload: <c>accepted</c> (also in part), <c>partly</c>, <c>state</c>, <c>reason</c> (the market's code, else ours; null where there is none). A document that
/// missed its gate counts as not accepted; a quarantined one is an operator's and has no answer yet.
/// </remarks>
internal static class DocumentAnswer
{
    /// <summary>Names of messages that wait for an answer end so.</summary>
    public const string Waiting = "-acknowledged";

    /// <summary>Every message id begins so; behind it stand the document's id, its state and the message's name.</summary>
    public const string IdPrefix = "answer-";

    /// <summary>States that are an answer, as a list of numbers.</summary>
    public static string States { get; } =
        $"{(int)OutboundState.Accepted}, {(int)OutboundState.PartlyAccepted}, {(int)OutboundState.Rejected}, {(int)OutboundState.Expired}";

    /// <param name="values">Open the reasons.</param>
    /// <param name="retailer">Whose document it is.</param>
    /// <param name="exchange">The document.</param>
    /// <param name="name">Name of the message that is waited for.</param>
    /// <param name="key">The document's mRID.</param>
    /// <param name="state">What became of it.</param>
    /// <param name="rejections">Its reasons, sealed, or <c>null</c>.</param>
    public static IncomingMessage Of(StoreValues values, int retailer, Guid exchange, string name, string key, OutboundState state, byte[]? rejections)
    {
        var reason = StoredJson.Rejections(values.OpenOrNull(SealedColumns.OutboundRejections, retailer, exchange, rejections))
            .Select(static rejection => rejection.MarketReason ?? rejection.Code).FirstOrDefault();
        return new IncomingMessage(
            $"{IdPrefix}{exchange:D}-{(int)state}-{name}",
            name,
            key,
            ContextValue.Of(
                ("accepted", Value.Of(state is OutboundState.Accepted or OutboundState.PartlyAccepted)),
                ("partly", Value.Of(state is OutboundState.PartlyAccepted)),
                ("state", Value.Of(state.ToString())),
                ("reason", (state == OutboundState.Expired ? "EXPIRED" : reason) is { } code ? Value.Of(code) : Value.Null)));
    }
}
