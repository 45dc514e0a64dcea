using IntegrationHub.Market.CustomerSide;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Shelves;

/// <summary>Values of a day that the customer entered, with what became of them.</summary>
/// <param name="Request">Id of the request.</param>
/// <param name="Account">Number and voltage level.</param>
/// <param name="Day">The day.</param>
/// <param name="KilowattHours">Of each interval; null for one that is missing.</param>
/// <param name="State">Taken, refused, or waiting.</param>
/// <param name="Code">Of a refusal, or of what it waits for.</param>
/// <param name="At">When that was said.</param>
public sealed record EnteredDay(Guid Request, string Account, LocalDate Day, IReadOnlyList<decimal?> KilowattHours, RequestState State, string? Code, DateTimeOffset At)
{
    public decimal Total => KilowattHours.Sum(static value => value ?? 0);

    /// <summary>As the company's side says it back; null of an answer to something else, and of one that does not say the values.</summary>
    public static EnteredDay? Of(RequestAnswer answer, DateTimeOffset at)
    {
        if (answer is not { Values: { } values, About: { } about } || about.LastIndexOf(' ') is not (> 0 and var place) || !LocalDatePattern.Iso.Parse(about[(place + 1)..]).TryGetValue(default, out var day))
            return null;

        var entered = new DayEntered("", about[..place], day, values);
        return entered.Parts() is { } parts
            ? new(answer.Request, entered.Account, day, [.. parts.Select(DayEntered.KilowattHoursOf)], answer.State, answer.Code, at)
            : null;
    }
}
