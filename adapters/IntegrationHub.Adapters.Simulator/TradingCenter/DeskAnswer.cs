namespace IntegrationHub.Adapters.Simulator.TradingCenter;

/// <summary>A document of the center that follows from one it received.</summary>
/// <param name="What">What it is, for the log.</param>
/// <param name="Bytes">The document, UTF-8.</param>
/// <param name="WaitsToBeFetched">True when it waits in the party's list instead of being pushed.</param>
public sealed record DeskAnswer(string What, byte[] Bytes, bool WaitsToBeFetched = false);
