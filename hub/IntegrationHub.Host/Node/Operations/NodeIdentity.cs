using System.Security.Cryptography;
using IntegrationHub.Host.Data;
using IntegrationHub.Storage.Operations;

namespace IntegrationHub.Host.Node.Operations;

/// <summary>What this node is called among the nodes: its machine, and the mark that its data folder keeps. Thread-safe.</summary>
/// <remarks>The mark goes with the folder, through backups, too: restored elsewhere it is still the same node.</remarks>
internal sealed class NodeIdentity(DataFolder folder)
{
    private readonly Lock _lock = new();
    private string? _mark;

    public string Name => NameOf(Environment.MachineName, Mark);

    private string Mark
    {
        get
        {
            lock (_lock)
                return _mark ??= Read() ?? Write();
        }
    }

    /// <summary>Takes another mark: a copy of the folder is a node of its own.</summary>
    public void Renew()
    {
        lock (_lock)
            _mark = Write();
    }

    public static string NameOf(string machine, string mark)
    {
        var most = NodeReport.LongestName - mark.Length - 1;
        return $"{(machine.Length <= most ? machine : machine[..most])}-{mark}";
    }

    private string? Read()
    {
        var mark = File.Exists(folder.NodeMark) ? File.ReadAllText(folder.NodeMark).Trim() : "";
        return mark.Length == NodeReport.MarkLength && mark.All(char.IsAsciiHexDigitLower) ? mark : null;
    }

    private string Write()
    {
        var mark = RandomNumberGenerator.GetHexString(NodeReport.MarkLength, lowercase: true);
        File.WriteAllText(folder.NodeMark, mark + "\n");
        return mark;
    }
}
