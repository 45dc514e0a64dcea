using System.Collections.Immutable;

namespace IntegrationHub.Workflows.Engine.Notifying;

/// <summary>Port: tells people something, as a notice on their page or as a text message. Gateways and the development outbox implement it.</summary>
public interface INotifier
{
    /// <summary>Takes notices over for delivery, all or none. One whose id is known changes nothing, so a caller that lost the answer asks again.</summary>
    Task SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation);
}

/// <summary>What was sent; a page shows it, and in development it stands for the gateway.</summary>
public interface INoticeOutbox
{
    /// <summary>The newest notices first.</summary>
    /// <param name="user">Those for this person or for one of the roles; null for all.</param>
    /// <param name="roles">With <paramref name="user"/>.</param>
    /// <param name="most">1 to 1,000.</param>
    Task<IReadOnlyList<Notice>> ReadAsync(string? user, ImmutableArray<string> roles, int most, CancellationToken cancellation);
}

public enum NoticeChannel
{
    /// <summary>Shown on the person's page.</summary>
    Page,

    /// <summary>A text message to the person's telephone.</summary>
    Sms,
}

/// <summary>One notice for one person or for everybody with a role. It names cases and tasks and carries nothing confidential: text messages are read by others.</summary>
/// <param name="Id">Made by the sender: a repetition has the same.</param>
/// <param name="To">A user's name, or a role's.</param>
/// <param name="IsRole">Whether <paramref name="To"/> names a role.</param>
/// <param name="Kind">Stable dotted name: <c>task.due-soon</c>, <c>task.overdue</c>, <c>task.commented</c>, <c>process.notice</c>.</param>
public sealed record Notice(string Id, NoticeChannel Channel, string To, bool IsRole, string Kind, string Text, Guid? Instance, int? Token, DateTimeOffset At)
{
    /// <summary>What it is about in few words, for a text message: task and case. It is not kept; null where the text says it.</summary>
    public string? Subject { get; init; }
}
