using IntegrationHub.Exchange;
using IntegrationHub.Storage.Operations;

namespace IntegrationHub.Host.Node.Operations;

/// <summary>Why a node is not forgotten, for page, call and verb. Pure.</summary>
internal static class NodeForgettingRules
{
    /// <summary>Stable code of a node that is not known.</summary>
    public const string Unknown = "NODE_UNKNOWN";

    /// <summary>Stable code of a node that tells of itself.</summary>
    public const string Running = "NODE_RUNNING";

    public static Rejection? Refusal(string name, NodeForgetting outcome) => outcome switch
    {
        NodeForgetting.Unknown => new Rejection(Unknown, null, $"there is no node {name}", "name", "Look at the list of nodes."),
        NodeForgetting.Running => new Rejection(Running, null, $"the node {name} tells of itself", "name", "Stop it first; one that was lost is silent after two minutes."),
        _ => null,
    };
}
