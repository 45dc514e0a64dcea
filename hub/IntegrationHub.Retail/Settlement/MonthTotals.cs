using IntegrationHub.Market;
using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;

namespace IntegrationHub.Retail.Settlement;

/// <summary>What the first walk over a month's readings found: each account's energy, each day's, what is wrong, and the digest of it all.</summary>
internal sealed class MonthTotals(int days)
{
    /// <summary>Consumption of the days served, by account key, in the order of the walk.</summary>
    public Dictionary<string, Energy> Energies { get; } = new(StringComparer.Ordinal);

    /// <summary>Consumption of all accounts by day, in watt-hours.</summary>
    public long[] Imports { get; } = new long[days];

    /// <summary>What was fed in, by day.</summary>
    public long[] Exports { get; } = new long[days];

    public List<Problem> Problems { get; } = [];

    /// <summary>Digest of the newest version of every block of the accounts.</summary>
    public byte[] Digest { get; set; } = [];

    /// <summary>Digest of which versions these were: a later walk must find the same.</summary>
    public byte[] Versions { get; set; } = [];
}

/// <summary>What an account bears beside its own consumption.</summary>
internal readonly record struct AccountShare(Energy Contracted, decimal DeviationCharge, decimal Cost);

/// <summary>The pool of a month: contracts net first, then the pool is assessed, and what it costs falls back on the accounts.</summary>
internal sealed record MonthPool(PoolAssessment? Assessment, IReadOnlyDictionary<string, AccountShare> Shares, Energy Contracted)
{
    /// <summary>
    /// A contract is one obligation: its energy falls on its accounts by what they used (equally where none was used), so that all of them deviate the way the
    /// contract does. The pool's charge falls on those who deviate the way the pool does, the cost of the energy on all by their energy; both exactly.
    /// </summary>
    public static MonthPool Of(SettlementInputs inputs, MonthTotals totals)
    {
        // Remainders are given out in the order of keys, whatever the order in which the accounts lie in the store.
        var keys = totals.Energies.Keys.Order(StringComparer.Ordinal).ToList();
        var contracted = new Dictionary<string, Energy>(keys.Count, StringComparer.Ordinal);
        foreach (var contract in keys.GroupBy(key => inputs.Accounts[key].Contract))
        {
            var members = contract.ToList();
            var parts = LargestRemainder.Split(contract.Key.Month.WattHours, [.. members.Select(key => (decimal)totals.Energies[key].WattHours)]);
            for (var i = 0; i < members.Count; i++)
                contracted[members[i]] = new(parts[i]);
        }

        var assessment = inputs.Basis.Deviation is { } rule
            ? DeviationAssessment.AssessPool(rule.Value, [.. keys.Select(key => new PoolMember(key, contracted[key], totals.Energies[key]))], inputs.Basis.DeviationPrice, inputs.Basis.Excuse)
            : null;
        var costs = ProfitStatement.CostsOf([.. keys.Select(key => totals.Energies[key])], inputs.Purchases);
        var shares = new Dictionary<string, AccountShare>(keys.Count, StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
            shares[keys[i]] = new(contracted[keys[i]], assessment?.Shares[i].Amount ?? 0, costs[i]);

        return new(assessment, shares, Energy.Sum(contracted.Values));
    }
}
