using IntegrationHub.Market.Comparing;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>A line that is shown, or how many of the same are not.</summary>
/// <param name="Line"><c>null</c> in the place of lines that are the same.</param>
/// <param name="Skipped">How many those are.</param>
public sealed record ComparedRow(TextLine? Line, int Skipped);

/// <summary>Lines around changes: what is the same further away is counted.</summary>
internal static class ComparedLines
{
    /// <summary>Lines that are shown before and behind a change, so that one sees where it is.</summary>
    private const int Around = 3;

    public static IReadOnlyList<ComparedRow> Near(IReadOnlyList<TextLine> lines)
    {
        var rows = new List<ComparedRow>();
        var (last, skipped) = (-1 - Around, new List<TextLine>());
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Change != TextChange.Same)
                last = i;

            // A change that comes soon counts as well as one that is past.
            if (i - last <= Around || Enumerable.Range(i, Math.Min(Around + 1, lines.Count - i)).Any(next => lines[next].Change != TextChange.Same))
            {
                Count();
                rows.Add(new ComparedRow(lines[i], 0));
            }
            else
            {
                skipped.Add(lines[i]);
            }
        }

        Count();
        return rows;

        void Count()
        {
            // A line that stands alone takes no more room than to say that there is one.
            if (skipped is [var alone])
                rows.Add(new ComparedRow(alone, 0));
            else if (skipped.Count > 0)
                rows.Add(new ComparedRow(null, skipped.Count));

            skipped.Clear();
        }
    }
}
