using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Lanes;
using IntegrationHub.Storage.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Gives committed events their places in the ledger. Runs in every serving node; the lease lets one of them work.</summary>
internal sealed partial class LedgerSequencing(ILedgerStore store, LaneOptions lanes, TimeProvider time, ILogger<LedgerSequencing> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new SequencerLoop(store, time, lanes.Node, trouble => LogTrouble(trouble.Message)).RunAsync(stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events get no places in the ledger: {Text}")]
    private partial void LogTrouble(string text);
}
