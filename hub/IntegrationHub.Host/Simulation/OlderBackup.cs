using IntegrationHub.Storage.Mailbox;
using Microsoft.Extensions.Hosting;

namespace IntegrationHub.Host.Simulation;

/// <summary>
/// The drill of a partner that comes back from an older backup: at start everything from code <paramref name="from"/> on is gone from its
/// lists, and those codes are given again to what comes.
/// </summary>
internal sealed class OlderBackup(IMailboxDrill mailboxes, int from) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => mailboxes.ForgetFromAsync(from, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
