using System.Runtime.ExceptionServices;

namespace IntegrationHub.Retail.Records;

/// <summary>Work on many things by all processors.</summary>
internal static class AllCores
{
    /// <summary>What becomes of each, in the order of the list.</summary>
    /// <remarks>The first exception comes as it was thrown: callers know it by its type.</remarks>
    public static TResult[] Map<T, TResult>(IReadOnlyList<T> all, Func<T, TResult> work, CancellationToken cancellationToken)
    {
        var results = new TResult[all.Count];
        try
        {
            Parallel.For(0, all.Count, new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i => results[i] = work(all[i]));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return results;
    }
}
