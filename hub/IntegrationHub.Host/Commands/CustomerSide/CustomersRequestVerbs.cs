using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Retail;
using IntegrationHub.Host.Output;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Host.Commands.CustomerSide;

/// <summary><c>ihub customers requests</c>: what customers turned to the retailer for; those that are due first in front.</summary>
internal sealed class CustomersRequestsVerb : RetailVerb
{
    private readonly Option<bool> _all = new("--all") { Description = "Also those that are answered" };

    public override string Path => "customers requests";

    public override string Description => "List open requests of customers";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_all);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var requests = await bench.Book<ServiceRequestBook>().ListAsync(!context.Get(_all), cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(requests.Select(static one => new { one.Id, Customer = one.CustomerName, one.Request.Login, Topic = Words.Of(one.Request.Topic), one.Request.Text, one.At, one.Until, one.Answer, one.AnsweredBy }));
            return ExitCode.Ok;
        }

        var table = new TextTable("request", "customer", "topic", "made", "answer until", "answered by", "text");
        foreach (var one in requests)
        {
            table.Row($"{one.Id:D}", one.CustomerName, Words.Of(one.Request.Topic), Words.Instant(one.At), Words.Instant(one.Until), one.AnsweredBy ?? "-", one.Request.Text.ReplaceLineEndings(" "));
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub customers answer</c>: completes the task to answer a request; the customer reads the answer on the pages, that to a complaint once another person approved it.</summary>
internal sealed class CustomersAnswerVerb : RetailVerb
{
    private readonly Argument<Guid> _request = new("request") { Description = "Id of the request" };
    private readonly Option<string> _text = new("--text") { Description = "What the customer reads", HelpName = "TEXT", Required = true };

    public override string Path => "customers answer";

    public override string Description => "Answer a request of a customer";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_request);
        command.Add(_text);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var answered = await bench.Book<ServiceRequestDesk>().AnswerAsync(context.Get(_request), context.Get(_text)!, bench.Person ?? new(bench.Actor, [], []), cancellationToken);
        if (answered.Value is not { } stored || answered.Problems.Count > 0)
        {
            return Refuse(context, answered.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { stored.Id, Case = ServiceRequestDesk.CaseOf(stored) });
        }

        context.Answer.Line($"{stored.Id:D}: the answer is with case {ServiceRequestDesk.CaseOf(stored):D}");
        return ExitCode.Ok;
    }
}
