using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>A verb on one settlement of a month: the newest, or the version that is asked for.</summary>
internal abstract class SettlementVerb : RetailVerb
{
    private readonly Argument<string> _month = RetailArguments.MonthArgument();
    private readonly Option<int?> _version = new("--version") { Description = "Version of the settlement (default: the newest)", HelpName = "N" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_month);
        command.Add(_version);
    }

    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var month = RetailArguments.Month(context.Get(_month)!);
        var settlement = await bench.Book<SettlementBook>().FindAsync(month, context.Get(_version), cancellationToken)
            ?? throw new RefusedException("RECORD_UNKNOWN", $"there is no such settlement of {month}", "See `ihub settlement list`, or settle it: `ihub settlement calculate`.");
        return await RunAsync(context, bench, month, settlement, cancellationToken);
    }

    protected abstract Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BillingMonth month, StoredSettlement settlement, CancellationToken cancellationToken);

    internal static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
