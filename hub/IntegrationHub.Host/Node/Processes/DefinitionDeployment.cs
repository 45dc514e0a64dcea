using IntegrationHub.Exchange;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Deploys the shipped definitions and those of the configured folder when a node starts. What was deployed before is the same version.</summary>
/// <remarks>A definition that cannot run here (nobody offers a service it calls) is told in the log and left out; the others run.</remarks>
internal sealed partial class DefinitionDeployment(ProcessEngine engine, DataFolder folder, HubOptions options, TimeProvider time, ILogger<DefinitionDeployment> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The folder of the shipped definitions, beside the program.</summary>
    public static string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "workflows", "definitions");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var folders = options.Processes.Definitions.Length == 0 ? [ShippedFolder] : (string[])[ShippedFolder, folder.Resolve(options.Processes.Definitions)];
        foreach (var file in folders.Where(Directory.Exists).SelectMany(one => Directory.EnumerateFiles(one, "*.bpmn").Order(StringComparer.Ordinal)))
        {
            try
            {
                while (!await TryDeployAsync(file, stoppingToken))
                {
                    await Task.Delay(RetryAfter, time, stoppingToken);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> TryDeployAsync(string file, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(file);
        try
        {
            var deployment = await engine.DeployAsync(await File.ReadAllBytesAsync(file, cancellationToken), "hub", cancellationToken);
            foreach (var version in deployment.Versions)
            {
                LogDeployed(name, version.Process, version.Version);
            }

            if (deployment.Findings.Count > 0 && deployment.Findings.All(finding => finding.Code == ProcessEngine.UnknownService))
            {
                // Nothing is wrong with the file: what would do its work is not part of this hub.
                LogLeftOut(name, deployment.Findings.Count, deployment.Findings[0].Element);
            }
            else if (deployment.Findings is [var first, ..])
            {
                LogRefused(name, deployment.Findings.Count, Text(first));
            }

            return true;
        }
        catch (StorageUnavailableException unavailable)
        {
            LogPutOff(name, unavailable.Message);
            return false;
        }
        catch (IOException unreadable)
        {
            LogPutOff(name, unreadable.Message);
            return true;
        }
    }

    private static string Text(Finding finding) => $"{finding.Code} at {finding.Element}: {finding.Text} {finding.Remedy}";

    [LoggerMessage(Level = LogLevel.Debug, Message = "{File}: {Process} is version {Version}")]
    private partial void LogDeployed(string file, string process, int version);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File} is left out: nobody offers {Count} of its services, first that of {Element}")]
    private partial void LogLeftOut(string file, int count, string element);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} cannot run here, {Count} findings, first: {Text}")]
    private partial void LogRefused(string file, int count, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is not deployed: {Text}")]
    private partial void LogPutOff(string file, string text);
}
