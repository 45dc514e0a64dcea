using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Settlement;

/// <summary>Collects what a month is settled by; everything that is missing is told at once.</summary>
internal sealed class InputLoader(IBusinessRecords records, BasisBook bases, ReadingBook readings, PackageBook packages, AwardBook awards)
{
    /// <summary>Counts changes of how bills are computed. A settlement names the rules that it was made by.</summary>
    public const int Rules = 1;

    public async Task<Checked<SettlementInputs>> LoadAsync(BillingMonth month, CancellationToken cancellationToken)
    {
        if (await bases.FindAsync(month, null, cancellationToken).ConfigureAwait(false) is not { } basis)
            return SettlementProblems.NoBasis(month).Bad<SettlementInputs>();

        var problems = new List<Problem>();
        var served = (await readings.IndexAsync(cancellationToken).ConfigureAwait(false)).ServedIn(month);
        if (served.Count == 0)
            problems.Add(new(SettlementProblems.NoAccounts, $"No account is served in {month}.", "", "Import the customers (`ihub customers import`)."));

        var contracts = await records.BindingAsync(month.FirstDay, month.LastDay, cancellationToken).ConfigureAwait(false);
        var grid = bases.GridOf(basis);
        var compiled = await CompileAsync(contracts, basis, grid, problems, cancellationToken).ConfigureAwait(false);
        var awarded = await awards.InAsync(month.FirstDay, month.LastDay, contracts, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Award> won = basis.WithoutBids == true ? awarded : [];
        problems.AddRange(TwiceBought(contracts, won, basis));
        problems.AddRange(won.Where(award => award.Currency != basis.Currency).Select(award => new Problem(
            SettlementProblems.WrongCurrency, $"The result of {award.Event} is in {award.Currency}, the basis in {basis.Currency}.", award.Event, "Settle in the currency of what was bought.")));
        problems.AddRange(won.Where(award => award.LacksPriceIn(month)).Select(static award => new Problem(
            ProblemCodes.ResultUnpriced, $"The result of {award.Bid} in {award.Event} gives energy without a price.", award.Bid,
            "Ask the trading center for a corrected result, or enter the price that it tells you, with its source (`ihub bid price`, or on the bid's page), and have a second person confirm it.")));
        var accounts = Match(served, contracts, compiled, basis, month, problems);
        if (problems.Count > 0)
            return Checked.Bad<SettlementInputs>([.. problems.Take(SettlementProblems.Most)]);

        var purchases = PurchasesOf(contracts, won, basis, month);
        var entered = EnteredIn(won, month);
        return Checked.Good(SettlementInputs.Of(basis, grid) with
        {
            Accounts = accounts,
            Purchases = purchases,
            LeftToBasis = won.Count == awarded.Count ? 0 : awarded.Count(award => award.DeliversIn(month)),
            Entered = entered,
            Digest = DigestOf(basis, accounts, compiled.Values, purchases, entered),
        });
    }

    private async Task<Dictionary<(string Code, int Version), CompiledPackage>> CompileAsync(
        IReadOnlyList<ContractLife> contracts, MonthBasis basis, MonthGrid grid, List<Problem> problems, CancellationToken cancellationToken)
    {
        var references = BasisRules.References(basis, grid);
        var compiled = new Dictionary<(string, int), CompiledPackage>();
        foreach (var (code, version) in contracts.Where(static contract => contract.Terms is { Kind: ContractKind.Retail, Package: not null, PackageVersion: not null })
            .Select(static contract => (contract.Terms.Package!, contract.Terms.PackageVersion!.Value)).Distinct().Order())
        {
            if (await packages.FindAsync(code, version, cancellationToken).ConfigureAwait(false) is not { } package)
            {
                problems.Add(new(SettlementProblems.PackageMissing, $"There is no package {code}/{version}.", "", "Import it (`ihub package import`)."));
                continue;
            }

            if (package.Currency != basis.Currency)
                problems.Add(new(SettlementProblems.WrongCurrency, $"{code}/{version} is in {package.Currency}, the basis in {basis.Currency}.", "", "Settle in the currency of the packages."));

            var ready = CompiledPackage.Compile(package, grid, references);
            problems.AddRange(ready.Problems.Select(problem => problem with { Where = $"{code}/{version}: {problem.Where}" }));
            if (ready.Value is { } good)
                compiled[(code, version)] = good;
        }

        return compiled;
    }

    private static Dictionary<string, SettledAccount> Match(
        IReadOnlyDictionary<string, ServedAccount> served, IReadOnlyList<ContractLife> contracts, Dictionary<(string Code, int Version), CompiledPackage> compiled, MonthBasis basis, BillingMonth month,
        List<Problem> problems)
    {
        var covering = contracts.Where(static contract => contract.Terms.Kind == ContractKind.Retail)
            .SelectMany(static contract => contract.Terms.Accounts.Select(account => (Name: account.ToString(), Contract: contract))).ToLookup(static pair => pair.Name, static pair => pair.Contract, StringComparer.Ordinal);
        var energies = new Dictionary<ContractLife, MonthContract>(ReferenceEqualityComparer.Instance);
        var factors = basis.Measured.ToDictionary(static one => (one.AccountNumber, one.VoltageLevel), static one => (decimal?)one.PowerFactor);
        var matched = new Dictionary<string, SettledAccount>(served.Count, StringComparer.Ordinal);
        problems.AddRange(Unbillable(served.Values, month));
        foreach (var account in served.Values.OrderBy(static account => account.Key, StringComparer.Ordinal))
        {
            if (PartsOf(account, [.. covering[account.Name]], month, problems) is not { Count: > 0 } parts
                || parts.Exists(part => !compiled.ContainsKey((part.Contract.Terms.Package!, part.Contract.Terms.PackageVersion!.Value))))
                continue;

            var settled = parts.ConvertAll(part => new SettledPart(part.From, part.To, EnergyOf(part.Contract), compiled[(part.Contract.Terms.Package!, part.Contract.Terms.PackageVersion!.Value)]));
            var facts = account.Account;
            matched[account.Key] = new(
                account with { From = settled[0].From, To = settled[^1].To }, settled[^1].Contract, settled[^1].Package,
                new(facts.VoltageLevel, facts.Industry, facts.CapacityKilowatt, factors.GetValueOrDefault((facts.AccountNumber, facts.VoltageLevel))))
            {
                Parts = settled.Count > 1 ? settled : [],
            };
        }

        return matched;

        MonthContract EnergyOf(ContractLife contract)
        {
            if (!energies.TryGetValue(contract, out var energy))
                energies[contract] = energy = new(contract.Terms.MRid, contract.Terms.Version, contract.EnergyOf(month));

            return energy;
        }
    }

    /// <summary>A customer has one bill of an account and month, and a bill one capacity and industry for all of its days.</summary>
    private static IEnumerable<Problem> Unbillable(IEnumerable<ServedAccount> served, BillingMonth month)
    {
        foreach (var account in served.Where(static one => one.Services.Select(static service => (service.Industry, service.CapacityKilowatt)).Distinct().Skip(1).Any()).OrderBy(static one => one.Key, StringComparer.Ordinal))
            yield return SettlementProblems.Twice(account, $"has different capacities or industries in {month}", account.Services);

        foreach (var same in served.GroupBy(static one => ServedAccount.Split(one.Key).Account, StringComparer.Ordinal).Where(static same => same.Skip(2).Any()).OrderBy(static same => same.Key, StringComparer.Ordinal))
        {
            foreach (var own in same.OrderBy(static one => one.From).GroupBy(static one => one.Account.CustomerName, StringComparer.Ordinal).Where(static own => own.Skip(1).Any()))
                yield return SettlementProblems.Twice(own.First(), $"is served for one customer before and after another in {month}", own.SelectMany(static one => one.Services.Count > 0 ? one.Services : [one.Account]));
        }
    }

    /// <summary>The account's days by the contract that binds, in order; none where no contract binds or two do, with the problem. What it used on other days is nobody's bill.</summary>
    private static List<(LocalDate From, LocalDate To, ContractLife Contract)> PartsOf(ServedAccount account, List<ContractLife> covering, BillingMonth month, List<Problem> problems)
    {
        var parts = new List<(LocalDate From, LocalDate To, ContractLife Contract)>();
        for (var day = account.From; day <= account.To; day = day.PlusDays(1))
        {
            if (!account.ServesOn(day))
                continue;

            ContractLife? binding = null;
            foreach (var contract in covering)
            {
                if (!contract.BindsOn(day))
                    continue;

                if (binding is not null)
                {
                    problems.Add(new(
                        SettlementProblems.TwoContracts,
                        $"{account.Name} is under {binding.Terms.MRid}/{binding.Terms.Version} and {contract.Terms.MRid}/{contract.Terms.Version} on {day:uuuu-MM-dd}.", account.Name,
                        "Let one end before the other begins."));
                    return [];
                }

                binding = contract;
            }

            if (binding is null)
                continue;

            if (parts is [.., var last] && ReferenceEquals(last.Contract, binding) && last.To.PlusDays(1) == day)
                parts[^1] = last with { To = day };
            else
                parts.Add((day, day, binding));
        }

        if (parts.Count == 0)
        {
            problems.Add(new(
                SettlementProblems.NoContract,
                covering.Count == 0 ? $"{account.Name} is served without a contract that binds in {month}." : $"{account.Name} is served in {month} only on days on which its contract does not bind.",
                account.Name, "Sign one, or end the service."));
        }

        return parts;
    }

    /// <summary>
    /// What was bought: one line a contract, whose versions have their days and prices of the month, as the trading center's account has one; one a market event for what bids
    /// bought in it; and what the basis adds.
    /// </summary>
    private static List<PurchaseCost> PurchasesOf(IReadOnlyList<ContractLife> contracts, IReadOnlyList<Award> won, MonthBasis basis, BillingMonth month) =>
    [
        .. contracts.Where(static contract => contract.Terms is { IsPurchase: true, Price: not null, Quantity: not null })
            .OrderBy(static contract => contract.Terms.MRid, StringComparer.Ordinal).ThenBy(static contract => contract.Terms.Version)
            .Select(contract => CostOf(contract.Terms.MRid, contract.EnergyOf(month), contract.Terms.Price!.Value, 0))
            .Concat(won.GroupBy(static award => award.Event, StringComparer.Ordinal).Select(same => Award.CostOf(same.Key, same, month)).OfType<PurchaseCost>())
            .GroupBy(static cost => cost.Item, StringComparer.Ordinal)
            .Select(static same => same.Aggregate(static (sum, cost) => sum with { Energy = sum.Energy + cost.Energy, Amount = sum.Amount + cost.Amount, OfBids = sum.OfBids ?? cost.OfBids })),
        .. basis.Purchases.Select(static purchase => CostOf(purchase.Item, purchase.Energy, purchase.Price, purchase.Fee)),
    ];

    /// <summary>Whose word prices of purchases are that no result says.</summary>
    private static List<SettledPrice> EnteredIn(IReadOnlyList<Award> won, BillingMonth month) =>
    [
        .. won.SelectMany(award => award.EnteredIn(month).GroupBy(static price => (price.Source, price.By, price.ConfirmedBy))
            .Select(same => new SettledPrice(award.Event, award.Bid, Positions.Text(same.Select(static price => price.Position)), same.Key.Source, same.Key.By, same.Key.ConfirmedBy!))),
    ];

    /// <summary>An item of the basis that bears the name of a contract, a market event or a bid would be bought twice.</summary>
    private static IEnumerable<Problem> TwiceBought(IReadOnlyList<ContractLife> contracts, IReadOnlyList<Award> won, MonthBasis basis)
    {
        var numbers = contracts.Where(static contract => contract.Terms.IsPurchase).Select(static contract => contract.Terms.MRid).ToHashSet(StringComparer.Ordinal);
        var results = won.SelectMany(static award => new[] { award.Event, award.Bid }).ToHashSet(StringComparer.Ordinal);
        foreach (var (item, where) in basis.Purchases.Select(static (purchase, i) => (purchase.Item, $"purchases[{i}].item")))
        {
            if (numbers.Contains(item))
                yield return new(ProblemCodes.BasisTwice, $"\"{item}\" is the number of a purchase contract that binds in the month.", where, "Leave it out of the basis, or name it apart.");
            else if (results.Contains(item))
                yield return new(ProblemCodes.BasisTwice, $"\"{item}\" was bought by a bid, whose result counts already.", where, "Leave it out of the basis, or name apart what was bought beside the bid.");
        }
    }

    private static PurchaseCost CostOf(string item, Energy energy, decimal price, decimal fee) =>
        new(item, energy, Rounding.Commercial.Apply((energy.MegawattHours * price) + fee));

    /// <summary>SHA-256 over the basis, the packages, the purchases and each account with what it is billed by, in the order of the keys.</summary>
    private static byte[] DigestOf(MonthBasis basis, Dictionary<string, SettledAccount> accounts, IEnumerable<CompiledPackage> packages, IReadOnlyList<PurchaseCost> purchases, IReadOnlyList<SettledPrice> entered)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"settlement rules {Rules}\n")));
        hash.AppendData(SHA256.HashData(MarketJson.WriteUtf8(basis)));
        foreach (var package in packages.OrderBy(static package => package.Package.Code, StringComparer.Ordinal).ThenBy(static package => package.Package.Version))
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(PackageJson.Write(package.Package))));

        hash.AppendData(SHA256.HashData(MarketJson.WriteUtf8(purchases)));
        if (entered.Count > 0)
            hash.AppendData(SHA256.HashData(MarketJson.WriteUtf8(entered)));

        foreach (var (key, account) in accounts.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            var package = account.Package.Package;
            foreach (var part in account.Parts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{part.From:uuuu-MM-dd}|{part.To:uuuu-MM-dd}|{part.Contract.MRid}|{part.Contract.Version}|{part.Contract.Month.WattHours}|{part.Package.Package.Code}|{part.Package.Package.Version}\n")));
            }

            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{key}|{account.Served.Name}|{account.Served.Account.CustomerName}|{account.Served.From:uuuu-MM-dd}|{account.Served.To:uuuu-MM-dd}|{account.Traits.VoltageLevel}|{account.Traits.CustomerClass}|{account.Traits.CapacityKilowatt}|{account.Traits.PowerFactor}|{account.Contract.MRid}|{account.Contract.Version}|{account.Contract.Month.WattHours}|{package.Code}|{package.Version}\n")));
        }

        return hash.GetHashAndReset();
    }
}
