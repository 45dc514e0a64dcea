using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Retail.Customers;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>A verb about one customer.</summary>
internal abstract class OneCustomerVerb : RetailVerb
{
    private readonly Argument<string> _customer = new("customer") { Description = "Name as in the customer file" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_customer);
    }

    protected string Customer(CommandContext context) => context.Get(_customer)!;
}

/// <summary><c>ihub customers end</c>: ends the service of a customer, or of one account.</summary>
internal sealed class CustomersEndVerb : OneCustomerVerb
{
    private readonly Option<string> _on = new("--on") { Description = "Last day of the service", HelpName = "YYYY-MM-DD", Required = true };
    private readonly Option<string?> _account = new("--account") { Description = "Only this account", HelpName = "NUMBER/LEVEL" };

    public override string Path => "customers end";

    public override string Description => "End the service of a customer";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_on);
        command.Add(_account);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var last = RetailArguments.Day(context.Get(_on), "--on")!.Value;
        var ended = await bench.Book<CustomerBook>().EndServiceAsync(Customer(context), context.Get(_account), last, bench.Actor, cancellationToken);
        if (ended.Value is not { } accounts || ended.Problems.Count > 0)
        {
            return Refuse(context, ended.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { ended = accounts.Count });
        }

        context.Answer.Line($"The service of {Words.Count(accounts.Count, "metering account")} ends on {last.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}");
        return ExitCode.Ok;
    }
}
