using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Retail.Tests;

/// <summary>An embedded store with the retailer's books, and a clock that stands still.</summary>
public sealed class RetailSite : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-retail-");
    private readonly InMemoryKeys _keys = new();
    private HubStore? _store;
    private ServiceProvider? _services;
    private int _number;

    /// <summary>The clock of the store's keys.</summary>
    public TimeProvider KeyTime { get; init; } = TimeProvider.System;

    /// <summary>False for a retailer who has entered no parameters yet.</summary>
    public bool HasParameters { get; init; } = true;

    public HubStore Store => _store!;

    public ContractBook Contracts => Get<ContractBook>();

    public CustomerBook Customers => Get<CustomerBook>();

    public PackageBook Packages => Get<PackageBook>();

    public TemplateBook Templates => Get<TemplateBook>();

    public AttachmentBook Attachments => Get<AttachmentBook>();

    public IBusinessRecords Records => Get<IBusinessRecords>();

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _store = await new EmbeddedProvider().OpenAsync(new StorageOptions { DataFolder = _root.FullName, Keys = _keys, Time = KeyTime }, null, CancellationToken.None);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new StandingClock())
            .AddSingleton<IIdSource, Ids>()
            .AddIntegrationHubStorage(_store)
            .AddSingleton<IConfidentialAccess, OpenAccess>()
            .AddRetail(_store, DateTimeZoneProviders.Tzdb["Asia/Shanghai"])
            .BuildServiceProvider();
        if (HasParameters)
            Good(await Get<ParameterBook>().ImportAsync(ParametersJson(1), "li", default));
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _store!.DisposeAsync();
        _keys.Dispose();
        _root.Delete(recursive: true);
    }

    /// <summary>Something that no other test has.</summary>
    public string Fresh(string prefix) => $"{prefix}-{Interlocked.Increment(ref _number)}";

    public async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(string kind) => await Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 1000, default);

    /// <summary>The second person finds the number of 陈经理 in the customer's papers; once is enough.</summary>
    public async Task ConfirmAsync(string customer, string phone)
    {
        var book = Get<ContactBook>();
        if ((await book.ListAsync(customer, default)).Any(static entry => entry.State == "known"))
            Good(await book.ConfirmAsync(customer, new("陈经理", phone), "signed papers", "wang", default));
    }

    /// <summary>An account, a package and a contract of a test's own.</summary>
    public async Task<ContractTerms> ContractAsync()
    {
        var account = Fresh("ACC");
        var package = Fresh("PKG");
        Assert.Empty((await Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\n{account},10kV,东方纺织厂,500,2026-01-01,yes,industry,陈经理,+8613800000001\n", "li", default)).Problems);
        await ConfirmAsync("东方纺织厂", "+8613800000001");
        Assert.Empty((await Packages.ImportAsync(PackageJsonOf(package, 1), "li", default)).Problems);
        return new()
        {
            MRid = Fresh("R"),
            Version = 1,
            Kind = ContractKind.Retail,
            Type = "A03",
            Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"),
            Buyer = new("C-0001", "NCN", "东方纺织厂"),
            ValidFrom = new(2027, 1, 1),
            ValidTo = new(2027, 1, 31),
            Quantity = Market.Quantities.Energy.FromMegawattHours(1000),
            Months = new Dictionary<Market.Time.BillingMonth, decimal> { [new(2027, 1)] = 1 },
            Accounts = [new(account, "10kV")],
            Currency = "CNY",
            Package = package,
            PackageVersion = 1,
            SettlementMethod = "monthly",
            Template = "retail-zh",
            TemplateVersion = 1,
        };
    }

    /// <summary>Figures that hold on every day of the tests.</summary>
    public static string ParametersJson(int version, string longestInterpolation = "8", string enteredHeadroom = "1.2", string largeCustomer = "5000") =>
        $$$"""{"version":{{{version}}},"longestInterpolation":[{{{Figure(longestInterpolation)}}}],"enteredHeadroom":[{{{Figure(enteredHeadroom)}}}],"largeCustomer":[{{{Figure(largeCustomer)}}}]}""";

    private static string Figure(string value) => $$$"""{"value":{{{value}}},"validFrom":"2020-01-01","validTo":null,"source":{"province":"Testland","document":"Rules made for tests","article":"1","checkedOn":null}}""";

    public static string PackageJsonOf(string code, int version, int price = 420) =>
        $$$"""{"code":"{{{code}}}","version":{{{version}}},"names":{"en":"Fixed"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":{{{price}}}}}""";

    internal static T Good<T>(Checked<T> value)
        where T : class
    {
        Assert.Empty(value.Problems);
        return value.Value!;
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
    }

    private sealed class Ids : IIdSource
    {
        public Guid Next(DateTimeOffset now) => Guid.CreateVersion7(now);
    }
}

[CollectionDefinition(Name)]
public sealed class RetailTests : ICollectionFixture<RetailSite>
{
    public const string Name = "retail";
}

/// <summary>As a development folder's store answers.</summary>
internal sealed class OpenAccess : IConfidentialAccess
{
    public ValueTask DemandAsync(string module, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
