using System.Globalization;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes;

/// <summary>Inputs of a call by name.</summary>
internal static class ServiceInputs
{
    /// <summary>An input that has to be a text.</summary>
    public static string? Text(this ServiceCall call, string name) => call.Inputs[name] is TextValue { Text.Length: > 0 } text ? text.Text : null;

    /// <summary>An input that has to be a whole number from 1.</summary>
    public static int? Number(this ServiceCall call, string name) =>
        call.Inputs[name] is NumberValue { Number: >= 1 and <= int.MaxValue and var number } && number == decimal.Truncate(number) ? (int)number : null;

    /// <summary>An input that has to be a number, zero or more.</summary>
    public static decimal? Amount(this ServiceCall call, string name) => call.Inputs[name] is NumberValue { Number: >= 0 and var number } ? number : null;

    /// <summary>An input that has to be a day.</summary>
    public static NodaTime.LocalDate? Day(this ServiceCall call, string name) => call.Inputs[name] switch
    {
        DateValue day => NodaTime.LocalDate.FromDateOnly(day.Date),
        TextValue text when DateOnly.TryParseExact(text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => NodaTime.LocalDate.FromDateOnly(day),
        _ => null,
    };

    /// <summary>A text without which the call cannot be.</summary>
    /// <exception cref="InvalidOperationException">It is not there: the definition is wrong, which becomes an incident.</exception>
    public static string Needed(this ServiceCall call, string name) => call.Text(name) ?? throw new InvalidOperationException($"The input {name} is missing or no text.");

    /// <summary>An instant, or null where there is none.</summary>
    public static DateTimeOffset? Instant(this ServiceCall call, string name) => call.Inputs[name] is InstantValue instant ? instant.Instant : null;
}
