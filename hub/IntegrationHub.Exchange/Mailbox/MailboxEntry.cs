using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Mailbox;

/// <summary>One line of a List answer: a document that is addressed to the party or was sent by it.</summary>
/// <param name="Code">Positive, per party, visible in order: once a party has seen N, nothing at or below N appears later.</param>
/// <param name="ExchangeId">The exchange behind it.</param>
/// <param name="MessageIdentification">mRID of the document.</param>
/// <param name="MessageVersion">Revision.</param>
/// <param name="Status">OK or FAILED, or <c>null</c> while it is open.</param>
/// <param name="ApplicationInterval">The document's own interval.</param>
/// <param name="ServerTimestamp">When the hub took it in.</param>
/// <param name="Type">Profile root or message type as List names it: the root element's local name without <c>_MarketDocument</c> is not used; the full root name is.</param>
/// <param name="Owner">Code of the sender.</param>
/// <param name="DocumentArchiveId">The document's bytes in the archive.</param>
/// <param name="Size">Size of the document in bytes.</param>
public sealed record MailboxEntry(
    long Code,
    Guid ExchangeId,
    string MessageIdentification,
    int? MessageVersion,
    string? Status,
    TimeInterval? ApplicationInterval,
    DateTimeOffset ServerTimestamp,
    string Type,
    string Owner,
    Guid DocumentArchiveId,
    long Size);
