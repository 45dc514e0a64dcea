namespace IntegrationHub.Acceptance.Tests.Market;

/// <summary>Classes that share the running market, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class MarketCollection : ICollectionFixture<MarketFixture>
{
    public const string Name = "market";
}
