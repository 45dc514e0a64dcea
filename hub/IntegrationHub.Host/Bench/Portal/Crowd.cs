using System.Diagnostics;
using IntegrationHub.Benchmarks;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Host.Bench.Portal;

/// <summary>What became of many sessions that looked at pages at once.</summary>
/// <param name="Faultless">Sessions all of whose requests were answered with the page.</param>
/// <param name="FirstFault">What went wrong first; <c>null</c> where nothing did.</param>
internal sealed record CrowdResult(int Faultless, int Requests, double Seconds, double MedianMilliseconds, double P99Milliseconds, string? FirstFault);

/// <summary>Sessions of the staff, signed in one after another, then all at once at the same pages without a pause.</summary>
internal sealed class Crowd : IDisposable
{
    /// <summary>Of one person: fewer than the codes that one phone gets in an hour.</summary>
    private const int SessionsOfPerson = 8;

    private static readonly Role[] Roles = [Role.Staff, Role.Sales, Role.Settlement, Role.Finance, Role.Head];

    private readonly List<(Role Role, BenchBrowser Browser)> _sessions = [];

    /// <summary>What signing in took, hashing included.</summary>
    public IReadOnlyCollection<double> SignIns => [.. _sessions.Select(static session => session.Browser.SignInMilliseconds)];

    public async Task SignInAsync(PortalStage stage, int sessions, CancellationToken cancellationToken)
    {
        DemoPerson? person = null;
        for (var number = 0; number < sessions; number++)
        {
            if (number % SessionsOfPerson == 0)
            {
                person = await stage.HireAsync(number, Roles[number / SessionsOfPerson % Roles.Length], cancellationToken);
            }

            var browser = stage.BrowserOf(person!);
            _sessions.Add((person!.Role, browser));
            await browser.SignInAsync(person, stage.Outbox, cancellationToken);
        }
    }

    /// <param name="pages">Addresses by role.</param>
    /// <param name="rounds">How often each session reads them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CrowdResult> LookAsync(ILookup<Role, string> pages, int rounds, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var told = await Task.WhenAll(_sessions.Select((session, index) => Task.Run(() => LookAsync(session.Browser, [.. pages[session.Role]], index, rounds, cancellationToken), cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        List<double> times = [.. told.SelectMany(static one => one.Times)];
        return new CrowdResult(
            told.Count(static one => one.Fault is null), times.Count, seconds, BenchStatistics.Median(times), BenchStatistics.Percentile(times, 99), told.Select(static one => one.Fault).FirstOrDefault(static fault => fault is not null));
    }

    public void Dispose() => _sessions.ForEach(static session => session.Browser.Dispose());

    /// <summary>Each begins at another page, so that not all ask for the same at the same moment.</summary>
    private static async Task<(List<double> Times, string? Fault)> LookAsync(BenchBrowser browser, string[] pages, int index, int rounds, CancellationToken cancellationToken)
    {
        var times = new List<double>(pages.Length * rounds);
        try
        {
            for (var number = 0; number < pages.Length * rounds; number++)
            {
                var address = pages[(index + number) % pages.Length];
                var answer = await browser.GetAsync(address, cancellationToken);
                times.Add(answer.Milliseconds);
                if (!answer.IsPage)
                {
                    return (times, $"{address} answers {(int)answer.Status}");
                }
            }

            return (times, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (times, failure.Message);
        }
    }
}
