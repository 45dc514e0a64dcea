using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.Signing;

/// <summary>Puts the timestamps that authorities gave later to the signatures and consents that wait for them. Thread-safe.</summary>
public sealed class LateStamps(SignatureBook signatures, ConsentBook consents, SignatureStamps stamps)
{
    /// <summary>Looks once at everything that waits.</summary>
    /// <returns>How many got their timestamp.</returns>
    public async Task<int> CollectAsync(CancellationToken cancellationToken) =>
        await SignaturesAsync(cancellationToken).ConfigureAwait(false) + await ConsentsAsync(cancellationToken).ConfigureAwait(false);

    private async Task<int> SignaturesAsync(CancellationToken cancellationToken)
    {
        var stamped = 0;
        (string, int)? after = null;
        while (await signatures.ListUnstampedAsync(after, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var signature in page)
            {
                if (await stamps.FindAsync(signature.Cms, cancellationToken).ConfigureAwait(false) is var (token, time)
                    && await signatures.StampAsync(signature.Name, token, time, cancellationToken).ConfigureAwait(false) is not null)
                    stamped++;
            }

            after = (page[^1].Contract, page[^1].Number);
        }

        return stamped;
    }

    private async Task<int> ConsentsAsync(CancellationToken cancellationToken)
    {
        var stamped = 0;
        (string, int)? after = null;
        while (await consents.ListUnstampedAsync(after, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var (consent, revision) in page)
            {
                if (consent.Sealed is null || await stamps.FindAsync(consent.Sealed, cancellationToken).ConfigureAwait(false) is not var (token, time))
                    continue;

                var fact = new RecordFact("consent.stamped", new Dictionary<string, string> { ["consent"] = consent.Name, ["digest"] = consent.Digest });
                if (await consents.SaveAsync([(consent with { Timestamp = token, StampedAt = time }, revision)], fact, CaseActors.Hub, cancellationToken).ConfigureAwait(false))
                    stamped++;
            }

            after = (page[^1].Consent.Key, page[^1].Consent.Number);
        }

        return stamped;
    }
}
