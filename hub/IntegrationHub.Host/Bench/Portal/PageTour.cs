using System.Net;
using IntegrationHub.Benchmarks;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Hosting;

namespace IntegrationHub.Host.Bench.Portal;

/// <summary>One address as one role sees it.</summary>
/// <param name="Milliseconds">Median.</param>
/// <param name="Transferred">Bytes of page, styles, scripts and pictures, nothing kept from before.</param>
/// <param name="IsPage">False for files: exports, PDF, originals.</param>
internal sealed record MeasuredPage(PortalRoute Route, string Address, Role? Role, double Milliseconds, long Transferred, bool IsPage)
{
    /// <summary>A file of everything that the store holds of something: read once, by whoever comes first.</summary>
    public bool IsWhole { get; init; }
}

/// <summary>
/// Goes through everything that one person may read: every route whose address is plain, and of the others those that pages lead to, a few of each. Nothing is listed by
/// hand, so a new page is measured as soon as a page leads to it, and a route that nothing leads to is reported.
/// </summary>
internal sealed class PageTour(IReadOnlyList<PortalRoute> routes, int repetitions)
{
    private const int ExamplesOfRoute = 3;

    /// <summary>Bytes from which on a file is one of the whole store, whose time says how much there is.</summary>
    private const int Whole = 1_000_000;

    private readonly PageLinks _links = new(routes);
    private readonly HashSet<PortalRoute> _whole = [];

    /// <summary>Addresses that the person reads without a refusal, by route.</summary>
    /// <param name="browser">Signed in, or not.</param>
    /// <param name="role">What the person may; <c>null</c> for somebody who has not signed in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<MeasuredPage>> GoAsync(BenchBrowser browser, Role? role, CancellationToken cancellationToken)
    {
        var waiting = new Queue<string>(routes.Where(static route => route.IsPlain).Select(static route => route.Pattern));
        var seen = new HashSet<string>(waiting, StringComparer.Ordinal);
        var examples = new Dictionary<PortalRoute, int>();
        var measured = new List<MeasuredPage>();
        var answered = new HashSet<PortalRoute>();
        while (waiting.TryDequeue(out var address))
        {
            var route = _links.RouteOf(address)!;
            // Plain addresses come first: of one that was answered without a question no other is read.
            if (_whole.Contains(route) || (route.IsPlain && answered.Contains(route)))
            {
                continue;
            }

            var first = await browser.GetAsync(address, cancellationToken);
            if ((int)first.Status >= 500)
            {
                throw new InvalidOperationException($"{address} answers {(int)first.Status} to {role?.ToString() ?? "a stranger"}.");
            }

            if (first.Status != HttpStatusCode.OK)
            {
                continue;
            }

            answered.Add(route);
            if (first is { IsPage: false, Bytes: > Whole })
            {
                _whole.Add(route);
                measured.Add(new MeasuredPage(route, address, role, first.Milliseconds, first.Bytes, IsPage: false) { IsWhole = true });
                continue;
            }

            measured.Add(await MeasureAsync(browser, route, address, role, first, cancellationToken));
            foreach (var next in PageLinks.In(first.Text))
            {
                // The plain addresses wait already: of those only one that asks something is another.
                if (_links.RouteOf(next) is { IsAsset: false } found && (!found.IsPlain || next.Contains('?', StringComparison.Ordinal)) && examples.GetValueOrDefault(found) < ExamplesOfRoute && seen.Add(next))
                {
                    examples[found] = examples.GetValueOrDefault(found) + 1;
                    waiting.Enqueue(next);
                }
            }
        }

        return measured;
    }

    private async Task<MeasuredPage> MeasureAsync(BenchBrowser browser, PortalRoute route, string address, Role? role, PageAnswer first, CancellationToken cancellationToken)
    {
        var times = new List<double>(repetitions);
        for (var turn = 0; turn < repetitions; turn++)
        {
            times.Add((await browser.GetAsync(address, cancellationToken)).Milliseconds);
        }

        var bytes = first.Bytes;
        foreach (var asset in PageLinks.AssetsIn(first.Text))
        {
            bytes += (await browser.GetAsync(asset, cancellationToken)).Bytes;
        }

        return new MeasuredPage(route, address, role, BenchStatistics.Median(times), bytes, first.IsPage);
    }
}
