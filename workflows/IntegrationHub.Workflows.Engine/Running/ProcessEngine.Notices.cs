using System.Globalization;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Store;

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
                $"{work.Id:N}-{index}", one.Channel, one.To, one.IsRole, overdue ? "task.overdue" : "task.due-soon", text, task.Instance, task.Token, clock.GetUtcNow()));
            await notifier.SendAsync([.. notices], cancellation);
        }

        // After the notices: a crash between the two tells nobody twice, since ids are the work's.
        await store.DropAsync(claim, cancellation);
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
