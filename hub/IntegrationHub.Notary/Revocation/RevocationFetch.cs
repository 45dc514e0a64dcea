using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Notary.Revocation;

/// <summary>The newest data after a fetch: its octets and until when it speaks; or in words why there is none.</summary>
internal sealed record Fetched(byte[]? Encoded, DateTimeOffset FreshUntil, string Problem, bool Answered)
{
    /// <summary>Nobody answered there: another question at the same address would wait in vain, too.</summary>
    public static Fetched Silence(string problem) => new(null, default, problem, Answered: false);

    public static Fetched Useless(string problem) => new(null, default, problem, Answered: true);
}

/// <summary>Fetches one list or answer and believes it only when the authority vouches for it, it is not from the future, and it is no replay.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class RevocationFetch(RevocationCache cache, RevocationPolicy policy, IWire wire, TimeProvider time)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public async ValueTask<Fetched> ListAsync(RevocationService service, CancellationToken cancellationToken)
    {
        var problem = "";
        return await wire.AskAsync(service.List!, null, null, p => problem = p, cancellationToken) is { } octets
            ? TakeList(octets, service)
            : Fetched.Silence(problem);
    }

    /// <summary>Takes a list that was fetched, now or before.</summary>
    public Fetched TakeList(byte[] octets, RevocationService service)
    {
        if (CertificateList.TryRead(octets) is not { } list || !list.IsFrom(service.Issuer))
            return Fetched.Useless($"{service.List} gave no list that {service.Issuer.Subject} vouches for.");
        if (IsFromTheFuture(list.ThisUpdate))
            return Fetched.Useless($"{service.List} gave a list from the future.");
        var newest = cache.Keep(list, service);
        return Judge(policy.EndOf(list.ThisUpdate, list.NextUpdate), service.List, newest.Encoded, policy.EndOf(newest.ThisUpdate, newest.NextUpdate));
    }

    public async ValueTask<Fetched> AnswerAsync(X509Certificate2 certificate, RevocationService service, CancellationToken cancellationToken)
    {
        var problem = "";
        var nonce = RandomNumberGenerator.GetBytes(16);
        var request = OcspRequest.For(certificate, service.Issuer, nonce);
        return await wire.AskAsync(service.Ocsp!, request, "application/ocsp-request", p => problem = p, cancellationToken) is { } octets
            ? TakeAnswer(octets, certificate, service, nonce)
            : Fetched.Silence(problem);
    }

    /// <summary>Takes an answer that was fetched, now or (without nonce) before.</summary>
    public Fetched TakeAnswer(byte[] octets, X509Certificate2 certificate, RevocationService service, byte[]? nonce)
    {
        var response = OcspResponse.TryRead(octets);
        if (response?.Find(certificate, service.Issuer) is not { Known: true } status)
            return Fetched.Useless($"{service.Ocsp} gave no answer about {certificate.Subject} that {service.Issuer.Subject} vouches for.");
        // A responder may leave the nonce out and serve prepared answers; another nonce is a replay.
        if (nonce is not null && response.Nonce is { } returned && !returned.AsSpan().SequenceEqual(nonce))
            return Fetched.Useless($"{service.Ocsp} answered with another nonce.");
        if (IsFromTheFuture(status.ThisUpdate))
            return Fetched.Useless($"{service.Ocsp} gave an answer from the future.");
        var (newest, counts) = cache.Keep(response, status, certificate, service);
        return Judge(policy.EndOf(status.ThisUpdate, status.NextUpdate), service.Ocsp, newest.Encoded, policy.EndOf(counts.ThisUpdate, counts.NextUpdate));
    }

    private bool IsFromTheFuture(DateTimeOffset thisUpdate) => thisUpdate > time.GetUtcNow() + ClockTolerance;

    /// <summary>Stale data is kept, since a revocation in it counts, but it is no success. Data that is older than what is at hand is one: many addresses have several servers behind them.</summary>
    private Fetched Judge(DateTimeOffset end, Uri? address, byte[] newest, DateTimeOffset newestEnd) => time.GetUtcNow() > end
        ? Fetched.Useless($"{address} gave data that was out of date at {end:u}.")
        : new(newest, newestEnd, "", Answered: true);
}
