using System.Diagnostics;
using IntegrationHub.Benchmarks;
using IntegrationHub.Market.Catalogue;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Host.Bench.Market;

/// <summary>
/// A month of 100,000 customers × 31 days × 96 intervals: decomposing their contracts, unpacking their readings, pricing them and making their bills; first the
/// arithmetic alone, then out of a store and into it again.
/// </summary>
/// <remarks>
/// Summary: <c>settlement_100k_seconds</c> (decomposition, then a settlement that reads accounts, contracts and sealed readings from an embedded store and writes the sealed bills),
/// <c>tracking_100k_seconds</c> (the first look of the day at all contracts under delivery), <c>arithmetic_100k_seconds</c>, <c>intervals_per_second</c> (of the arithmetic). With fewer customers the seconds are scaled.
/// </remarks>
internal sealed class MarketBench : IBenchmark
{
    private const int Full = 100_000;
    private const int Few = 2_000;

    public string Name => "market";

    public string Description => "Decompose, settle and track a month of 100,000 customers out of a store, the arithmetic beside it";

    public async Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        var customers = settings.Quick ? Few : Full;
        var rig = new MarketRig();
        await Task.Run(() => rig.Settle(Math.Min(customers, Few), cancellationToken), cancellationToken);

        progress($"decompose and settle {customers:N0} customers");
        var decompose = await TimeAsync(() => rig.Decompose(customers, cancellationToken), cancellationToken);
        var settle = await TimeAsync(() => rig.Settle(customers, cancellationToken), cancellationToken);
        var stored = await StoredMonth.RunAsync(settings.DataFolder, customers, PackageJson.Write(rig.Package), progress, cancellationToken);
        var intervals = (double)customers * rig.Grid.Count;
        var scale = (double)Full / customers;
        BenchRow[] rows =
        [
            new("decompose one month", decompose, "s"),
            new("unpack, price and bill", settle, "s"),
            new("settle out of the store, bills into it", Math.Round(stored.Settled, 2), "s"),
            new("the same, per account", Math.Round(stored.Settled / customers * 1e6, 1), "µs"),
            new("memory of the process while settling", Math.Round(stored.WorkingSet / 1048576.0), "MB"),
            new("accounts, contracts, readings into the store (before)", Math.Round(stored.Prepared, 1), "s"),
            new("look of tracking at all contracts", Math.Round(stored.Tracked, 2), "s"),
            new("the same look again, which changes nothing", Math.Round(stored.TrackedAgain, 2), "s"),
            new("packed block of a month", rig.PackedBytes, "bytes"),
        ];
        return new BenchReport(Name, MachineDescription.OfThisMachine(), rows, new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["settlement_100k_seconds"] = Math.Round((decompose + stored.Settled) * scale, 2),
            ["tracking_100k_seconds"] = Math.Round(stored.Tracked * scale, 2),
            ["arithmetic_100k_seconds"] = Math.Round((decompose + settle) * scale, 2),
            ["intervals_per_second"] = Math.Round(intervals / (decompose + settle)),
        });
    }

    private static async Task<double> TimeAsync(Action work, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await Task.Run(work, cancellationToken);
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Customers that differ in size and shape, made from their number.</summary>
    private sealed class MarketRig
    {
        private static readonly RuleSource Source = new("none", "made for the bench", "none", null);
        private readonly CompiledPackage _package;
        private readonly List<DatedTable<CataloguePrice>> _catalogue;
        private readonly byte[][] _blocks;
        private readonly LoadShape _shape = LoadShape.Flat(15);

        public MarketRig()
        {
            Grid = new(new(2026, 7), MarketCalendar.Plain(DateTimeZoneProviders.Tzdb["Asia/Shanghai"]), 15);
            var spot = ReferencePrice.Intervals("spot", Grid, [.. Enumerable.Range(0, Grid.Count).Select(static index => 300m + (index * 37 % 400))]);
            var package = new PricePackage
            {
                Code = "BENCH", Version = 1, Names = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "bench" }, Currency = "CNY", ValidFrom = new(2026, 1, 1),
                Price = new Together(
                [
                    new TimeDivided(
                    [
                        new("peak", [new(480, 660), new(1080, 1260)], new FixedPrice(600)),
                        new("flat", [new(360, 480), new(660, 1080), new(1260, 1320)], new LinkedPrice("spot", 12.5m)),
                        new("valley", [new(1320, 360)], new FixedPrice(200)),
                    ]),
                    new GreenAddOn(20, 0.3m),
                ]),
            };
            _package = CompiledPackage.Compile(package, Grid, new Dictionary<string, ReferencePrice>(StringComparer.Ordinal) { ["spot"] = spot }).Required;
            _catalogue =
            [
                .. new[] { CatalogueItem.TransmissionAndDistribution, CatalogueItem.LineLoss, CatalogueItem.SystemOperationFee, CatalogueItem.GovernmentFunds }.Select(static item =>
                    DatedTable.Create($"{item}", [new Dated<CataloguePrice>(new(item, "", "", 27.5m, 0, Rounding.Commercial), new(2026, 1, 1), null, Source)]).Required),
            ];
            _blocks = [.. Enumerable.Range(0, 64).Select(Block)];
        }

        public MonthGrid Grid { get; }

        public PricePackage Package => _package.Package;

        public double PackedBytes => Math.Round(_blocks.Average(static block => block.Length));

        public void Decompose(int customers, CancellationToken cancellationToken) => Run(customers, customer =>
        {
            var quantity = new ContractQuantity(
                Grid.Month.FirstDay, Grid.Month.LastDay, new Energy(3_000_000L + customer), new Dictionary<BillingMonth, decimal> { [Grid.Month] = 1 });
            if (Decomposer.Decompose(quantity, _shape, Grid.Calendar).Required.Days.Count != Grid.Month.Days)
                throw new InvalidOperationException("A decomposition lacks days.");
        }, cancellationToken);

        public void Settle(int customers, CancellationToken cancellationToken) => Run(customers, customer =>
        {
            var bill = CustomerSettlement.Settle(new SettlementInput
            {
                Account = $"{customer}",
                Traits = new("10kV", "", 0, null),
                Package = _package,
                Readings = ReadingBlockFormat.Unpack(_blocks[customer % _blocks.Length]).Required,
                Contracted = new Energy(3_000_000),
                DeviationCharge = 0,
                Catalogue = _catalogue,
            }).Required;
            if (bill.Total <= 0)
                throw new InvalidOperationException("A bill is empty.");
        }, cancellationToken);

        private static void Run(int customers, Action<int> work, CancellationToken cancellationToken) =>
            Parallel.For(0, customers, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, work);

        private byte[] Block(int seed) => ReadingBlockFormat.Pack(
            ReadingBlock.Empty(Grid).With(Enumerable.Range(0, Grid.Count).Select(index => (index, 800L + (index * (37 + seed) % 500), ReadingQuality.Measured))));
    }
}
