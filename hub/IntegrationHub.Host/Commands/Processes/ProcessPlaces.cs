using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Host.Commands.Processes;

/// <summary>Places in lists and ids of tasks as they stand on the command line.</summary>
internal static class ProcessPlaces
{
    public static int Most(int most) => most is >= 1 and <= 1_000 ? most : throw new WrongUseException("--max is 1 to 1000");

    public static string Of(InstanceRow row) => $"{row.StartedAt.UtcTicks}/{row.Id:D}";

    public static (DateTimeOffset StartedAt, Guid Id)? Instance(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split('/') is [var ticks, var id] && TryInstant(ticks, out var at) && Guid.TryParse(id, out var instance)
            ? (at, instance)
            : throw new WrongUseException($"`{text}` is no place in the list; take it from the page before");
    }

    public static string Of(TaskPlace place) => $"{place.Due.UtcTicks}/{place.OpenedAt.UtcTicks}/{place.Instance:D}/{place.Token}";

    public static TaskPlace? Task(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split('/') is [var due, var opened, var id, var token] && TryInstant(due, out var dueAt) && TryInstant(opened, out var openedAt)
            && Guid.TryParse(id, out var instance) && int.TryParse(token, CultureInfo.InvariantCulture, out var number)
            ? new TaskPlace(dueAt, openedAt, instance, number)
            : throw new WrongUseException($"`{text}` is no place in the list; take it from the page before");
    }

    /// <summary><c>INSTANCE/TOKEN</c>.</summary>
    public static (Guid Instance, int Token) TaskId(string text) =>
        text.Split('/') is [var id, var token] && Guid.TryParse(id, out var instance) && int.TryParse(token, CultureInfo.InvariantCulture, out var number)
            ? (instance, number)
            : throw new WrongUseException($"`{text}` is no task: INSTANCE/TOKEN, as `ihub task list` shows it");

    private static bool TryInstant(string text, out DateTimeOffset at)
    {
        var valid = long.TryParse(text, CultureInfo.InvariantCulture, out var ticks) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;
        at = valid ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return valid;
    }
}
