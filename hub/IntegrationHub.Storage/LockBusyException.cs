namespace IntegrationHub.Storage;

/// <summary>A lock was not granted in time, or was refused to end a deadlock. Its transaction did nothing before it: it is rolled back and may run again.</summary>
internal sealed class LockBusyException(string name, Exception? inner = null) : Exception($"The lock on {name} was not granted in time.", inner);
