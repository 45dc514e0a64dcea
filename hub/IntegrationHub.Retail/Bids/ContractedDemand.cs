using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>
/// The forecast that is what customers contracted: a day of the contract's decomposition, every interval of a month alike, which falls on the contract's accounts that are served on it by their
/// capacity. An account that no contract covers on a day has none, and neither has one that two do. Not thread-safe.
/// </summary>
internal sealed class ContractedDemand : IForecast
{
    private readonly ILookup<ContractAccount, ContractLife> _contracts;
    private readonly ILookup<ContractAccount, MeteringAccount> _accounts;
    private readonly MarketCalendar _calendar;
    private readonly Dictionary<(string, int, int), IReadOnlyDictionary<LocalDate, DayQuantity>> _decomposed = [];
    private readonly Dictionary<(string, int, LocalDate, int), IReadOnlyDictionary<ContractAccount, Energy[]>> _parts = [];

    /// <param name="binding">Contracts that bind on some day that will be asked for.</param>
    /// <param name="accounts">All services of accounts.</param>
    /// <param name="zone">The market's zone.</param>
    public ContractedDemand(IEnumerable<ContractLife> binding, IEnumerable<MeteringAccount> accounts, DateTimeZone zone)
    {
        _contracts = binding.Where(static contract => !contract.Terms.IsPurchase && contract.Terms.Quantity is not null)
            .SelectMany(static contract => contract.Terms.Accounts.Distinct().Select(account => (account, contract))).ToLookup(static pair => pair.account, static pair => pair.contract);
        _accounts = accounts.ToLookup(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel));
        _calendar = MarketCalendar.Plain(zone);
    }

    public IReadOnlyList<Energy>? Of(ContractAccount account, LocalDate day, int stepMinutes)
    {
        if (_contracts[account].Where(contract => contract.BindsOn(day)).Take(2).ToList() is not [var contract])
            return null;

        var key = (contract.Terms.MRid, contract.Terms.Version, day, stepMinutes);
        if (!_parts.TryGetValue(key, out var parts))
            _parts[key] = parts = Split(contract, day, stepMinutes);

        return parts.GetValueOrDefault(account);
    }

    private Dictionary<ContractAccount, Energy[]> Split(ContractLife contract, LocalDate day, int stepMinutes)
    {
        if (!DaysOf(contract, stepMinutes).TryGetValue(day, out var quantity))
            return [];

        var served = contract.Terms.Accounts.Distinct().SelectMany(account => _accounts[account].Where(service => service.ServesOn(day)).Take(1).Select(service => (Account: account, service.CapacityKilowatt)))
            .OrderBy(static one => one.Account.AccountNumber, StringComparer.Ordinal).ThenBy(static one => one.Account.VoltageLevel, StringComparer.Ordinal).ToList();
        if (served.Count == 0)
            return [];

        var weights = SplitWeights.Of([.. served.Select(static one => one.CapacityKilowatt)]);
        var parts = served.ToDictionary(static one => one.Account, _ => new Energy[quantity.WattHours.Count]);
        for (var i = 0; i < quantity.WattHours.Count; i++)
        {
            var split = LargestRemainder.Split(quantity.WattHours[i], weights);
            for (var member = 0; member < served.Count; member++)
                parts[served[member].Account][i] = new(split[member]);
        }

        return parts;
    }

    /// <summary>Days of a contract; none where it cannot be decomposed, so that its accounts have no forecast.</summary>
    private IReadOnlyDictionary<LocalDate, DayQuantity> DaysOf(ContractLife contract, int stepMinutes)
    {
        var key = (contract.Terms.MRid, contract.Terms.Version, stepMinutes);
        if (!_decomposed.TryGetValue(key, out var days))
            _decomposed[key] = days = contract.Decompose().Value?.Days(_calendar, stepMinutes).ToDictionary(static one => one.Day) ?? [];

        return days;
    }
}
