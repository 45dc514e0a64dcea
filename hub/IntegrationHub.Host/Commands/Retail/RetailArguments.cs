using IntegrationHub.Host.CommandLine;
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
}
