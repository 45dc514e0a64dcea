using System.Collections.Concurrent;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>Processor shares taken along a closed loop, every so many answers. Thread-safe.</summary>
internal sealed class ProcessorMarks(ExchangePlan plan, Func<ProcessorShares> now)
{
    private readonly ConcurrentDictionary<int, ProcessorShares> _at = [];

    /// <summary>Takes the shares when <paramref name="answers"/> is a mark: a multiple of <see cref="ExchangePlan.Settling"/>.</summary>
    public void Answered(int answers)
    {
        if (answers % plan.Settling == 0)
        {
            _at[answers] = now();
        }
    }

    /// <summary>Seconds per message between two marks.</summary>
    public ProcessorShares PerMessage(int from, int to) => (_at[to] - _at[from]) / (to - from);
}
