using System.Globalization;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Workflows.Engine.Running;

/// <content>Telling people of tasks that wait.</content>
public sealed partial class ProcessEngine
{
    /// <summary>A reminder goes to the holder, or to all candidates; an overdue task is also told to the roles that become candidates by it, by text message.</summary>
    private async Task TellAsync(Claim claim, CancellationToken cancellation)
    {
        var work = claim.Work;
        if (await store.FindTaskAsync(work.Instance, work.Number, cancellation) is { } task)
        {
            var settings = (await NodeAsync(task, cancellation)).Task;
            var overdue = work.Kind == WorkKind.Overdue;
            var text = string.Create(CultureInfo.InvariantCulture, $"{task.Name} ({task.BusinessKey}) {(overdue ? "was" : "is")} due at {task.Due:yyyy-MM-dd HH:mm}Z");
            var to = task.ClaimedBy is { } holder
                ? [(To: holder, IsRole: false, Channel: NoticeChannel.Page)]
                : settings.Roles.Select(role => (To: role, IsRole: true, Channel: NoticeChannel.Page));
            if (overdue)
            {
                to = to.Concat(settings.EscalateTo.SelectMany(role => new[] { (role, true, NoticeChannel.Page), (role, true, NoticeChannel.Sms) }));
            }

            to = to.Concat((await DeputiesAsync(task, settings, overdue, cancellation)).Select(deputy => (deputy, false, NoticeChannel.Page)));
            var notices = to.Distinct().Select((one, index) => new Notice(
                $"{work.Id:N}-{index}", one.Channel, one.To, one.IsRole, overdue ? "task.overdue" : "task.due-soon", text, task.Instance, task.Token, clock.GetUtcNow())
            {
                Subject = $"{task.Name} ({task.BusinessKey})",
            });
            await notifier.SendAsync([.. notices], cancellation);
        }

        // After the notices: a crash between the two tells nobody twice, since ids are the work's.
        await store.DropAsync(claim, cancellation);
    }

    /// <summary>
    /// Tells of a comment: the holders of the tasks that it is about, or all candidates where nobody holds one, who stands in for them, and who started the case. Not the writer, as a person;
    /// a role is told as a whole. The same comment again tells nobody twice.
    /// </summary>
    /// <param name="instance">The case.</param>
    /// <param name="token">Of the task; null for the case as a whole, with every task of it that is open.</param>
    /// <param name="number">The comment's number in its case.</param>
    /// <param name="writer">Who said it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task TellOfCommentAsync(Guid instance, int? token, int number, Actor writer, CancellationToken cancellation)
    {
        if (await store.FindInstanceAsync(instance, cancellation) is not { } row)
        {
            return;
        }

        var (now, to, at) = (clock.GetUtcNow(), new List<(string To, bool IsRole)>(), $"the case {row.State.BusinessKey}");
        foreach (var one in token is { } named ? [named] : row.State.Tokens.Keys)
        {
            if (await store.FindTaskAsync(instance, one, cancellation) is not { } task)
            {
                continue;
            }

            var (settings, overdue) = ((await NodeAsync(task, cancellation)).Task, task.Due <= now);
            at = token is null ? at : $"{task.Name} ({task.BusinessKey})";
            to.AddRange(task.ClaimedBy is { } holder ? [(holder, false)] : settings.Roles.Concat(overdue ? settings.EscalateTo : []).Select(static role => (role, true)));
            to.AddRange((await DeputiesAsync(task, settings, overdue, cancellation)).Select(static deputy => (deputy, false)));
        }

        if ((await store.HistoryAsync(instance, cancellation)).Select(static one => one.Entry).FirstOrDefault(static entry => entry.Kind == "process.started")?.Actor is { } author)
        {
            to.Add((author, false));
        }

        var notices = to.Distinct().Where(one => one.IsRole || (one.To != writer.User && !writer.OtherAccounts.Contains(one.To))).Select((one, index) => new Notice(
            string.Create(CultureInfo.InvariantCulture, $"{instance:N}-comment-{number}-{index}"), NoticeChannel.Page, one.To, one.IsRole, "task.commented", $"{writer.User} said something about {at}", instance, token, now));
        await notifier.SendAsync([.. notices], cancellation);
    }

    /// <summary>Who stands in for those it is told to: a notice to somebody who is away is read by nobody.</summary>
    private async Task<IEnumerable<string>> DeputiesAsync(TaskRow task, TaskSettings settings, bool overdue, CancellationToken cancellation)
    {
        var roles = overdue ? settings.Roles.Concat(settings.EscalateTo).ToList() : [.. settings.Roles];
        return absences is null ? [] : (await absences.AtAsync(clock.GetUtcNow(), cancellation))
            .Where(one => task.ClaimedBy is { } holder ? one.Absent == holder : one.Roles.Any(roles.Contains))
            .Select(one => one.Substitute);
    }
}
