using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Storage.PostgreSql.Measuring;

/// <summary>One exchange of a grown store.</summary>
/// <param name="At">When it came, UTC.</param>
public sealed record GrownExchange(Guid Id, DateTimeOffset At, PartyId Party, string MRid, bool IsAccepted);
