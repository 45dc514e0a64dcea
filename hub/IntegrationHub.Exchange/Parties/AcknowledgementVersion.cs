namespace IntegrationHub.Exchange.Parties;

/// <summary>The version of Acknowledgement_MarketDocument that a party reads.</summary>
public enum AcknowledgementVersion
{
    V7_0,
    V8_0,
    V8_1,
}
