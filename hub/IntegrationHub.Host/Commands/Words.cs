using System.Globalization;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands;

/// <summary>How verbs say what they all say: instants, words of enumerations, sizes, reasons, names of parties.</summary>
internal static class Words
{
    /// <summary><c>2026-11-21 04:07:16Z</c>; a dash where there is none.</summary>
    public static string Instant(DateTimeOffset? at) =>
        at is { } instant ? instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "-";

    /// <summary><c>PartlyAccepted</c> as <c>partly-accepted</c>, in tables, options and JSON alike.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Hyphened(value.ToString());

    /// <summary>The same for a name that is text already.</summary>
    public static string Hyphened(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>The value that a hyphened (or any) spelling means.</summary>
    public static T? Parse<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value).Equals(word, StringComparison.OrdinalIgnoreCase) || value.ToString().Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Size in the largest unit that keeps it above one: <c>812 B</c>, <c>20.4 kB</c>, <c>3.1 MB</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000m:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000m:0.0} MB"),
    };

    /// <summary><c>reason</c> or <c>reasons</c>, with the number.</summary>
    public static string Count(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many ?? one + "s")}");

    /// <summary>Every reason with its codes, where it was found and what to do about it, indented.</summary>
    public static void Reasons(Answer answer, IReadOnlyList<Rejection> reasons)
    {
        foreach (var reason in reasons)
        {
            var where = reason.Where.Length == 0 ? "" : reason.Where + ": ";
            answer.Line($"  {where}{reason.Text} [{reason.Code}{(reason.MarketReason is null ? "" : " " + reason.MarketReason)}]");
            if (reason.Remedy.Length > 0)
            {
                answer.Line($"    {reason.Remedy}");
            }
        }
    }

    /// <summary>The party that a command line names.</summary>
    /// <exception cref="WrongUseException">There is none of that name.</exception>
    public static Party Named(this PartyDirectory directory, string name)
    {
        if (directory.FindByName(name) is { } party)
        {
            return party;
        }

        var nearest = Suggestions.Nearest(name, directory.Parties.Select(known => known.Name));
        throw new WrongUseException($"there is no party `{name}`" + (nearest is null ? "; `ihub party list` shows all" : $", did you mean `{nearest}`?"));
    }

    /// <summary>Who is at the command line, for the history.</summary>
    public static string Operator(Surroundings surroundings) =>
        surroundings.Variable("SUDO_USER") ?? surroundings.Variable("USER") ?? surroundings.Variable("LOGNAME") ?? "operator";
}
