using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Market.Time;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>Options that several verbs read.</summary>
internal static class RetailArguments
{
    public static LocalDate? Day(string? text, string option) =>
        text is null ? null
        : LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) ? day
        : throw new WrongUseException($"{option} takes a day like 2027-01-31");

    public static Argument<string> MonthArgument() => new("month") { Description = "The month, like 2026-07" };

    public static BillingMonth Month(string text) =>
        BillingMonth.TryParse(text, out var month) ? month : throw new WrongUseException($"`{text}` is no month; write it like 2026-07");
}
