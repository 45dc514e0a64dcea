using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>What is the matter with a page as a person has it before them.</summary>
internal static class PageJudge
{
    /// <summary>
    /// Each pair of neighbours on one line that touch. Razor drops the space before what a condition shows, and no reader of its source sees that. Figures in curves, code
    /// and identifiers are not words.
    /// </summary>
    private const string Touching =
        """
        () => {
            const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const isOfWords = node => !node.parentElement.closest('svg, pre, code, .mono, script, style, select, process-diagram');
            const boxes = node => {
                const range = document.createRange();
                range.selectNodeContents(node);
                return [...range.getClientRects()].filter(box => box.width > 0);
            };
            let before = null;
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (!node.data.trim())
                    continue;

                if (before && isOfWords(before) && isOfWords(node) && /[a-z0-9.,;:)%]$/i.test(before.data) && /^[a-z0-9(]/i.test(node.data)) {
                    const left = boxes(before).at(-1), right = boxes(node)[0];
                    if (left && right && Math.abs(left.bottom - right.bottom) < left.height / 2 && Math.abs(right.left - left.right) < 1.5)
                        found.push(before.data.trim().slice(-20) + '|' + node.data.trim().slice(0, 20));
                }

                before = node;
            }

            return found;
        }
        """;

    /// <summary>Keeps a picture of the whole page, and says what axe and a reader would mind.</summary>
    /// <param name="page">A page that is there.</param>
    /// <param name="picture">Where its picture goes.</param>
    /// <param name="name">What the page is called in a complaint.</param>
    internal static async Task<IReadOnlyList<string>> JudgeAsync(this IPage page, string picture, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = picture, FullPage = true });
        return
        [
            .. (await page.RunAxe()).Violations.Select(violation => $"{name}: {violation.Id} {violation.Help} {string.Join(", ", violation.Nodes.Take(3).Select(static node => node.Html))}"),
            .. (await page.EvaluateAsync<string[]>(Touching)).Select(words => $"{name}: no space in \"{words}\""),
        ];
    }
}
