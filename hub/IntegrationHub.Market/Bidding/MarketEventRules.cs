using System.Globalization;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>What a market event must say.</summary>
public static class MarketEventRules
{
    private const int LongestCode = 30;
    private const int MostStepsOfAll = 50;
    private const int MostDays = 31;

    /// <summary>Everything that is wrong with it.</summary>
    public static IReadOnlyList<Problem> Check(MarketEvent market)
    {
        var problems = new List<Problem>();
        if (market.Code.Length is 0 or > LongestCode || !market.Code.All(static letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            problems.Add(new(ProblemCodes.EventCode, $"\"{CustomerRow.Short(market.Code)}\" is no code of a market event.", "code", $"Use 1 to {LongestCode} capital letters, digits and hyphens."));

        if (market.Party.Length == 0)
            problems.Add(new(ProblemCodes.ValueMissing, "There is no trading center.", "party", "Name a party that is registered."));

        if (!Eic.TryCreate(market.Area, out _))
            problems.Add(new(ProblemCodes.EventArea, $"\"{CustomerRow.Short(market.Area)}\" is no EIC.", "area", "Enter the code of the bidding zone with its check character."));

        if (market.Currency.Length != 3 || !market.Currency.All(char.IsAsciiLetterUpper))
            problems.Add(new(ProblemCodes.EventCurrency, $"\"{CustomerRow.Short(market.Currency)}\" is no currency.", "currency", "Use a code of ISO 4217, such as CNY."));

        CheckDays(market, problems);
        CheckLimits(market, problems);
        if (string.IsNullOrWhiteSpace(market.Source.Document) || string.IsNullOrWhiteSpace(market.Source.Province))
            problems.Add(new(ProblemCodes.ParameterSource, "It names no document or no province.", "source", "Name the rules that the figures are from."));

        return problems;
    }

    private static void CheckDays(MarketEvent market, List<Problem> problems)
    {
        if (market.To < market.From)
        {
            problems.Add(new(ProblemCodes.ValidityReversed, "Delivery ends before it begins.", "to", "Correct the days."));
            return;
        }

        var byInterval = market.Kind is MarketEventKind.DayAhead or MarketEventKind.RealTime;
        if (byInterval != market.StepMinutes is 15 or 30 or 60 || (!byInterval && market.StepMinutes is not null))
        {
            problems.Add(new(ProblemCodes.EventPeriod, $"{market.Kind} with intervals of {market.StepMinutes?.ToString(CultureInfo.InvariantCulture) ?? "no"} minutes.", "stepMinutes",
                byInterval ? "Enter 15, 30 or 60." : "Leave it out: a year is traded by months, a month by days."));
        }

        var fits = market.Kind switch
        {
            MarketEventKind.Annual => market.From is { Month: 1, Day: 1 } && market.To == market.From.PlusYears(1).PlusDays(-1),
            MarketEventKind.Monthly => market.From.Day == 1 && market.To == BillingMonth.Of(market.From).LastDay,
            MarketEventKind.RealTime => market.From == market.To,
            _ => Period.DaysBetween(market.From, market.To) < MostDays,
        };
        if (!fits)
            problems.Add(new(ProblemCodes.EventPeriod, $"{market.From:uuuu-MM-dd} to {market.To:uuuu-MM-dd} is no span of a market of the kind {market.Kind}.", "from", "A year, a month, one day (real time) or up to 31 days (day ahead)."));
    }

    private static void CheckLimits(MarketEvent market, List<Problem> problems)
    {
        if (market.PriceTick <= 0)
            problems.Add(new(ProblemCodes.EventLimits, "The step of a price is not above zero.", "priceTick", "Enter the market's tick, such as 0.01."));

        if (market.HighestPrice <= market.LowestPrice)
            problems.Add(new(ProblemCodes.EventLimits, "The highest price is not above the lowest.", "highestPrice", "Correct the limits."));

        if (market.QuantityStep <= Energy.Zero)
            problems.Add(new(ProblemCodes.EventLimits, "The step of a quantity is not above zero.", "quantityStep", "Enter MWh, such as 0.1."));

        if (market.MostSteps is < 1 or > MostStepsOfAll)
            problems.Add(new(ProblemCodes.EventLimits, $"{market.MostSteps} price steps.", "mostSteps", $"Enter 1 to {MostStepsOfAll}."));
    }
}
