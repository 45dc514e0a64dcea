using System.Diagnostics;
using System.Globalization;
using System.Text;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange;
using IntegrationHub.Host.Node;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Host.Bench.Market;

/// <summary>What a stored month's settlement took.</summary>
/// <param name="Prepared">Seconds for accounts, contracts and readings; not part of the settlement.</param>
/// <param name="Settled">Seconds for the settlement: everything read from the store, every bill written to it.</param>
/// <param name="WorkingSet">Most bytes of memory of the process while it settled.</param>
/// <param name="Tracked">Seconds for the first look of tracking at all contracts: readings, bills and contracts read, a standing kept for each.</param>
/// <param name="TrackedAgain">Seconds for the same look once more, which finds all of it kept.</param>
internal sealed record StoredMonthResult(double Prepared, double Settled, long WorkingSet, double Tracked, double TrackedAgain);

/// <summary>
/// A month in an embedded store of its own, through the books that the product uses: accounts imported, a contract and a sealed block of readings for each, then the
/// settlement with the pool's deviation.
/// </summary>
internal static class StoredMonth
{
    private const int Batch = 20_000;
    private const int Shapes = 64;

    private static readonly BillingMonth July = new(2026, 7);

    public static async Task<StoredMonthResult> RunAsync(string folder, int customers, string package, Action<string> progress, CancellationToken cancellationToken)
    {
        using var keys = new InMemoryKeys();
        await using var store = await new EmbeddedProvider().OpenAsync(new StorageOptions { DataFolder = folder, Keys = keys }, null, cancellationToken);
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<IIdSource, HubIds>().AddSingleton<IConfidentialAccess, OwnStore>().AddIntegrationHubStorage(store)
            .AddRetail(store, DateTimeZoneProviders.Tzdb["Asia/Shanghai"]).BuildServiceProvider();
        progress($"{customers:N0} accounts, contracts and blocks of readings into a store");
        var watch = Stopwatch.StartNew();
        await PrepareAsync(services, customers, package, cancellationToken);
        var prepared = watch.Elapsed.TotalSeconds;

        progress("settle the month out of the store");
        using var peak = new PeakMemory();
        watch.Restart();
        var settled = Good(await services.GetRequiredService<SettlementBook>().CalculateAsync(July, "bench", cancellationToken));
        var seconds = watch.Elapsed.TotalSeconds;
        if (settled.Accounts != customers)
            throw new InvalidOperationException($"{settled.Accounts} of {customers} accounts were billed.");

        var memory = peak.Bytes;
        progress("look at all contracts under delivery, twice");
        return new(prepared, seconds, memory, await TrackAsync(services, customers, cancellationToken), await TrackAsync(services, customers, cancellationToken));
    }

    /// <summary>Seconds of a look at noon of the month's last day.</summary>
    private static async Task<double> TrackAsync(IServiceProvider services, int customers, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<TrackingTermsBook>().FindAsync(cancellationToken) is null)
            Good(await services.GetRequiredService<TrackingTermsBook>().ImportAsync(TrackingTerms, "bench", cancellationToken));

