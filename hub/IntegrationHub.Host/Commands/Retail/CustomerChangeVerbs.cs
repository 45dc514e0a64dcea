using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using Microsoft.Extensions.DependencyInjection;

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

/// <summary><c>ihub customers contact add</c>: whom a customer is reached by.</summary>
internal sealed class CustomersContactAddVerb : OneCustomerVerb
{
    private readonly Option<string> _name = new("--name") { Description = "Name of the person", HelpName = "NAME", Required = true };
    private readonly Option<string> _phone = ConsentWords.Phone();

    public override string Path => "customers contact add";

    public override string Description => "Take a person whom a customer is reached by, or another number of one";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_name);
        command.Add(_phone);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var changes = bench.Node.Services.GetService<ContactChanges>() ?? throw new RefusedException("PROCESSES_NOT_KEPT", "the store of this data folder keeps no processes", "Use the embedded store or PostgreSQL.");
        var added = await changes.AddAsync(Customer(context), new(context.Get(_name)!, context.Get(_phone)!), bench.Actor, cancellationToken);
        if (added.Value is not { } kept || added.Problems.Count > 0)
        {
            return Refuse(context, added.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { kept.Contact.Name, kept.Contact.Phone, kept.Known, kept.Since });
        }

        context.Answer.Line(kept.Since > kept.Known ? $"{kept.Contact.Name} is known; the number counts from {kept.Since:yyyy-MM-ddTHH:mm:ssZ}" : $"{kept.Contact.Name} is known");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub customers contact list</c>.</summary>
internal sealed class CustomersContactListVerb : OneCustomerVerb
{
    public override string Path => "customers contact list";

    public override string Description => "List whom a customer is reached by, and was";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var all = await bench.Book<ContactBook>().ListAsync(Customer(context), cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(all.Select(static entry => new { entry.Contact.Name, entry.Contact.Phone, entry.Known, entry.Since, entry.By }));
            return ExitCode.Ok;
        }

        var table = new TextTable("name", "phone", "known", "counts from", "by");
        foreach (var entry in all)
        {
            table.Row(entry.Contact.Name, entry.Contact.Phone, Stamp(entry.Known), Stamp(entry.Since), entry.By);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
