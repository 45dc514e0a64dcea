using System.Security.Cryptography;
using IntegrationHub.Evidence;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Notary.Timestamps;

/// <summary>What became of a file whose timestamp was to be renewed.</summary>
/// <param name="Renewed">The file's new octets; null where nothing is to be written.</param>
/// <param name="Until">When the timestamp that carries the file now stops counting; null where none counts.</param>
/// <param name="DueAt">When a renewal is due, where it is not yet.</param>
/// <param name="Problem">Why it was not renewed although it is due.</param>
public sealed record RenewalOutcome(byte[]? Renewed, DateTimeOffset? Until, DateTimeOffset? DueAt, string? Problem);

/// <summary>Renews the timestamps inside CMS signatures and evidence bundles before they age. What <c>ihub timestamps renew</c> does.</summary>
/// <param name="client">The authorities; earlier timestamps are judged by what they lead to, too.</param>
/// <param name="revocation">Revocation data of the services; null checks none.</param>
/// <param name="policy">When timestamps age.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class FileRenewal(TimestampClient client, IRevocationSource? revocation, AgeingPolicy policy, TimeProvider time)
{
    /// <summary>Renews a CMS signature.</summary>
    /// <param name="cms">The signature.</param>
    /// <param name="content">What a detached signature is of; null for one that carries its content. It is read twice.</param>
    /// <param name="early">True renews also what is not due.</param>
    /// <exception cref="FormatException">It cannot take a timestamp.</exception>
    public async ValueTask<RenewalOutcome> RenewSignatureAsync(byte[] cms, Stream? content, bool early, CancellationToken cancellationToken)
    {
        var (now, digest) = (time.GetUtcNow(), policy.DigestAt(time.GetUtcNow()));
        var renewal = await CmsRenewal.PrepareAsync(cms, content, digest, cancellationToken);
        // Only its timestamps are judged: who signed matters to those who verify, and may have ended long ago.
        var judge = new CmsVerifier(CmsPolicy.Trusting(TrustAnchors.None, client.Trust, revocation) with { RequireSigningCertificate = false });
        if (content is not null)
            content.Position = 0;
        var carried = content is null ? judge.TimesOfAttached(cms, now) : await judge.TimesOfDetachedAsync(cms, content, now, cancellationToken);
        return await RenewAsync(carried.Facts, carried.Refusal, renewal.ToTimestamp, digest, early, token => renewal.Attach(token), now, cancellationToken);
    }

    /// <summary>Renews an evidence bundle.</summary>
    /// <param name="bundle">The file.</param>
    /// <param name="early">True renews also what is not due.</param>
    /// <exception cref="FormatException">It is no sound bundle with a timestamp.</exception>
    public async ValueTask<RenewalOutcome> RenewBundleAsync(Stream bundle, bool early, CancellationToken cancellationToken)
    {
        var (now, digest) = (time.GetUtcNow(), policy.DigestAt(time.GetUtcNow()));
        var (opened, refusal) = BundleRenewal.Open(bundle);
        if (opened is null)
            throw new FormatException(refusal!.ToString());
        var (facts, why) = opened.CarriedBy(client.Trust, revocation, now);
        var manifest = opened.ToTimestamp(digest);
        return await RenewAsync(facts, why, manifest, digest, early, Written, now, cancellationToken);

        byte[] Written(byte[] token)
        {
            using var target = new MemoryStream();
            opened.WriteTo(target, manifest, token);
            return target.ToArray();
        }
    }

    private async ValueTask<RenewalOutcome> RenewAsync(
        TimestampFacts? facts, Refusal? why, ReadOnlyMemory<byte> data, HashAlgorithmName digest, bool early, Func<byte[], byte[]> attach, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (facts is null)
            return new(null, null, null, why is null ? "It has no timestamp that could be renewed; `ihub timestamps attach` gives it one." : $"Its timestamp does not count any more, so a renewal would prove nothing: {why}");
        var due = Renewal.Of(facts, policy, now);
        if (!early && !due.IsDue(now))
            return new(null, due.End, due.DueAt, null);
        var outcome = await client.StampAsync(data, digest, newer => EndsNoLater(newer, due.End, now), cancellationToken);
        return outcome.Token is { } token
            ? new(attach(token), Renewal.Of(outcome.Facts!, policy, now).End, null, null)
            : new(null, due.End, null, outcome.Problems.Count == 0 ? "Every authority rests after a failure." : string.Join(" ", outcome.Problems));
    }

    private Refusal? EndsNoLater(TimestampFacts newer, DateTimeOffset end, DateTimeOffset now) => Renewal.Of(newer, policy, now).End is var ends && ends <= end
        ? new("timestamp.ends_too_early", $"its token counts until {ends:u}, no longer than what it should renew.", "Name an authority whose certificate runs longer.")
        : null;
}
