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

    /// <summary>Consumption of each part, of accounts that have parts.</summary>
    public Dictionary<string, IReadOnlyList<Energy>> Parts { get; } = new(StringComparer.Ordinal);

    /// <summary>Consumption of a part of an account.</summary>
    public Energy EnergyOf(string key, int part) => Parts.TryGetValue(key, out var parts) ? parts[part] : Energies[key];

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
internal readonly record struct AccountShare(Energy Contracted, decimal DeviationCharge, decimal Cost)
{
    /// <summary>What each part bears of it, where the account has parts; else null.</summary>
    public IReadOnlyList<AccountShare>? Parts { get; init; }
}

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
        var members = keys.SelectMany(key => inputs.Accounts[key].AllParts.Select((part, i) => (Key: key, Part: i, part.Contract))).ToList();
        var (contracted, byPart) = (new Dictionary<string, Energy>(keys.Count, StringComparer.Ordinal), new Dictionary<(string, int), Energy>());
        foreach (var contract in members.GroupBy(static member => member.Contract))
        {
            var covered = contract.ToList();
            var parts = LargestRemainder.Split(contract.Key.Month.WattHours, [.. covered.Select(member => (decimal)totals.EnergyOf(member.Key, member.Part).WattHours)]);
            for (var i = 0; i < covered.Count; i++)
            {
                var (key, part, energy) = (covered[i].Key, covered[i].Part, new Energy(parts[i]));
                contracted[key] = contracted.GetValueOrDefault(key) + energy;
                if (inputs.Accounts[key].Parts.Count > 0)
                    byPart[(key, part)] = energy;
            }
        }

        var assessment = inputs.Basis.Deviation is { } rule
            ? DeviationAssessment.AssessPool(rule.Value, [.. keys.Select(key => new PoolMember(key, contracted[key], totals.Energies[key]))], inputs.Basis.DeviationPrice, inputs.Basis.Excuse)
            : null;
        var costs = ProfitStatement.CostsOf([.. keys.Select(key => totals.Energies[key])], inputs.Purchases);
        var shares = new Dictionary<string, AccountShare>(keys.Count, StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            var share = new AccountShare(contracted[keys[i]], assessment?.Shares[i].Amount ?? 0, costs[i]);
            shares[keys[i]] = totals.Parts.TryGetValue(keys[i], out var energies) ? share with { Parts = PartsOf(share, energies, part => byPart[(keys[i], part)]) } : share;
        }

        return new(assessment, shares, Energy.Sum(contracted.Values));
    }

    /// <summary>An account's charge falls on those of its parts that deviate the way it does, its cost on all by their energy; both exactly.</summary>
    private static List<AccountShare> PartsOf(AccountShare share, IReadOnlyList<Energy> used, Func<int, Energy> contractedOf)
    {
        var contracted = used.Select((_, part) => contractedOf(part)).ToList();
        var sign = Math.Sign((Energy.Sum(used) - share.Contracted).WattHours);
        var charges = Split(share.DeviationCharge, [.. used.Select((energy, part) => Math.Max(0m, sign * (energy - contracted[part]).WattHours))]);
        var costs = Split(share.Cost, [.. used.Select(static energy => (decimal)Math.Max(0, energy.WattHours))]);
        return [.. used.Select((_, part) => new AccountShare(contracted[part], charges[part], costs[part]))];
    }

    /// <summary>Charges and costs of accounts are whole cents.</summary>
    private static decimal[] Split(decimal amount, IReadOnlyList<decimal> weights) => [.. LargestRemainder.Split((long)(amount * 100), weights).Select(static cents => cents / 100m)];
}
