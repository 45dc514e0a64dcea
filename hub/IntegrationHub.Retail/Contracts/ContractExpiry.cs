using IntegrationHub.Market.Contracts;
using NodaTime;

namespace IntegrationHub.Retail.Contracts;

/// <summary>
/// Contracts in force whose last day is over expire. One that a later version amends does not: while that version is signed or filed it is waited for, and once it was accepted the earlier one ends on the day before; that is
/// made up for on any day, where an earlier program left both in force. For one caller at a time.
/// </summary>
public sealed class ContractExpiry(ContractBook contracts, TimeProvider time, DateTimeZone zone)
{
    /// <summary>Who does it in the ledger: nobody has to want it.</summary>
    public const string Actor = "hub";

    private LocalDate? _done;

    private LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date;

    /// <summary>Ends what is over, once a day. Where a step was not taken, because somebody else changed the contract at the same moment, the next call of the same day tries again.</summary>
    /// <returns>How many ended.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        var (today, ended, left) = (Today, 0, 0);
        if (_done == today)
            return 0;

        // In whatever state: a later version may be over already, and has taken the days behind its own all the same.
        var all = await contracts.ListAsync(null, null, cancellationToken).ConfigureAwait(false);
        var versions = all.ToLookup(static one => one.Contract.Terms.MRid, StringComparer.Ordinal);
        foreach (var contract in all.Select(static one => one.Contract).Where(static one => one.State == ContractState.InForce))
        {
            var terms = contract.Terms;
            if (EndOf(contract, ContractBook.SuccessorOf(contract, versions[terms.MRid]), today) is not { } end)
                continue;

            if ((await contracts.StepAsync(terms.MRid, terms.Version, new(end, Actor), cancellationToken).ConfigureAwait(false)).Problems.Count == 0)
                ended++;
            else
                left++;
        }

        if (left == 0)
            _done = today;

        return ended;
    }

    /// <summary>How a contract ends by now; null where it is not over, or a later version that amends it is on its way.</summary>
    private static ContractAction? EndOf(ContractLife contract, ContractLife? later, LocalDate today)
    {
        if (later is null || !contract.IsAmendedBy(later))
            return contract.Terms.ValidTo < today ? ContractAction.Expire : null;

        return later.State is ContractState.Signed or ContractState.Filed ? null : ContractAction.Amend;
    }
}
