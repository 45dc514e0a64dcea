using IntegrationHub.Market.Contracts;
using NodaTime;

namespace IntegrationHub.Market.Customers;

/// <summary>Why an account takes less than usual. The names are stored.</summary>
public enum ReducedLoadKind
{
    /// <summary>Its production rests or runs on less, by its own calendar.</summary>
    Production,

    /// <summary>Holidays of the plant.</summary>
    Holiday,

    /// <summary>Planned maintenance.</summary>
    Maintenance,
}

/// <summary>Days on which an account takes less than is forecast or contracted, as its customer plans them.</summary>
/// <param name="Account">The account.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Kind">Why.</param>
/// <param name="Share">By which share of it less is taken: 0 to 1, where 1 is a day without any.</param>
/// <param name="Note">In the customer's words; may be empty.</param>
public sealed record ReducedLoad(ContractAccount Account, LocalDate From, LocalDate To, ReducedLoadKind Kind, decimal Share, string Note)
{
    public bool IsOn(LocalDate day) => day >= From && day <= To;
}

/// <summary>The calendar of an account: a version of all days on which it takes less. Immutable.</summary>
/// <param name="Account">The account.</param>
/// <param name="Days">Of each kind no two cover a day; in the order of first day and kind.</param>
public sealed record LoadCalendar(ContractAccount Account, IReadOnlyList<ReducedLoad> Days)
{
    /// <summary>The calendar with entries that take the place of those of their kind that they touch; a share of zero takes them back.</summary>
    public LoadCalendar With(IReadOnlyList<ReducedLoad> entries) => this with
    {
        Days =
        [
            .. Days.Where(old => !entries.Any(entry => entry.Kind == old.Kind && entry.From <= old.To && entry.To >= old.From)).Concat(entries.Where(static entry => entry.Share > 0))
                .OrderBy(static entry => entry.From).ThenBy(static entry => entry.Kind),
        ],
    };

    /// <summary>By which share less is taken on a day. Where a holiday and maintenance meet the larger counts: nobody is away twice.</summary>
    public decimal ShareOn(LocalDate day) => Days.Where(entry => entry.IsOn(day)).Select(static entry => entry.Share).DefaultIfEmpty(0).Max();
}
