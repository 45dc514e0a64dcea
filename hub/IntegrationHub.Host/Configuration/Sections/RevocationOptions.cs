using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>What becomes of a certificate that nothing fresh tells about.</summary>
internal enum RevocationDoubt
{
    /// <summary>Its messages are refused until there is data.</summary>
    Refuse,

    /// <summary>It is accepted; the message's history, the log and <c>ihub status</c> say so.</summary>
    Accept,
}

/// <summary>Revocation data and what counts without it. docs/decisions/revocation-policy.md has the reasons of the defaults.</summary>
internal sealed record RevocationOptions
{
    [Setting("Where authorities publish revocation data, one entry per authority. Certificates of an authority without an entry are not checked.")]
    public IReadOnlyList<RevocationSourceOptions> Sources { get; init; } = [];

    [Setting("How old data may become before it is fetched again; it is fetched earlier when half of its own time is over.", Min = "1s", Max = "7d")]
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromHours(1);

    [Setting("Wait before a failed source is asked again; each further failure waits twice as long, up to `refreshEvery`.", Min = "1s", Max = "1d")]
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    [Setting("Longest wait for one answer.", Min = "100ms", Max = "2m")]
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Setting("Largest CRL or OCSP answer that is read.", Min = "1kB", Max = "64MB")]
    public ByteSize MaxAnswer { get; init; } = new(16L << 20);

    [Setting("What counts when the newest data is past its next update, for as long as `longestStale`. A known revocation always counts.")]
    public RevocationDoubt WhenStale { get; init; } = RevocationDoubt.Accept;

    [Setting("How long after its next update stale data is relied on at most; then it is as if there were none.", Min = "1m", Max = "30d")]
    public TimeSpan LongestStale { get; init; } = TimeSpan.FromDays(1);

    [Setting("What counts when there is no data: never reached, never heard of the certificate, or stale for too long.")]
    public RevocationDoubt WhenUnknown { get; init; } = RevocationDoubt.Refuse;

    [Setting("Why authorities without an entry in `sources` are not checked, in your words; in production `config check` and `status` warn of each until this says why.")]
    public string UncheckedBecause { get; init; } = "";
}

/// <summary>Where one authority publishes.</summary>
internal sealed record RevocationSourceOptions
{
    [Setting("File with the authority's certificate (PEM or DER).", Required = true)]
    public string Issuer { get; init; } = "";

    [Setting("Its OCSP responder, asked first and per certificate.")]
    public Uri? Ocsp { get; init; }

    [Setting("Its complete CRL. It speaks for every certificate of the authority, also for one never seen before.")]
    public Uri? Crl { get; init; }
}
