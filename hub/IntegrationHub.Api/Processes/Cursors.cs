using System.Globalization;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Api.Processes;

/// <summary>Places in lists as text in addresses.</summary>
internal static class Cursors
{
    public static string Of(InstanceRow row) => $"{row.StartedAt.UtcTicks}.{row.Id:N}";

    public static string Of(TaskPlace place) => $"{place.Due.UtcTicks}.{place.OpenedAt.UtcTicks}.{place.Instance:N}.{place.Token}";

    public static bool TryInstance(string? text, out (DateTimeOffset StartedAt, Guid Id)? place)
    {
        place = null;
        if (text is null)
        {
            return true;
        }

        if (text.Split('.') is [var at, var id] && TryInstant(at, out var started) && Guid.TryParse(id, out var instance))
        {
            place = (started, instance);
        }

        return place is not null;
    }

    public static bool TryTask(string? text, out TaskPlace? place)
    {
        place = null;
        if (text is null)
        {
            return true;
        }

        if (text.Split('.') is [var due, var opened, var id, var token] && TryInstant(due, out var dueAt) && TryInstant(opened, out var openedAt)
            && Guid.TryParse(id, out var instance) && int.TryParse(token, CultureInfo.InvariantCulture, out var number))
        {
            place = new TaskPlace(dueAt, openedAt, instance, number);
        }

        return place is not null;
    }

    private static bool TryInstant(string text, out DateTimeOffset at)
    {
        var valid = long.TryParse(text, CultureInfo.InvariantCulture, out var ticks) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks;
        at = valid ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return valid;
    }
}
