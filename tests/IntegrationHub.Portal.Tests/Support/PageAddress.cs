using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>Waits for a page by asking the browser: Playwright's own wait can miss the event of a page that loads while it begins to wait, and then waits for ever.</summary>
internal static class PageAddress
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="page">The page that is on its way.</param>
    /// <param name="pattern">Its address, where <c>*</c> stands for anything.</param>
    internal static async Task ReachAsync(this IPage page, string pattern)
    {
        for (var deadline = TimeProvider.System.GetUtcNow() + Patience; !await ShowsAsync(page, pattern); await Task.Delay(20))
        {
            if (TimeProvider.System.GetUtcNow() > deadline)
                throw new TimeoutException($"The browser is at {page.Url} and not at {pattern}.");
        }
    }

    internal static bool Fits(this IPage page, string pattern) =>
        Regex.IsMatch(page.Url, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline, Patience);

    private static async Task<bool> ShowsAsync(IPage page, string pattern)
    {
        try
        {
            return page.Fits(pattern) && await page.EvaluateAsync<bool>("document.readyState === 'complete'");
        }
        catch (PlaywrightException)
        {
            // The page went away under the question: it is on its way.
            return false;
        }
    }
}
