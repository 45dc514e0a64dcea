using IntegrationHub.Exchange.History;

namespace IntegrationHub.Exchange.Sending;

/// <summary>What is to become of an outgoing exchange: the new row and what is told about it.</summary>
/// <param name="Exchange">The exchange after the decision; <c>null</c> when there was none (an acknowledgement for a document we never sent).</param>
/// <param name="Events">History and ledger entries, also for outcomes that change nothing (late, repeated, contradictory).</param>
/// <param name="Alarm">A text for the operator, when somebody has to look.</param>
public sealed record OutboundDecision(OutboundExchange? Exchange, IReadOnlyList<ExchangeEvent> Events, string? Alarm = null);
