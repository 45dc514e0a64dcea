using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Notifying;

/// <summary><c>notify.role</c>: tells everybody with a role on their page. Inputs: <c>role</c>, <c>about</c> (a text), and <c>sms</c> (true for a text message, too).</summary>
public sealed class NotifyRole(INotifier notifier, TimeProvider clock) : IServiceHandler
{
    public string Name => "notify.role";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation) =>
        await NotifyInputs.SendAsync(notifier, call, "role", isRole: true, clock.GetUtcNow(), cancellation);
}

/// <summary><c>notify.user</c>: the same for one person, named by the input <c>user</c>.</summary>
public sealed class NotifyUser(INotifier notifier, TimeProvider clock) : IServiceHandler
{
    public string Name => "notify.user";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation) =>
        await NotifyInputs.SendAsync(notifier, call, "user", isRole: false, clock.GetUtcNow(), cancellation);
}

/// <summary>What both services make of their inputs.</summary>
internal static class NotifyInputs
{
    public const string Wrong = "NOTIFY_INPUT";

    public static async Task<ServiceAnswer> SendAsync(INotifier notifier, ServiceCall call, string name, bool isRole, DateTimeOffset now, CancellationToken cancellation)
    {
        if (call.Inputs[name] is not TextValue { Text.Length: > 0 } to)
        {
            return new ServiceAnswer.Error(Wrong, $"The input {name} names nobody.");
        }

        var text = call.Inputs["about"] is TextValue about ? about.Text : ValueJson.Write(call.Inputs["about"]);
        var channels = call.Inputs["sms"] == Value.True ? [NoticeChannel.Page, NoticeChannel.Sms] : (NoticeChannel[])[NoticeChannel.Page];
        await notifier.SendAsync(
            [.. channels.Select(channel => new Notice($"{call.Key}-{channel}", channel, to.Text, isRole, "process.notice", text, call.Instance, null, now))], cancellation);
        return new ServiceAnswer.Done(ContextValue.Empty);
    }
}
