namespace IntegrationHub.Workflows.Engine.Notifying;

/// <summary>Tells nobody: for trying definitions out, where nobody is to be told.</summary>
public sealed class NoNotifier : INotifier
{
    public static NoNotifier Instance { get; } = new();

    public Task SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation) => Task.CompletedTask;
}
