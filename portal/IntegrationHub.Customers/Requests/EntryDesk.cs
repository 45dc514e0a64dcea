using IntegrationHub.Customers.Shelves;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using NodaTime;

namespace IntegrationHub.Customers.Requests;

/// <summary>What a customer enters for an account of his: own readings, expected demand. Another's account is one that there is not. Thread-safe.</summary>
internal sealed class EntryDesk(ShelfReader shelves, RequestDesk desk)
{
    /// <summary>Hands the values of a day in.</summary>
    /// <param name="login">Who enters.</param>
    /// <param name="id">Id of the request.</param>
    /// <param name="kind"><see cref="CrossingKinds.OwnReadings"/> or <see cref="CrossingKinds.Demand"/>.</param>
    /// <param name="account">Number and voltage level.</param>
    /// <param name="day">The day; null where none could be read.</param>
    /// <param name="values">kWh of its intervals, separated by spaces; of readings <c>-</c> for one that is missing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Asked> EnterAsync(CustomerLogin login, Guid id, string kind, string account, LocalDate? day, string values, CancellationToken cancellationToken)
    {
        if (!(await shelves.OfAsync(login.Customer, static shelf => shelf.Accounts, cancellationToken)).Contains(account, StringComparer.Ordinal))
            return Asked.NotThere;

        var problems = new List<Problem>();
        var entered = new DayEntered(login.Name, account, day ?? default, values);
        if (day is null)
            problems.Add(new("ENTRY_DAY", "There is no day.", "day", "Write it like 2026-01-31."));

        if ((kind == CrossingKinds.OwnReadings ? entered.Parts() : entered.Megawatthours()) is null)
        {
            problems.Add(new(
                "ENTRY_VALUES", "The values are no list of figures.", "values",
                $"Enter kWh of each interval, 1 to {DayEntered.MostValues} of them without a sign; only readings may have one that is missing."));
        }

        return problems.Count > 0 ? Asked.Wrong(problems) : Asked.Of(await desk.HandInAsync(login, id, kind, entered, cancellationToken));
    }
}
