namespace IntegrationHub.Exchange.Sending;

/// <summary>Order within a party's lane; a lower number overtakes a higher one.</summary>
public enum LanePriority
{
    Acknowledgement = 0,
    Bid = 10,
    Normal = 50,
    Bulk = 90,
}
