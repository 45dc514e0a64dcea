using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Workflows.Engine.Running;

/// <content>Those who come back.</content>
public sealed partial class ProcessEngine
{
    private const string Hub = "hub";

    /// <summary>
    /// What somebody holds without having a right to it any more goes to who came back, or to all candidates where that person may not do it either. The result is how much that was.
    /// </summary>
    /// <param name="deputy">Who stood in, with the substitutions that still hold.</param>
    /// <param name="returned">Who is back; null where the person is nobody any more.</param>
    public async Task<int> GiveBackAsync(Actor deputy, Actor? returned, CancellationToken cancellation)
    {
        var (now, given) = (clock.GetUtcNow(), 0);
        var query = new TaskQuery([], [deputy.User], now, TaskPlace.First, 200);
        while (true)
        {
            var page = await store.TasksAsync(query, cancellation);
            foreach (var (task, completers) in page)
            {
                var node = await NodeAsync(task, cancellation);
                if (TaskRules.MayDo(node, completers, task.Due, deputy.User, deputy, now)?.Code == TaskRules.NotCandidate)
                {
                    var to = returned is not null && TaskRules.MayDo(node, completers, task.Due, null, returned, now) is null ? returned.User : null;
                    given += await store.HoldTaskAsync(task.Instance, task.Token, deputy.User, to, Hub, now, cancellation) ? 1 : 0;
                }
            }

            if (page.Count < query.Most)
            {
                return given;
            }

            query = query with { After = page[^1].Task.Place };
        }
    }
}
