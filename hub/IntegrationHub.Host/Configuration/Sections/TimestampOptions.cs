using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Digest of what is timestamped.</summary>
internal enum TimestampDigest
{
    Sha256,
    Sha384,
    Sha512,
}

/// <summary>Timestamps, from several authorities.</summary>
internal sealed record TimestampOptions
{
    [Setting("Timestamp authorities in order of preference: the next is asked when one fails or rests after a failure.")]
    public IReadOnlyList<TimestampAuthorityOptions> Authorities { get; init; } = [];

    [Setting("Longest wait for one authority's answer.", Min = "100ms", Max = "2m")]
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Setting("Largest answer that is read.", Min = "1kB", Max = "1MB")]
    public ByteSize MaxAnswer { get; init; } = new(64L << 10);

    [Setting("How long before a timestamp's certificate ends the hub has it renewed by a newer one.", Min = "1d", Max = "1000d")]
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromDays(180);

    [Setting("Day from which SHA-256 is not relied on any more: timestamps over it are renewed before with SHA-512. Empty while nobody names one; give the authorities another `digest` then, too.")]
    public DateOnly? Sha256Until { get; init; }

    [Setting("By how much the authority's clock may differ from ours.", Min = "1s", Max = "1h")]
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>One timestamp authority.</summary>
internal sealed record TimestampAuthorityOptions
{
    [Setting("Name for people, the log and the queue; unique.", Required = true)]
    public string Name { get; init; } = "";

    [Setting("Where requests are posted.", Required = true)]
    public Uri? Address { get; init; }

    [Setting("Files and folders with the authorities that its certificate must lead to (PEM or DER); at least one. They are trusted for its timestamps alone.")]
    public IReadOnlyList<string> Trust { get; init; } = [];

    [Setting("Files with the certificates that alone may sign its timestamps; empty accepts every timestamping certificate under `trust`.")]
    public IReadOnlyList<string> Signers { get; init; } = [];

    [Setting("Policy to ask for, as a dotted number; a token under another is refused. Empty takes the authority's own.")]
    public string Policy { get; init; } = "";

    [Setting("Digest of what is timestamped.")]
    public TimestampDigest Digest { get; init; } = TimestampDigest.Sha256;
}
