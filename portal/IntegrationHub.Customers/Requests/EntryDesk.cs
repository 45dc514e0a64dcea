using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Market.CustomerSide;
using NodaTime;

namespace IntegrationHub.Customers.Requests;

/// <summary>What a customer enters for an account of his: own readings, expected demand. Another's account is one that there is not. Thread-safe.</summary>
internal sealed class EntryDesk(ShelfReader shelves, RequestDesk desk, CustomersSettings settings, TimeProvider time)
{
    /// <summary>What can be entered today.</summary>
    public EntryRules Rules => new(settings.Zone, settings.TodayAt(time));

    /// <summary>Hands the values of a day in.</summary>
    /// <param name="login">Who enters.</param>
    /// <param name="id">Id of the request.</param>
    /// <param name="kind"><see cref="CrossingKinds.OwnReadings"/> or <see cref="CrossingKinds.Demand"/>.</param>
    /// <param name="account">Number and voltage level.</param>
    /// <param name="day">The day; null where none could be read.</param>
    /// <param name="values">kWh of its intervals; of readings <c>-</c> for one that is missing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Asked> EnterAsync(CustomerLogin login, Guid id, string kind, string account, LocalDate? day, IReadOnlyList<EntryValue> values, CancellationToken cancellationToken)
    {
        if (!(await shelves.OfAsync(login.Customer, static shelf => shelf.Accounts, cancellationToken)).Contains(account, StringComparer.Ordinal))
            return Asked.NotThere;

        return Rules.Check(kind, day, values) is { Count: > 0 } findings
            ? Asked.Wrong([.. findings.Select(static finding => finding.ToProblem())])
            : Asked.Of(await desk.HandInAsync(login, id, kind, new DayEntered(login.Name, account, day!.Value, string.Join(' ', values.Select(static value => value.Text))), cancellationToken));
    }
}
