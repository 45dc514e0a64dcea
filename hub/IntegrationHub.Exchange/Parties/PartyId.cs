namespace IntegrationHub.Exchange.Parties;

/// <summary>The hub's own key of a party; made by the hub, never taken from a message.</summary>
public readonly record struct PartyId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}
