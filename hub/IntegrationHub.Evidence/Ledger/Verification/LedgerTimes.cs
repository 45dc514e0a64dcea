using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>By what the timestamps of a ledger are judged.</summary>
/// <param name="Trust">Authorities of timestamp services.</param>
/// <param name="Revocation">Null checks none.</param>
/// <param name="At">The time asked about.</param>
public sealed record TimeJudging(TrustAnchors Trust, IRevocationSource? Revocation, DateTimeOffset At);

/// <summary>A time that is proven for all entries up to a size.</summary>
public sealed record ProvenLedgerTime(long Size, DateTimeOffset Time, string Authority, int Renewals);

/// <summary>From when at the latest the entries of a ledger are proven to exist.</summary>
/// <param name="Counting">Checkpoints that agree with the ledger and whose timestamp counts.</param>
/// <param name="NotCounting">Those whose timestamp does not.</param>
/// <param name="First">The smallest of them.</param>
/// <param name="Last">The largest.</param>
/// <param name="Problem">Why the first that does not count does not.</param>
public sealed record LedgerTimes(int Counting, int NotCounting, ProvenLedgerTime? First, ProvenLedgerTime? Last, Refusal? Problem)
{
    /// <summary>Judges the timestamps of the checkpoints that a verification found to agree with the entries.</summary>
    /// <param name="dated">Checkpoints with their timestamps.</param>
    /// <param name="agrees">Whether a checkpoint is signed for these entries.</param>
    internal static async ValueTask<LedgerTimes> ReadAsync(
        IDatedCheckpoints dated, Func<DatedCheckpoint, bool> agrees, TimeJudging judging, CancellationToken cancellationToken)
    {
        var times = new LedgerTimes(0, 0, null, null, null);
        await foreach (var checkpoint in dated.ReadDatedAsync(cancellationToken))
        {
            if (!agrees(checkpoint))
                continue;
            var (facts, refusal) = checkpoint.Timestamps.Verify(checkpoint.Note, judging.Trust, judging.Revocation, judging.At);
            if (facts is null)
            {
                times = times with { NotCounting = times.NotCounting + 1, Problem = times.Problem ?? refusal };
                continue;
            }
            var proven = new ProvenLedgerTime(checkpoint.Size, facts.Time, facts.Authority.Subject, checkpoint.Timestamps.Renewals.Count);
            times = times with { Counting = times.Counting + 1, First = times.First ?? proven, Last = proven };
        }
        return times;
    }

    internal IEnumerable<string> Statements()
    {
        if (Counting == 0 && NotCounting == 0)
            yield return "When the entries were recorded is not proven: no checkpoint of this ledger has a timestamp.";
        foreach (var proven in (ProvenLedgerTime[])(First is null ? [] : First.Size == Last!.Size ? [First] : [First, Last]))
        {
            var renewed = proven.Renewals > 0 ? $", carried on by {proven.Renewals} renewals" : "";
            yield return $"Proven: the first {proven.Size} entries existed at {proven.Time:u} at the latest, by the timestamp of {proven.Authority}{renewed}.";
        }
        if (NotCounting > 0)
            yield return $"Of {Counting + NotCounting} timestamps of checkpoints {NotCounting} do not count; the first: {Problem}";
    }
}
