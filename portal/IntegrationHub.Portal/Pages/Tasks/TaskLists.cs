using System.Globalization;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>What somebody asks of the list of tasks.</summary>
/// <param name="Show"><c>mine</c> is claimed by the person, <c>free</c> by nobody, <c>late</c> overdue; empty is everything.</param>
/// <param name="Process">Id of a process.</param>
/// <param name="Case">Part of the business key.</param>
public sealed record TaskQuestion(string Show, string? Process, string? Case)
{
    internal static readonly string[] Shows = ["", "mine", "free", "late"];

    private const int LongestText = 100;

    internal static TaskQuestion Read(IQueryCollection query) => new(
        Shows.Contains(query["show"].ToString()) ? query["show"].ToString() : "", Text(query, "process"), Text(query, "case"));

    internal bool Fits(TaskRow task, string user, DateTimeOffset now) =>
        (Show switch { "mine" => task.ClaimedBy == user, "free" => task.ClaimedBy is null, "late" => task.Due <= now, _ => true })
        && (Process is null || task.Definition.Process == Process) && (Case is null || task.BusinessKey.Contains(Case, StringComparison.OrdinalIgnoreCase));

    /// <summary>The question again in an address, with what follows.</summary>
    internal string Query => string.Join('&', new[] { ("show", Show), ("process", Process), ("case", Case) }
        .Where(static item => !string.IsNullOrEmpty(item.Item2)).Select(static item => $"{item.Item1}={Uri.EscapeDataString(item.Item2!)}"));

    private static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null;
}

/// <summary>A page of tasks.</summary>
/// <param name="Next">Place behind it, when there are more.</param>
public sealed record TaskListModel(TaskQuestion Question, IReadOnlyList<TaskRow> Rows, string? Next, string User);

/// <summary>The tasks of the person who looks. Who may do what is decided by the engine's rules.</summary>
internal sealed class TaskLists(ProcessEngine engine, TimeProvider time)
{
    public const int PageLength = 50;

    /// <summary>Tasks looked at for one page of a narrow question.</summary>
    private const int MostLooks = 2_000;

    public async Task<TaskListModel> ReadAsync(SignedIn who, Actor actor, TaskQuestion question, string? after, CancellationToken cancellationToken)
    {
        var (rows, place, looked) = (new List<TaskRow>(), Place(after), 0);
        while (looked < MostLooks)
        {
            var page = await engine.TasksOfAsync(actor, place, PageLength, cancellationToken);
            foreach (var task in page)
            {
                looked++;
                place = task.Place;
                if (PortalActors.MayDecide(who, task.Definition.Process) && question.Fits(task, actor.User, time.GetUtcNow()))
                    rows.Add(task);

                if (rows.Count == PageLength)
                    return new TaskListModel(question, rows, Text(task.Place), actor.User);
            }

            if (page.Count < PageLength)
                return new TaskListModel(question, rows, Next: null, actor.User);
        }

        return new TaskListModel(question, rows, place is { } last ? Text(last) : null, actor.User);
    }

    private static string Text(TaskPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.Due.UtcTicks}.{place.OpenedAt.UtcTicks}.{place.Instance:N}.{place.Token}");

    private static TaskPlace? Place(string? text) =>
        text?.Split('.') is [var due, var opened, var id, var token] && At(due) is { } dueAt && At(opened) is { } openedAt
        && Guid.TryParseExact(id, "N", out var instance) && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new TaskPlace(dueAt, openedAt, instance, number)
            : null;

    private static DateTimeOffset? At(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
