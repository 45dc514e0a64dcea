using System.Diagnostics;
using IntegrationHub.Benchmarks;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Portal.Hosting;

namespace IntegrationHub.Host.Bench.Portal;

/// <summary>
/// The company's pages over a store with a million exchanges: every route that can be read, as every role that may read it; what a browser transfers for a page; 200 sessions
/// at once; what signing in costs.
/// </summary>
/// <remarks>
/// Summary: <c>slowest_page_median_ms</c> (of pages, not of files), <c>first_page_kb</c> (to sign in, or home of any role, whichever is more, with everything it needs and nothing kept),
/// <c>largest_page_kb</c>, <c>sessions_without_error</c> (of 200; with <c>--quick</c> of 20), <c>sign_in_ms</c> without hashing the password. Browsers and hub share the machine and a process, so times are
/// upper bounds of the server's.
/// </remarks>
internal sealed class PortalBench(TimeProvider time) : IBenchmark
{
    private const long Full = 1_000_000, Few = 20_000;
    private const int Listed = 12;

    private readonly List<BenchRow> _rows = [];

    public string Name => "portal";

    public string Description => "Read every page as every role over a million exchanges, 200 sessions at once, transferred bytes, sign-in";

    public async Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        var exchanges = settings.Rows ?? (settings.Quick ? Few : Full);
        await using var stage = await PortalStage.CreateAsync(Path.Combine(settings.DataFolder, "hub"), exchanges, time, progress, cancellationToken);
        Add("exchanges in the store", exchanges, "exchanges");
        var routes = stage.Node.Portal!.Routes;
        var measured = await TourAsync(stage, new PageTour(routes, settings.Quick ? 5 : 15), progress, cancellationToken);
        var pages = measured.Where(static page => page.IsPage).OrderByDescending(static page => page.Milliseconds).ToList();
        Report(routes, measured, pages);

        using var crowd = new Crowd();
        var sessions = settings.Quick ? 20 : 200;
        progress($"sign in {sessions} sessions");
        await crowd.SignInAsync(stage, sessions, cancellationToken);
        var (signIn, hashing) = (BenchStatistics.Median(crowd.SignIns), Hashing());
        Add("sign in, hashing the password included", signIn, "ms");
        Add("hashing a password", hashing, "ms");
        progress($"{sessions} sessions at once");
        var lookup = pages.Where(static page => page.Role is not null).ToLookup(static page => page.Role!.Value, static page => page.Address);
        var result = await crowd.LookAsync(lookup, settings.Quick ? 1 : 3, cancellationToken);
        Add("pages of all sessions", result.Requests / result.Seconds, "pages/s", ("first_fault", result.FirstFault ?? "none"));
        Add("a page while all look, median", result.MedianMilliseconds, "ms");
        Add("a page while all look, p99", result.P99Milliseconds, "ms");

        return new BenchReport(Name, MachineDescription.OfThisMachine(), _rows, new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["slowest_page_median_ms"] = Math.Round(pages[0].Milliseconds, 1),
            ["first_page_kb"] = Kilobytes(pages.Where(static page => page.Route.Pattern is "/" or "/sign-in").Max(static page => page.Transferred)),
            ["largest_page_kb"] = Kilobytes(pages.Max(static page => page.Transferred)),
            ["sessions_without_error"] = result.Faultless,
            ["sign_in_ms"] = Math.Round(Math.Max(0, signIn - hashing), 1),
        });
    }

    private static async Task<IReadOnlyList<MeasuredPage>> TourAsync(PortalStage stage, PageTour tour, Action<string> progress, CancellationToken cancellationToken)
    {
        using var stranger = stage.Stranger();
        var measured = new List<MeasuredPage>(await tour.GoAsync(stranger, null, cancellationToken));
        foreach (var person in DemoPeople.All)
        {
            progress($"every page as {person.Name}, {person.Role}");
            using var browser = stage.BrowserOf(person);
            await browser.SignInAsync(person, stage.Outbox, cancellationToken);
            measured.AddRange(await tour.GoAsync(browser, person.Role, cancellationToken));
        }

        return measured;
    }

    private void Report(IReadOnlyList<PortalRoute> routes, IReadOnlyList<MeasuredPage> measured, IReadOnlyList<MeasuredPage> pages)
    {
        // The page between password and code is open for one step only: signing in reads it.
        var missing = routes.Where(static route => !route.IsAsset && route.Pattern != "/sign-in/code").Except(measured.Select(static page => page.Route)).Select(static route => route.Pattern).ToList();
        Add("routes read", routes.Count - missing.Count, "routes", ("not_reached", string.Join(' ', missing)));
        foreach (var slow in pages.DistinctBy(static page => page.Route).Take(Listed))
        {
            Add($"page {slow.Route.Pattern}", slow.Milliseconds, "ms", Of(slow));
        }

        foreach (var slow in measured.Where(static page => page is { IsPage: false, IsWhole: false }).OrderByDescending(static page => page.Milliseconds).DistinctBy(static page => page.Route).Take(Listed / 2))
        {
            Add($"file {slow.Route.Pattern}", slow.Milliseconds, "ms", Of(slow));
        }

        foreach (var whole in measured.Where(static page => page.IsWhole))
        {
            Add($"everything at {whole.Route.Pattern}", whole.Transferred / 1000.0 / whole.Milliseconds, "MB/s", ("seconds", Math.Round(whole.Milliseconds / 1000, 1)), ("mb", Math.Round(whole.Transferred / 1e6, 1)));
        }

        var largest = pages.MaxBy(static page => page.Transferred)!;
        Add("largest page, nothing kept", Kilobytes(largest.Transferred), "kB", Of(largest));
    }

    private static (string Name, object Value)[] Of(MeasuredPage page) => [("address", page.Address), ("role", page.Role?.ToString() ?? "stranger"), ("kb", Kilobytes(page.Transferred))];

    private static double Hashing()
    {
        var hashing = new PasswordHashing();
        var hash = hashing.Hash(DemoPeople.Password);
        var times = new List<double>();
        for (var turn = 0; turn < 9; turn++)
        {
            var begin = Stopwatch.GetTimestamp();
            hashing.Verify(hash, DemoPeople.Password);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return BenchStatistics.Median(times);
    }

    private static double Kilobytes(long bytes) => Math.Round(bytes / 1000.0, 1);

    private void Add(string name, double value, string unit, params (string Name, object Value)[] details) =>
        _rows.Add(new BenchRow(name, Math.Round(value, 2), unit, details.ToDictionary(static detail => detail.Name, static detail => detail.Value, StringComparer.Ordinal)));
}
