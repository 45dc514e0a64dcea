namespace IntegrationHub.Exchange.Parties;

/// <summary>One address at which a party's IEC 62325-504 service answers; a party has two or more for fail-over.</summary>
/// <param name="Name">Name for people and metrics, unique within the party.</param>
/// <param name="Address">Absolute https address of the service.</param>
/// <param name="Order">Lower is tried first.</param>
public sealed record PartyEndpoint(string Name, Uri Address, int Order);
