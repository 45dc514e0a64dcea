using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Notary.Revocation;

/// <summary>One thing that is fetched again and again: the list of an authority, or the responder's answer about one certificate.</summary>
/// <remarks>Changed by the one round that runs at a time; its state is read by anybody.</remarks>
internal sealed class RevocationFeed(RevocationService service, X509Certificate2? certificate)
{
    public RevocationService Service => service;

    /// <summary>Null for the list.</summary>
    public X509Certificate2? Certificate => certificate;

    public Uri Address => certificate is null ? service.List! : service.Ocsp!;

    public FeedState State { get; set; } = new(DateTimeOffset.MinValue, 0, null, null, null, null);

    /// <summary>The addresses together, for people.</summary>
    public static RevocationSourceState Summarize(IReadOnlyList<RevocationFeed> feeds)
    {
        var (first, states) = (feeds[0], feeds.Select(f => f.State).ToList());
        var failing = states.Where(s => s.FailingSince is not null).MinBy(s => s.FailingSince);
        return new(
            first.Service.Issuer.Subject, first.Certificate is null ? "crl" : "ocsp", first.Address, first.Certificate is null ? 0 : feeds.Count,
            states.Max(s => s.FetchedAt), states.Exists(s => s.FreshUntil is null) ? null : states.Min(s => s.FreshUntil), failing?.FailingSince, failing?.Problem);
    }
}

/// <summary>What became of a feed so far.</summary>
/// <param name="NextTry">Not asked before.</param>
/// <param name="Failures">In a row.</param>
internal sealed record FeedState(DateTimeOffset NextTry, int Failures, DateTimeOffset? FetchedAt, DateTimeOffset? FreshUntil, DateTimeOffset? FailingSince, string? Problem);
