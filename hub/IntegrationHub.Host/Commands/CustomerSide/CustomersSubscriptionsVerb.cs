using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Retail;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Host.Commands.CustomerSide;

/// <summary><c>ihub customers subscriptions</c>: what the persons who sign in for a customer want to be told of.</summary>
internal sealed class CustomersSubscriptionsVerb : OneCustomerVerb
{
    public override string Path => "customers subscriptions";

    public override string Description => "Show what the persons who sign in for a customer want to be told of";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var all = (await bench.Book<SubscriptionBook>().OfCustomerAsync(Customer(context), cancellationToken)).Select(static one => one.Subscriptions).ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(all.Select(static one => new { one.Login, one.Version, Topics = one.Kept.Topics.Select(static choice => new { Topic = Words.Of(choice.Topic), choice.Page, choice.Sms }), one.Kept.EndingDays }));
            return ExitCode.Ok;
        }

        var table = new TextTable("login", "topic", "page", "sms", "days before", "chosen");
        foreach (var (name, version, kept) in all)
        {
            foreach (var choice in kept.Topics)
            {
                table.Row(
                    name, Words.Of(choice.Topic), choice.Page ? "yes" : "no", choice.Sms ? "yes" : "no",
                    choice.Topic == SubscriptionTopic.ContractEnding ? kept.EndingDays.ToString(CultureInfo.InvariantCulture) : "", version == 0 ? "as usual" : $"version {version}");
            }
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
