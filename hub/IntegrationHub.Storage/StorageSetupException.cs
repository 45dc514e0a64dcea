namespace IntegrationHub.Storage;

/// <summary>The store cannot be opened as it is: wrong folder, program, version or configuration. The operator has to act.</summary>
public sealed class StorageSetupException(string problem, string remedy, Exception? inner = null) : Exception($"{problem} {remedy}", inner)
{
    /// <summary>Stable; what is wrong, for programs.</summary>
    public string Code { get; init; } = "STORAGE_SETUP";

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it, with the exact command where there is one.</summary>
    public string Remedy { get; } = remedy;
}
