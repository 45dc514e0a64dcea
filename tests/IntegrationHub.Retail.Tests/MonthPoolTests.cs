using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using NodaTime;

namespace IntegrationHub.Retail.Tests;

/// <summary>Whatever was contracted, used and bought: what falls on the accounts sums to the pool's, to the last unit.</summary>
public sealed class MonthPoolTests
{
    private static readonly BillingMonth Month = new(2026, 7);
    private static readonly MonthGrid Grid = new(Month, MarketCalendar.Plain(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]), 60);

    [Fact]
    public void Contracted_energy_charge_and_cost_of_the_accounts_are_those_of_the_pool()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (inputs, totals) = Any(random);
            var pool = MonthPool.Of(inputs, totals);

            Assert.Equal(totals.Energies.Keys.Order(StringComparer.Ordinal), pool.Shares.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(pool.Contracted, Energy.Sum(pool.Shares.Values.Select(static share => share.Contracted)));
            Assert.Equal(Energy.Sum(inputs.Accounts.Values.Select(static account => account.Contract).Distinct().Select(static contract => contract.Month)), pool.Contracted);
            Assert.Equal(pool.Assessment?.Pool.Amount ?? 0, pool.Shares.Values.Sum(static share => share.DeviationCharge));
            Assert.Equal(inputs.Purchases.Sum(static purchase => purchase.Amount), pool.Shares.Values.Sum(static share => share.Cost));
            foreach (var contract in inputs.Accounts.Values.GroupBy(static account => account.Contract))
                AssertSameSide(contract.Key, contract.Select(account => (pool.Shares[account.Served.Key].Contracted, totals.Energies[account.Served.Key])).ToList());
        }
    }

    [Fact]
    public void Where_contracts_change_within_the_month_the_parts_are_the_accounts_and_the_accounts_the_pools()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (inputs, totals) = Changing(Any(random), random);
            var pool = MonthPool.Of(inputs, totals);
            foreach (var (key, share) in pool.Shares)
            {
                Assert.Equal(totals.Parts.ContainsKey(key), share.Parts is not null);
                if (share.Parts is { } parts)
                {
                    Assert.Equal(
                        (share.Contracted, share.DeviationCharge, share.Cost),
                        (Energy.Sum(parts.Select(static part => part.Contracted)), parts.Sum(static part => part.DeviationCharge), parts.Sum(static part => part.Cost)));
                }
            }

            // Every version's energy falls on the days under it, whole.
            foreach (var contract in inputs.Accounts.Values.SelectMany(static account => account.AllParts.Select((part, i) => (account.Served.Key, Part: i, part.Contract))).GroupBy(static part => part.Contract))
                Assert.Equal(contract.Key.Month, Energy.Sum(contract.Select(part => pool.Shares[part.Key] is { Parts: { } parts } ? parts[part.Part].Contracted : pool.Shares[part.Key].Contracted)));

            Assert.Equal(pool.Contracted, Energy.Sum(pool.Shares.Values.Select(static share => share.Contracted)));
            Assert.Equal(pool.Assessment?.Pool.Amount ?? 0, pool.Shares.Values.Sum(static share => share.DeviationCharge));
            Assert.Equal(inputs.Purchases.Sum(static purchase => purchase.Amount), pool.Shares.Values.Sum(static share => share.Cost));
        }
    }

    /// <summary>About half of the accounts come under another version of their contract on the 16th.</summary>
    private static (SettlementInputs Inputs, MonthTotals Totals) Changing((SettlementInputs Inputs, MonthTotals Totals) month, Random random)
    {
        var next = month.Inputs.Accounts.Values.Select(static account => account.Contract).Distinct().ToDictionary(static contract => contract, contract => contract with { Version = 2, Month = new(random.NextInt64(0, 1_000_000_000)) });
        var accounts = month.Inputs.Accounts.ToDictionary();
        foreach (var (key, account) in month.Inputs.Accounts.Where(_ => random.Next(2) == 0))
        {
            accounts[key] = account with
            {
                Contract = next[account.Contract],
                Parts = [new(Month.FirstDay, Month.FirstDay.PlusDays(14), account.Contract, account.Package), new(Month.FirstDay.PlusDays(15), Month.LastDay, next[account.Contract], account.Package)],
            };
            var used = month.Totals.Energies[key];
            var first = new Energy(random.NextInt64(0, used.WattHours + 1));
            month.Totals.Parts[key] = [first, used - first];
        }

        return (month.Inputs with { Accounts = accounts }, month.Totals);
    }

    /// <summary>A contract's accounts deviate to the side of the contract, but for a watt-hour of rounding.</summary>
    private static void AssertSameSide(MonthContract contract, IReadOnlyList<(Energy Contracted, Energy Used)> accounts)
    {
        var side = Math.Sign((Energy.Sum(accounts.Select(static account => account.Used)) - contract.Month).WattHours);
        if (accounts.Any(static account => account.Used != Energy.Zero))
            Assert.All(accounts, account => Assert.True(side * (account.Used - account.Contracted).WattHours >= -1));
    }

    private static (SettlementInputs Inputs, MonthTotals Totals) Any(Random random)
    {
        var basis = new MonthBasis
        {
            Month = Month, Version = 1, Currency = "CNY", Area = "10YIHUB-MARKET0N", DeviationPrice = random.Next(-200, 500) + (random.Next(100) / 100m),
            Deviation = random.Next(4) == 0
                ? null
                : new Dated<DeviationRule>(
                    new(random.Next(6) / 100m, random.Next(6) / 100m, random.Next(4), random.Next(4), new(random.Next(3), MidpointRounding.AwayFromZero)), Month.FirstDay, null, new("Testland", "Rules", "1", null)),
        };
        var package = CompiledPackage.Compile(
            new PricePackage { Code = "P", Version = 1, Names = new Dictionary<string, string> { ["en"] = "P" }, Currency = "CNY", ValidFrom = Month.FirstDay, Price = new FixedPrice(400) }, Grid,
            new Dictionary<string, ReferencePrice>()).Required;
        var accounts = new Dictionary<string, SettledAccount>();
        var totals = new MonthTotals(Month.Days);
        foreach (var contract in Enumerable.Range(0, random.Next(1, 6)).Select(number => new MonthContract($"R-{number}", 1, new(random.NextInt64(0, 1_000_000_000)))).ToList())
        {
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                var key = $"{contract.MRid}-{i}";
                var account = new Market.Customers.MeteringAccount(key, "10kV", "C", "", default, 100, Month.FirstDay, null, true, null);
                accounts[key] = new(new ServedAccount(key, account, Month.FirstDay, Month.LastDay), contract, package, new("10kV", "", 100, null));
                totals.Energies[key] = new(random.Next(5) == 0 ? 0 : random.NextInt64(0, 1_000_000_000));
            }
        }

        return (new SettlementInputs
        {
            Basis = basis, Grid = Grid, Accounts = accounts, Catalogue = [], PowerFactors = null, Digest = [],
            Purchases = [.. Enumerable.Range(0, random.Next(3)).Select(i => new PurchaseCost($"P-{i}", Energy.Zero, random.Next(-100_000, 10_000_000) / 100m))],
        }, totals);
    }
}
