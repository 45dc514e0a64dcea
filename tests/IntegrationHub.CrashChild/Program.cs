using System.Collections;
using IntegrationHub.CrashChild;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Backup;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Lanes.Sending;
using Microsoft.Extensions.DependencyInjection;

// up DIR                       the real hub over the data folder, until SIGTERM
// send DIR PARTY FILE          hands one document in, as a command beside a running hub does
// line DIR ARGUMENT…           the command line with backup and restore
if (args[0] == "line")
{
    var points = new ArmedCrashPoints(args[1]);
    return await HubCommandLine.RunAsync(args[2..], [new BackupVerb(points), new RestoreVerb(points)], Surroundings.OfThisProcess());
}

var folder = DataFolder.Open(args[1]);
var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(one => (string)one.Key, one => (string?)one.Value ?? "", StringComparer.Ordinal);
var settings = new NodeSettings
{
    Folder = folder,
    Options = HubConfiguration.Load(folder.ConfigurationFile, variables).Options,
    Serves = args[0] == "up",
    CrashPoints = new ArmedCrashPoints(folder.FullPath),
};
await using var node = await HubNode.StartAsync(settings, CancellationToken.None);
if (settings.Serves)
{
    await node.RunAsync(CancellationToken.None);
    return 0;
}

var party = node.Parties.Current.FindByName(args[2])!;
var result = await node.Services.GetRequiredService<IDocumentSender>()
    .SendAsync(party, await File.ReadAllBytesAsync(args[3]), new SendOptions("crash test"), CancellationToken.None);
Console.WriteLine(result.GetType().Name);
return result is SendResult.Refused ? 1 : 0;
