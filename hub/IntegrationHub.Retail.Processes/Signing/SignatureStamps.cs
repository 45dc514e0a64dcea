using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Retail.Processes.Signing;

/// <summary>Timestamps of signatures: asked for at once, else queued until an authority answers. Thread-safe.</summary>
/// <param name="store">The queue.</param>
/// <param name="collector">Asks the authorities; null where none is configured, then everything waits.</param>
/// <param name="trust">What tokens must lead to.</param>
/// <param name="time">The clock.</param>
public sealed class SignatureStamps(ITimestampStore store, TimestampCollector? collector, TrustAnchors trust, TimeProvider time)
{
    /// <summary>The token over the only signature of a CMS, with the time it proves; null while it is queued.</summary>
    public async Task<(byte[] Token, DateTimeOffset Time)?> StampAsync(ReadOnlyMemory<byte> cms, CancellationToken cancellationToken)
    {
        var value = CmsTimestamps.SignatureValueOf(cms);
        if (await FindAsync(value, cancellationToken).ConfigureAwait(false) is { } there)
            return there;

        if (collector is null)
        {
            await store.QueueAsync(TimestampUse.Signature, value, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            return null;
        }

        var outcome = await collector.StampOrQueueAsync(TimestampUse.Signature, value, cancellationToken).ConfigureAwait(false);
        return outcome is { Token: { } token, Facts: { } facts } ? (token, facts.Time) : null;
    }

    /// <summary>
    /// What came meanwhile for the only signature of a CMS that was queued; null while nothing has, and of octets that are no such CMS: one record that was damaged keeps no other from its
    /// timestamp.
    /// </summary>
    public async Task<(byte[] Token, DateTimeOffset Time)?> FindAsync(ReadOnlyMemory<byte> cms, CancellationToken cancellationToken) =>
        CmsTimestamps.FindSignatureValue(cms) is { } value ? await FindAsync(value, cancellationToken).ConfigureAwait(false) : null;

    private async Task<(byte[] Token, DateTimeOffset Time)?> FindAsync(byte[] value, CancellationToken cancellationToken)
    {
        if (await store.FindTokenAsync(TimestampUse.Signature, value, cancellationToken).ConfigureAwait(false) is not { } token)
            return null;

        var (facts, _) = TimestampVerifier.Verify(token, value, trust, revocation: null, time.GetUtcNow());
        return facts is null ? null : (token, facts.Time);
    }
}
