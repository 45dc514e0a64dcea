using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>A verb about one contact of a customer, by name and number.</summary>
internal abstract class OneContactVerb : OneCustomerVerb
{
    private readonly Option<string> _name = new("--name") { Description = "Name of the person", HelpName = "NAME", Required = true };
    private readonly Option<string> _phone = ConsentWords.Phone();

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_name);
        command.Add(_phone);
    }

    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var changes = bench.Node.Services.GetService<ContactChanges>() ?? throw new RefusedException("PROCESSES_NOT_KEPT", "the store of this data folder keeps no processes", "Use the embedded store or PostgreSQL.");
        var done = await ActAsync(context, changes, Customer(context), new(context.Get(_name)!, context.Get(_phone)!), bench.Actor, cancellationToken);
        if (done.Value is not { } kept || done.Problems.Count > 0)
        {
            return Refuse(context, done.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { kept.Contact.Name, kept.Contact.Phone, kept.State, kept.Known, kept.Since });
        }

        context.Answer.Line(kept.State == "confirmed" ? $"{kept.Contact.Name} is confirmed; the number counts from {Words.Instant(kept.Since)}" : $"{kept.Contact.Name} is {kept.State}");
        return ExitCode.Ok;
    }

    protected abstract Task<Checked<KeptContact>> ActAsync(CommandContext context, ContactChanges changes, string customer, CustomerContact contact, string actor, CancellationToken cancellationToken);
}

/// <summary><c>ihub customers contact add</c>: whom a customer is reached by.</summary>
internal sealed class CustomersContactAddVerb : OneContactVerb
{
    public override string Path => "customers contact add";

    public override string Description => "Take a person whom a customer is reached by, or another number of one; it counts when another person confirms it";

    protected override Task<Checked<KeptContact>> ActAsync(CommandContext context, ContactChanges changes, string customer, CustomerContact contact, string actor, CancellationToken cancellationToken) =>
        changes.AddAsync(customer, contact, actor, cancellationToken);
}

/// <summary>A verb about a contact that says why, or how it was checked.</summary>
internal abstract class ReasonedContactVerb(string name, string reason) : OneContactVerb
{
    private readonly Option<string> _words = new(name) { Description = reason, HelpName = "TEXT", Required = true };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_words);
    }

    protected sealed override Task<Checked<KeptContact>> ActAsync(CommandContext context, ContactChanges changes, string customer, CustomerContact contact, string actor, CancellationToken cancellationToken) =>
        ActAsync(changes, customer, contact, context.Get(_words)!, actor, cancellationToken);

    protected abstract Task<Checked<KeptContact>> ActAsync(ContactChanges changes, string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken);
}

/// <summary><c>ihub customers contact confirm</c>: the second person, with the customer's papers.</summary>
internal sealed class CustomersContactConfirmVerb() : ReasonedContactVerb("--checked", "How name and number were checked, e.g. the page of the signed papers")
{
    public override string Path => "customers contact confirm";

    public override string Description => "Confirm a contact that another person entered, by name and number as they stand in the customer's papers";

    protected override Task<Checked<KeptContact>> ActAsync(ContactChanges changes, string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        changes.ConfirmAsync(customer, contact, words, actor, cancellationToken);
}

/// <summary><c>ihub customers contact object</c>: takes the customer's objection.</summary>
internal sealed class CustomersContactObjectVerb() : ReasonedContactVerb("--reason", "Who objects, and why")
{
    public override string Path => "customers contact object";

    public override string Description => "Take a customer's objection to a contact: it counts for nothing until that is decided";

    protected override Task<Checked<KeptContact>> ActAsync(ContactChanges changes, string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        changes.ObjectAsync(customer, contact, words, actor, cancellationToken);
}

/// <summary><c>ihub customers contact dismiss</c>: decides that an objection does not hold.</summary>
internal sealed class CustomersContactDismissVerb() : ReasonedContactVerb("--reason", "Why the objection does not hold")
{
    public override string Path => "customers contact dismiss";

    public override string Description => "Decide that an objection to a contact does not hold; who entered or confirmed the contact does not";

    protected override Task<Checked<KeptContact>> ActAsync(ContactChanges changes, string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        changes.DismissAsync(customer, contact, words, actor, cancellationToken);
}

/// <summary><c>ihub customers contact withdraw</c>.</summary>
internal sealed class CustomersContactWithdrawVerb() : ReasonedContactVerb("--reason", "Why it is taken back")
{
    public override string Path => "customers contact withdraw";

    public override string Description => "Take a contact back: no code goes to the number any more";

    protected override Task<Checked<KeptContact>> ActAsync(ContactChanges changes, string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        changes.WithdrawAsync(customer, contact, words, actor, cancellationToken);
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
            context.Answer.Json(all.Select(static entry => new { entry.Contact.Name, entry.Contact.Phone, entry.State, entry.Known, entry.Since, entry.By, entry.Confirmed, entry.Objected, entry.Dismissed, entry.Withdrawn }));
            return ExitCode.Ok;
        }

        var table = new TextTable("name", "phone", "state", "known", "counts from", "entered by", "confirmed by");
        foreach (var entry in all)
        {
            table.Row(entry.Contact.Name, entry.Contact.Phone, entry.State, Stamp(entry.Known), entry.State == "confirmed" ? Stamp(entry.Since) : "", entry.By, entry.Confirmed?.By ?? "");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
