namespace IntegrationHub.Exchange;

/// <summary>
/// A port could not do its work because the machine is broken at the moment: server gone, disk full, too many connections. Nothing was
/// promised: whoever waits is told to come again (503), and nothing is acknowledged.
/// </summary>
/// <remarks>Whether the interrupted commit happened is not known; deduplication makes the repetition harmless.</remarks>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
