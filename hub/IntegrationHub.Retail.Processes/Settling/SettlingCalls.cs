using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>What the settlement's services read out of a process.</summary>
internal static class SettlingCalls
{
    /// <summary>Code of a call whose variables are not what a service takes.</summary>
    public const string Wrong = "SETTLEMENT_INPUT";

    /// <summary>Who acts, for the history: no person did.</summary>
    public const string Actor = "process";

    public static BillingMonth? Month(ServiceCall call) => BillingMonth.TryParse(call.Text("month"), out var month) ? month : null;

    public static (BillingMonth Month, int Version)? Settlement(ServiceCall call) =>
        StoredSettlement.TryParseName(call.Text("settlement"), out var month, out var version) ? (month, version) : null;

    public static ServiceAnswer.Error NoMonth { get; } = new(Wrong, "The variable month is no month; write it like 2026-07.");

    public static ServiceAnswer.Error NoSettlement { get; } = new(Wrong, "The variable settlement names none; it is like 2026-07/1.");
}
