using IntegrationHub.Customers.Hosting;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Keys;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Customers.Tests.Support;

/// <summary>A customer of the tests with a person who may sign in.</summary>
internal sealed record TestCustomer(string Name, string Login, string Phone);

/// <summary>A hub that serves the customers' pages, and not the company's: what the tests do on the company's side they do with its books.</summary>
public sealed class CustomersSite : IAsyncLifetime
{
    internal const string Password = "lantern orchard tide";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-c-");
    private HubNode? _node;
    private DataFolder? _folder;

    internal DataFolder Folder => _folder!;
    private int _number;

    internal HubOptions Options { get; private set; } = null!;

    internal CustomersApplication Pages => _node!.Customers!;

    public Uri Address => _node!.Customers!.Address;

    internal IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints => _node!.Customers!.Endpoints;

    internal T Get<T>()
        where T : notnull => _node!.Services.GetRequiredService<T>();

    /// <summary>The customers' pages once more, beside the same hub, with a clock of their own.</summary>
    internal Task<CustomersApplication> ServeAsync(TimeProvider time, Host.Configuration.Sections.RequestLimitOptions? limits = null) =>
        CustomersOfNode.StartAsync(_folder!, limits is null ? Options : Options with { Portal = Options.Portal with { RequestLimits = limits } }, RetailerId.Default, Get<Exchange.Crossing.ICustomerCrossings>(), NullLoggerFactory.Instance, time, CancellationToken.None);

