using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>
/// Judges who signed the answers and acknowledgements of an exchange, and whether the ledger names them as its answers. Where no event does, they
/// are files that the bundle's index puts beside it: a signature proves whose words they are, and their text what they answer.
/// </summary>
internal sealed class BundleAnswerCheck(BundleReader bundle, MessageCheck? messages, IRevocationSource revocation, List<string> proven, List<string> not)
{
    /// <param name="exchange">As the index describes it.</param>
    /// <param name="record">As the ledger does.</param>
    /// <param name="digests">SHA-256 of each of its acknowledgements.</param>
    public void Run(ExchangeDescription exchange, ExchangeRecord record, IReadOnlyList<string> digests)
    {
        // What was received is answered in the same act; an answer to what was sent ends it.
        var judged = exchange.Direction == StateEvent.In ? record.Naming.Entry : record.State is { State: { IsFinal: true } } ended ? ended.Entry : null;
        for (var i = 0; i < exchange.AcknowledgementFiles.Count; i++)
        {
            StatePlace(exchange, i + 1, record, digests[i]);
            Check(exchange, i + 1, exchange.AcknowledgementFiles[i], judged?.Event.At);
        }
        foreach (var (entry, answer) in record.Answers.Where(a => !digests.Contains(a.Answer.Sha256)).DistinctBy(a => a.Answer.Sha256))
            not.Add($"Exchange {exchange.Id}: what an answer to it said; the bundle does not have it. Ledger entry {entry.Position} names its SHA-256: {answer.Sha256.Plain()}.");
    }

    private void StatePlace(ExchangeDescription exchange, int number, ExchangeRecord record, string digest)
    {
        if (record.Answers.FirstOrDefault(a => a.Answer.Sha256 == digest) is { Entry: { } entry })
            proven.Add($"Exchange {exchange.Id}: acknowledgement {number} answers it; ledger entry {entry.Position} ({entry.Event.Kind}) names its digest.");
        else
            not.Add($"Exchange {exchange.Id}: that acknowledgement {number} answers it; the bundle's index puts it there, and its own text says what it answers.");
    }

    private void Check(ExchangeDescription exchange, int number, string file, DateTimeOffset? recorded)
    {
        switch (messages?.Invoke(bundle.Files[file], revocation, recorded ?? exchange.At))
        {
            case { Signer: { } signer } when recorded is null:
                not.Add($"Exchange {exchange.Id}: that the signer of acknowledgement {number} ({signer.Plain()}) counted when it was exchanged: at {exchange.At:u}, which only the bundle's index states, its XML signature holds.");
                break;
            case { Signer: { } signer } finding:
                proven.Add($"Exchange {exchange.Id}: acknowledgement {number} was signed by {signer.Plain()}.");
                if (finding.Doubt is { } doubt)
                    not.Add($"Exchange {exchange.Id}: that the signer of acknowledgement {number} was not revoked. {doubt}");
                break;
            case { Refusal: { } refusal }:
                not.Add($"Exchange {exchange.Id}: who signed acknowledgement {number} ({refusal}).");
                break;
            default:
                not.Add($"Exchange {exchange.Id}: who signed acknowledgement {number}; it carries no signature that was judged here. Verify {file.Plain()} by itself.");
                break;
        }
    }
}
