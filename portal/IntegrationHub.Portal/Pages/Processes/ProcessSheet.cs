using System.Runtime.CompilerServices;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>Cases as lines of a file: what the list shows. What they hold stays in the pages.</summary>
internal static class ProcessSheet
{
    private const int OnePage = 500;

    public static IReadOnlyList<string> Columns { get; } = ["case", "process", "version", "state", "incidents", "waitsAt", "startedAt", "instance"];

    /// <summary>Page after page as it is written; cases of processes that the person may not see are left out, as in the list.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(
        ProcessDesk desk, SignedIn who, Actor actor, ProcessQuestion question, [EnumeratorCancellation] CancellationToken cancellation, int pageSize = OnePage)
    {
        for ((DateTimeOffset, Guid)? place = null; ;)
        {
            var found = (await desk.InstancesAsync(actor, question.ToQuery(place, pageSize), cancellation)).Value ?? [];
            foreach (var row in found.Where(row => PortalActors.MaySee(who, row.Definition.Process)))
                yield return LineOf(row);

            if (found.Count < pageSize)
                yield break;

            place = (found[^1].StartedAt, found[^1].Id);
        }
    }

    private static IReadOnlyList<object?> LineOf(InstanceRow row) =>
    [
        row.State.BusinessKey, row.Definition.Process, row.Definition.Version, row.State.Status, row.State.Incidents.Count, string.Join(' ', row.State.Tokens.Values.Select(static token => token.Node).Distinct()),
        CsvFile.InstantOf(row.StartedAt), row.Id,
    ];
}
