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

        foreach (var line in comparison.Lines.Where(static line => line.Finding != LineFinding.Agreed).Take(MostLines))
        {
            // One that was refused is followed by the next number.
            for (var number = 1; ; number++)
            {
                var mRID = SettlementDispute.IdOf(settlement.Name, line.Series, line.Position, number);
                if (await submissions.FindAsync(mRID, 1, cancellationToken).ConfigureAwait(false) is null)
                    break;

                found[(line.Series, line.Position)] = mRID;
            }
        }

        return found;
    }
}
