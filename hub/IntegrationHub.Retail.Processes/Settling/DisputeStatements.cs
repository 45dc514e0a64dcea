using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>The problem statements that were made about lines of a settlement. Thread-safe.</summary>
public sealed class DisputeStatements(SubmissionBook submissions)
{
    /// <summary>Lines that are looked up: as many as people read.</summary>
    private const int MostLines = 200;

    /// <summary>mRID of the newest statement of each line that has one; nothing of a settlement that is not disputed.</summary>
    public async Task<IReadOnlyDictionary<(string Series, int Position), string>> OfAsync(StoredSettlement settlement, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, int), string>();
        if (settlement is not { State: SettlementState.Disputed, Comparison: { } comparison })
            return found;

        // One that was refused is followed by the next number: of the lines that have one, the next are looked for.
        var lines = comparison.Lines.Where(static line => line.Finding != LineFinding.Agreed).Take(MostLines).Select(static line => (line.Series, line.Position)).ToList();
        for (var number = 1; lines.Count > 0; number++)
        {
            var asked = lines.ConvertAll(line => (Line: line, MRid: SettlementDispute.IdOf(settlement.Name, line.Series, line.Position, number)));
            var made = await submissions.MadeAsync([.. asked.Select(static one => one.MRid)], cancellationToken).ConfigureAwait(false);
            asked.RemoveAll(one => !made.Contains(one.MRid));
            foreach (var (line, mRid) in asked)
                found[line] = mRid;

            lines = asked.ConvertAll(static one => one.Line);
        }

        return found;
    }
}