        var watch = ActivatorUtilities.CreateInstance<DeliveryWatch>(services, new LastDay());
        var clock = Stopwatch.StartNew();
        var look = await watch.LookAsync("bench", cancellationToken);
        return look.Contracts == customers ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"{look.Contracts} of {customers} contracts were looked at.");
    }

    private const string TrackingTerms =
        """
        {"version":1,"currency":"CNY","rules":[{"value":{"deviation":{"bandOver":0.02,"bandUnder":0.02,"coefficientOver":1,"coefficientUnder":1,"rounding":{"decimals":2,"mode":"awayFromZero"} },
        "deviationPrice":50,"warnAt":0.7,"daysNeeded":5,"daysWithoutReadings":3,"marketPrice":400,"priceMove":10,"contractCreditLimit":1000000000,"poolCreditLimit":1000000000,"unpaidMonths":1},
        "validFrom":"2026-01-01","validTo":null,"source":{"province":"none","document":"made for the bench","article":"none","checkedOn":null} }]}
        """;

    private static async Task PrepareAsync(IServiceProvider services, int customers, string package, CancellationToken cancellationToken)
    {
        var csv = new StringBuilder("accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\n");
        for (var i = 0; i < customers; i++)
            csv.Append(CultureInfo.InvariantCulture, $"A{i},10kV,Customer {i},500,2026-01-01,yes,industry\n");

        Good(await services.GetRequiredService<CustomerBook>().ImportAsync(csv.ToString(), "bench", cancellationToken));
        Good(await services.GetRequiredService<PackageBook>().ImportAsync(package, "bench", cancellationToken));
        Good(await services.GetRequiredService<BasisBook>().ImportAsync(Basis(), "bench", cancellationToken));
        var (records, readings) = (services.GetRequiredService<IBusinessRecords>(), services.GetRequiredService<ReadingBook>());
        var days = Enumerable.Range(0, Shapes).Select(Days).ToList();
        foreach (var batch in Enumerable.Range(0, customers).Chunk(Batch))
        {
            await records.SaveAsync([.. batch.Select(Contract), .. batch.Select(Decomposed)], [], "bench", cancellationToken);
            Good(await readings.TakeAsync([.. batch.Select(i => new AccountReadings($"A{i}", "10kV", ReadingChannel.Import, July, "", days[i % Shapes]))], ReadingSource.Meter, "bench", "bench", cancellationToken));
        }
    }

    /// <summary>What is frozen with its signature.</summary>
    private static BusinessRecord Decomposed(int number)
    {
        var terms = Terms(number);
        return new(RecordKind.Decomposition, terms.MRid, 1, "frozen", new(2026, 7, 1), new(2026, 7, 31), MarketJson.WriteUtf8(ContractDecomposition.Freeze(terms, null, 1, $"{terms.MRid} version 1", July.FirstDay).Required));
    }

    private static BusinessRecord Contract(int number)
    {
        var terms = Terms(number);
        return new(
            RecordKind.Contract, terms.MRid, 1, nameof(ContractState.InForce), new(2026, 7, 1), new(2026, 7, 31), MarketJson.WriteUtf8(new StoredContract(new ContractLife(terms, ContractState.InForce, "bench"))));
    }

    private static ContractTerms Terms(int number) => new()
    {
        MRid = string.Create(CultureInfo.InvariantCulture, $"R-{number}"), Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new("10XRETAILER----S", "A01", "Retailer"),
        Buyer = new($"C-{number}", "NCN", $"Customer {number}"), ValidFrom = July.FirstDay, ValidTo = July.LastDay, Quantity = new Energy(3_000_000 + number),
        Months = new Dictionary<BillingMonth, decimal> { [July] = 1 }, Accounts = [new($"A{number}", "10kV")], Currency = "CNY", Package = "BENCH", PackageVersion = 1, SettlementMethod = "monthly",
        Template = "retail-zh", TemplateVersion = 1,
    };

    private static List<(int, long, ReadingQuality)> Days(int seed) =>
        [.. Enumerable.Range(0, 31 * 96).Select(index => (index, 800L + (index * (37 + seed) % 500), ReadingQuality.Measured))];

    private static string Basis() => $$$"""
        {
          "month": "{{{July}}}", "version": 1, "currency": "CNY", "area": "10YIHUB-MARKET0N",
          "references": [{ "name": "spot", "byInterval": [{{{string.Join(',', Enumerable.Range(0, 31 * 96).Select(static index => 300 + (index * 37 % 400)))}}}] }],
          "deviation": { "value": { "bandOver": 0.02, "bandUnder": 0.02, "coefficientOver": 1, "coefficientUnder": 1, "rounding": { "decimals": 2, "mode": "awayFromZero" } }, {{{Dates}}} },
          "deviationPrice": 50,
          "catalogue": [{{{string.Join(',', new[] { "transmissionAndDistribution", "lineLoss", "systemOperationFee", "governmentFunds" }.Select(Price))}}}],
          "purchases": [{ "item": "spot", "energy": 300000, "price": 380 }]
        }
        """;

    private const string Dates = "\"validFrom\": \"2026-01-01\", \"validTo\": null, \"source\": { \"province\": \"none\", \"document\": \"made for the bench\", \"article\": \"none\", \"checkedOn\": null }";

    private static string Price(string item) =>
        $$"""{ "name": "{{item}}", "versions": [{ "value": { "item": "{{item}}", "voltageLevel": "", "customerClass": "", "perMegawattHour": 27.5, "perKilowattMonth": 0, "rounding": { "decimals": 2, "mode": "awayFromZero" } }, {{Dates}} }] }""";

    private static T Good<T>(Checked<T> value)
        where T : class => value.Required;

    /// <summary>Noon of the last day of July in Shanghai.</summary>
    private sealed class LastDay : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 7, 31, 4, 0, 0, TimeSpan.Zero);
    }

    /// <summary>The bench's own store holds nothing of anybody.</summary>
    private sealed class OwnStore : IConfidentialAccess
    {
        public ValueTask DemandAsync(string module, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    /// <summary>Looks at the memory of the process four times a second.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly Timer _timer;
        private long _bytes;

        public PeakMemory() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));

        public long Bytes => Interlocked.Read(ref _bytes);

        public void Dispose() => _timer.Dispose();

        private void Look() => Interlocked.Exchange(ref _bytes, Math.Max(Interlocked.Read(ref _bytes), Environment.WorkingSet));
    }
}
