namespace IntegrationHub.Market.Contracts;

/// <summary>What a contract is about. A retail contract sells, every other one buys.</summary>
public enum ContractKind
{
    /// <summary>The retailer sells to a customer at a price package.</summary>
    Retail,

    /// <summary>The retailer buys from a generator, agreed between the two.</summary>
    GeneratorBilateral,

    /// <summary>The retailer buys in a centralized auction of the trading center.</summary>
    Centralized,

    /// <summary>The retailer takes over or hands over energy of another contract.</summary>
    Transfer,

    /// <summary>Transmission and distribution service of the grid company; prices are those of the catalogue.</summary>
    TransmissionService,
}
