using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Where archived bytes lie.</summary>
internal enum ArchivePlace
{
    /// <summary>In the store's database.</summary>
    Database,

    /// <summary>As files of a folder.</summary>
    Folder,

    /// <summary>In a container of Azure's blob service.</summary>
    AzureBlobs,
}

/// <summary>Raw bytes as evidence: where they lie and how long.</summary>
internal sealed record ArchiveOptions
{
    [Setting("Where raw bytes lie. Choose before the first document comes: what lies in one place is not moved to another. Signed answers are part of the commit and always lie in the database.")]
    public ArchivePlace Place { get; init; } = ArchivePlace.Database;

    [Setting("Folder for `place: folder`; on a disk that honours a flush.")]
    public string Folder { get; init; } = "archive";

    [Setting("Address of the container for `place: azureBlobs`, e.g. https://account.blob.core.windows.net/archive.")]
    public string Container { get; init; } = "";

    [Setting("What opens the container: a shared access signature (`sv=…&sig=…`) or the account's key.")]
    public Secret? ContainerKey { get; init; }

    [Setting("How long bytes as they came are kept; empty is for ever.", Min = "1d", Max = "36500d")]
    public TimeSpan? KeepReceived { get; init; }

    [Setting("How long signed messages and answers as they left are kept; empty is for ever.", Min = "1d", Max = "36500d")]
    public TimeSpan? KeepSent { get; init; }

    [Setting("How long documents of ours as they were handed in are kept; empty is for ever.", Min = "1d", Max = "36500d")]
    public TimeSpan? KeepDocuments { get; init; }

    [Setting("How long bytes are left alone after they were last stored, because a commit may be under way that needs them.", Min = "1h", Max = "30d")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(24);

    [Setting("How often the hub removes what is due and compares rows with bytes.", Min = "1m", Max = "1d")]
    public TimeSpan WorkEvery { get; init; } = TimeSpan.FromMinutes(10);

    [Setting("Exchanges and rows it looks at each time.", Min = "200", Max = "1000000")]
    public int MostPerRun { get; init; } = 10_000;
}
