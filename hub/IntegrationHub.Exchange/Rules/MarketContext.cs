using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Exchange.Rules;

/// <summary>The market that documents are judged by: its gates, its zone and what else rules must know. Replaced as a whole when it changes.</summary>
public sealed record MarketContext(GateClosureCalendar Gates, RuleContext Rules);