    /// <summary>A customer with one account, and a login.</summary>
    internal async Task<TestCustomer> CustomerAsync()
    {
        await DemoParameters.EnterAsync(_node!.Services, default);
        var number = Interlocked.Increment(ref _number);
        var customer = new TestCustomer($"第{number}纺织厂", $"person-{number}", $"+8613900{number:D6}");
        Assert.Empty((await Get<CustomerBook>().ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\nACC-{number},10kV,{customer.Name},500,2026-01-01,yes,industry,陈静,{customer.Phone}\n", "li", default)).Problems);
        Assert.Empty((await Get<ContactBook>().ConfirmAsync(customer.Name, new("陈静", customer.Phone), "signed papers", "wang", default)).Problems);
        Assert.Empty((await Get<LoginBook>().AddAsync(customer.Login, customer.Name, "陈静", customer.Phone, Password, "li", default)).Problems);
        return customer;
    }

    /// <summary>A contract that is offered to the customer; its number.</summary>
    internal async Task<string> OfferAsync(TestCustomer customer)
    {
        var account = (await Get<CustomerBook>().ListAsync(null, default)).Single(account => account.CustomerName == customer.Name).AccountNumber;
        var terms = new ContractTerms
        {
            MRid = "R-" + account, Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"), Buyer = new("C-" + account, "NCN", customer.Name),
            ValidFrom = new(2027, 1, 1), ValidTo = new(2027, 1, 31), Quantity = Market.Quantities.Energy.FromMegawattHours(1000), Months = new Dictionary<Market.Time.BillingMonth, decimal> { [new(2027, 1)] = 1 },
            Accounts = [new(account, "10kV")], Currency = "CNY", Package = "FIXED", PackageVersion = 1, SettlementMethod = "monthly", Template = "retail-zh", TemplateVersion = 1,
            Clauses = ["notice"], Parameters = new Dictionary<string, string> { ["noticeDays"] = "30" },
        };
        await OfferAsync(terms);
        return terms.MRid;
    }

    /// <summary>Writes a draft, also of a contract that was taken back, and offers it.</summary>
    internal async Task OfferAsync(ContractTerms terms)
    {
        var book = Get<ContractBook>();
        Assert.Empty((await book.DraftAsync(ContractJson.Write(terms), "li", default)).Problems);
        var submitted = await book.StepAsync(terms.MRid, null, new(ContractAction.Submit, "li"), default);
        Assert.Empty(submitted.Problems);
        var text = await book.TextAsync(submitted.Required, default);
        Assert.Empty((await book.StepAsync(terms.MRid, null, new(ContractAction.Offer, "wang", text.Required.Digest), default)).Problems);
    }

    /// <summary>Answers a customer's request as somebody of sales does, once processes are deployed.</summary>
    internal async Task AnswerAsync(Guid request, string text)
    {
        IReadOnlyList<Market.Problem> problems = [];
        await UntilAsync(async () => (problems = (await Get<ServiceRequestDesk>().AnswerAsync(request, text, Sales("zhang"), default)).Problems) is not [{ Code: "PROCESS_UNKNOWN" }], "the process is deployed");
        Assert.Empty(problems);
    }

    /// <summary>A survey that a customer is asked, of a scale, a choice and a text; its key.</summary>
    internal async Task<string> AskAsync(TestCustomer customer)
    {
        var key = "survey-" + customer.Login;
        var survey = new Survey(key, 1, "Are you content?", [new(SurveyQuestionKind.Scale, "With the bills?", []), new(SurveyQuestionKind.Choice, "By which way?", ["Telephone", "Page"]), new(SurveyQuestionKind.Text, "What else?", [])], new(2099, 12, 31));
        var draft = await Get<SurveyBook>().DraftAsync(survey, [customer.Name], "li", default);
        Assert.Empty(draft.Problems);
        Assert.Empty((await Get<SurveyBook>().ReleaseAsync(key, draft.Required.Digest(), "wang", default)).Problems);
        return key;
    }

    /// <summary>Somebody of sales.</summary>
    internal static Workflows.Tasks.Actor Sales(string name) => new(name, ["sales"], []);

    internal async Task<ContractState> StateAsync(string contract) => (await Get<ContractBook>().FindAsync(contract, null, default))!.Contract.State;

    /// <summary>Messages to a telephone, oldest first.</summary>
    internal IReadOnlyList<string> MessagesTo(string phone) => [.. SmsOutbox.Read(PeopleOfNode.OutboxFile(_folder!)).Where(message => message.Phone == phone).Select(static message => message.Text)];

    /// <summary>The digits of the newest message with a code.</summary>
    internal string CodeFor(TestCustomer customer) => CodeIn(MessagesTo(customer.Phone).Last(static message => CodeIn(message).Length > 0));

    internal static string CodeIn(string message) => System.Text.RegularExpressions.Regex.Match(message, "(?<![0-9A-Z-])[0-9]{6}(?![0-9])", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

    internal async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(string kind) => await Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 1000, default);

    /// <summary>What crosses takes a moment; a loaded machine takes longer.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var i = 0; i < 1200; i++)
        {
            if (await isSo())
                return;

            await Task.Delay(100);
        }

        Assert.Fail($"It never came to this: {what}");
    }

    public async Task InitializeAsync()
    {
        var time = TimeProvider.System;
        var configuration =
            $"""
            {StarterConfiguration.For(FolderKind.Development, StarterConfiguration.DevelopmentCode).TrimEnd()}
            listeners:
              - name: channel-1
                address: 127.0.0.1:0
              - name: channel-2
                address: 127.0.0.1:0
            portal:
              customers:
                enabled: true
                address: 127.0.0.1:0
            retail:
              quietFrom: 00:00
              quietTo: 00:00
              messagesPerDay: 100
            observability:
              healthAddress: 127.0.0.1:0
              logLevel: error

            """;
        _folder = DataFolder.Create(Path.Combine(_root.FullName, "hub"), FolderKind.Development, configuration, time.GetUtcNow());
        var options = Options = HubConfiguration.Load(_folder.ConfigurationFile, new Dictionary<string, string>()).Options;
        DevelopmentPki.Ensure(_folder, [new PkiMember("hub", options.Hub.Code, KeyKind.EcdsaP256)], time);
        DevelopmentPki.EnsurePortal(_folder, options.Portal, time);
        _node = await HubNode.StartAsync(new NodeSettings { Folder = _folder, Options = options }, CancellationToken.None);
        Assert.Empty((await Get<PackageBook>().ImportAsync(
            """{"code":"FIXED","version":1,"names":{"en":"Fixed"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""", "li", default)).Problems);
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();

        _root.Delete(recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class CustomersCollection : ICollectionFixture<CustomersSite>
{
    public const string Name = "Customers";
}
