using IntegrationHub.Market.Contracts;
using NodaTime;

namespace IntegrationHub.Retail.Contracts;

/// <summary>Contracts in force whose last day is over expire. Thread-safe.</summary>
public sealed class ContractExpiry(ContractBook contracts, TimeProvider time, DateTimeZone zone)
{
    /// <summary>Who does it in the ledger: nobody has to want it.</summary>
    public const string Actor = "hub";

    /// <summary>The market's day.</summary>
    public LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date;

    /// <summary>Lets expire what is over. What somebody else changed at the same moment is left for the next time.</summary>
    /// <returns>How many expired.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        var (today, expired) = (Today, 0);
        foreach (var stored in await contracts.ListAsync(ContractState.InForce, null, cancellationToken).ConfigureAwait(false))
        {
            var terms = stored.Contract.Terms;
            if (terms.ValidTo < today && (await contracts.StepAsync(terms.MRid, terms.Version, new(ContractAction.Expire, Actor), cancellationToken).ConfigureAwait(false)).Problems.Count == 0)
                expired++;
        }

        return expired;
    }
}
