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

    /// <summary>What is left of it where others of its kind take the place of some of its days; all of it where none does.</summary>
    /// <param name="others">Of each kind no two cover a day.</param>
    internal IEnumerable<ReducedLoad> Without(IReadOnlyList<ReducedLoad> others)
    {
        var from = From;
        foreach (var other in others.Where(other => other.Kind == Kind && other.From <= To && other.To >= From).OrderBy(static other => other.From))
        {
            if (other.From > from)
                yield return this with { From = from, To = other.From.PlusDays(-1) };

            if (other.To >= To)
                yield break;

            from = other.To.PlusDays(1);
        }

        yield return this with { From = from };
    }
}

/// <summary>The calendar of an account: a version of all days on which it takes less. Immutable.</summary>
/// <param name="Account">The account.</param>
/// <param name="Days">Of each kind no two cover a day; in the order of first day and kind.</param>
public sealed record LoadCalendar(ContractAccount Account, IReadOnlyList<ReducedLoad> Days)
{
    /// <summary>The calendar with entries that count on their days before what was there of their kind; what was there keeps its other days. A share of zero takes days back.</summary>
    /// <param name="entries">Of each kind no two cover a day.</param>
    public LoadCalendar With(IReadOnlyList<ReducedLoad> entries) => this with
    {
        Days =
        [
            .. Days.SelectMany(old => old.Without(entries)).Concat(entries.Where(static entry => entry.Share > 0)).OrderBy(static entry => entry.From).ThenBy(static entry => entry.Kind),
        ],
    };

    /// <summary>By which share less is taken on a day. Where a holiday and maintenance meet the larger counts: nobody is away twice.</summary>
    public decimal ShareOn(LocalDate day) => Days.Where(entry => entry.IsOn(day)).Select(static entry => entry.Share).DefaultIfEmpty(0).Max();
}
