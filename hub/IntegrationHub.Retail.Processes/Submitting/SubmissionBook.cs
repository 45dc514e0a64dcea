using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.Submitting;

/// <summary>Documents that processes made, sealed and unchangeable, so that a repeated call hands in the same octets. Thread-safe.</summary>
/// <param name="records">Where they lie.</param>
/// <param name="registry">Who we are.</param>
/// <param name="time">The clock: when a document was created.</param>
public sealed class SubmissionBook(IBusinessRecords records, IPartyRegistry registry, TimeProvider time)
{
    private const string Made = "made";

    /// <summary>What was made under an identification; null where nothing was.</summary>
    public async Task<Submission?> FindAsync(string mRid, int? revision, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Submission, mRid, revision, cancellationToken).ConfigureAwait(false) is { } record ? Of(record) : null;

    /// <summary>Which of these identifications something was made under.</summary>
    public async Task<IReadOnlySet<string>> MadeAsync(IReadOnlyCollection<string> mRids, CancellationToken cancellationToken) => mRids.Count == 0
        ? new HashSet<string>()
        : (await records.ReadAllAsync(new(RecordKind.Submission) { Keys = [.. mRids] }, static record => record.Key, cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The document under the order's identification: the one that is there, else a new one.</summary>
    public async Task<Submission> MakeAsync(SubmissionOrder order, Party partner, CancellationToken cancellationToken)
    {
        if (await FindAsync(order.MRid, order.Revision, cancellationToken).ConfigureAwait(false) is { } known)
            return known;

        var now = time.GetUtcNow();
        var created = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var self = registry.Current.Self;
        var bytes = order.Make(new(order.MRid, order.Revision, created, self, partner));
        var made = new Submission(order.MRid, order.Revision, self.Code.Value, partner.Name, created, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes);
        var fact = new RecordFact("document.made", new Dictionary<string, string>
        {
            ["document"] = made.MRid, ["revision"] = made.Revision.ToString(CultureInfo.InvariantCulture), ["sha256"] = made.Sha256, ["party"] = made.Party,
        });
        var record = new BusinessRecord(RecordKind.Submission, made.MRid, made.Revision, Made, null, null, MarketJson.WriteUtf8(made));
        if (await records.SaveAsync([record], [fact], order.Actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved)
            return made;

        // The same call at the same moment elsewhere was faster: its document counts.
        return await FindAsync(order.MRid, order.Revision, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"{order.MRid} could neither be kept nor found.");
    }

    private static Submission Of(BusinessRecord record) =>
        record.Read<Submission>("document");
}
