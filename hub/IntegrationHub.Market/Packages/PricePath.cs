using System.Globalization;

namespace IntegrationHub.Market.Packages;

/// <summary>Finds the expression that made a line of a bill, by the path that the line names (<see cref="BillTerm.Path"/>). Pure.</summary>
public static class PricePath
{
    private const string Root = "price";

    /// <summary>The expression; null where the package has none at the path, as of lines that are no package's.</summary>
    public static PriceExpression? Find(PricePackage package, string path)
    {
        if (path != Root && !path.StartsWith(Root + ".", StringComparison.Ordinal))
            return null;

        PriceExpression? found = package.Price;
        var steps = new Queue<string>(path.Split('.').Skip(1));
        while (found is not null && steps.TryDequeue(out var step))
        {
            found = (found, StepOf(step)) switch
            {
                (Mix mix, ("parts", { } at)) => PriceOf(At(mix.Parts, at)?.Price),
                (TimeDivided divided, ("bands", { } at)) => PriceOf(At(divided.Bands, at)?.Price),
                (Together together, ("parts", { } at)) => At(together.Parts, at),
                (Bounded bounded, (Root, null)) => bounded.Price,
                (Community community, ("inside", null)) => community.Inside,
                (Community community, ("outside", null)) => community.Outside,
                _ => null,
            };
        }

        return found;

        // A part of a mix and a band name their price as a step of its own.
        PriceExpression? PriceOf(PriceExpression? price) => steps.TryDequeue(out var step) && step == Root ? price : null;
    }

    private static T? At<T>(IReadOnlyList<T> several, int at)
        where T : class => at < several.Count ? several[at] : null;

    /// <summary>A name and, of a list, which of it.</summary>
    private static (string Name, int? At) StepOf(string step) =>
        step.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open && int.TryParse(step.AsSpan(open + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? (step[..open], at) : (step, null);
}
