using System.Globalization;

namespace IntegrationHub.Retail.Bids;

/// <summary>Positions of intervals in few characters.</summary>
internal static class Positions
{
    /// <summary>Runs with their ends, in order: <c>1-4, 7</c>.</summary>
    public static string Text(IEnumerable<int> positions)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var position in positions.Distinct().Order())
        {
            if (runs is [.., var run] && run.Last + 1 == position)
                runs[^1] = run with { Last = position };
            else
                runs.Add((position, position));
        }

        return string.Join(", ", runs.Select(static run => run.First == run.Last ? run.First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{run.First}-{run.Last}")));
    }
}
