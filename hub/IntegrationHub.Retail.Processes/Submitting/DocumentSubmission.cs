using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Market;

namespace IntegrationHub.Retail.Processes.Submitting;

/// <summary>
/// Hands documents of processes to a partner, each once. A call may be repeated at any point and at any time: the document is the one that
/// was made first, and one that left is not sent again and not judged again, even where its gate has closed since.
/// </summary>
/// <remarks>The answer comes by the document's mRID, to the message that a process waits for whose name ends with <c>-acknowledged</c>.</remarks>
public sealed class DocumentSubmission(SubmissionBook book, IPartyRegistry registry, ISendingStore sent, IDocumentSender sender, TimeProvider time)
{
    public const string NoPartner = "SUBMISSION_NO_PARTNER";
    public const string TooLate = "SUBMISSION_TOO_LATE";
    public const string PartnerGone = "SUBMISSION_PARTNER_UNKNOWN";

    /// <summary>The partner with a role: the only one that is switched on.</summary>
    public Checked<Party> Partner(PartyRole role)
    {
        var partners = registry.Current.Parties.Where(party => party.Enabled && party.Roles.Contains(role)).ToList();
        return partners is [var one]
            ? Checked.Good(one)
            : Checked.Bad<Party>(new Problem(NoPartner, $"{partners.Count} parties are a {role}.", "party", $"Register one, or name which one is meant: {string.Join(", ", partners.Select(static party => party.Name))}."));
    }

    /// <summary>Makes the document (or finds the one that was made) and hands it in.</summary>
    public async Task<Submitted> SubmitAsync(SubmissionOrder order, Party partner, CancellationToken cancellationToken) =>
        await HandInAsync(await book.MakeAsync(order, partner, cancellationToken).ConfigureAwait(false), order.Actor, cancellationToken).ConfigureAwait(false);

    /// <summary>Where the newest revision of this document of ours stands; null where none was made or handed in.</summary>
    public async Task<OutboundState?> StateAsync(string mRid, CancellationToken cancellationToken) =>
        await book.FindAsync(mRid, null, cancellationToken).ConfigureAwait(false) is { } made && registry.Current.FindByName(made.Party) is { } partner
            ? (await sent.FindAsync(partner.Retailer, new(made.Sender, made.MRid, made.Revision), cancellationToken).ConfigureAwait(false))?.State
            : null;

    /// <summary>Hands in a document that was made.</summary>
    public Task<Submitted> HandInAsync(Submission submission, string actor, CancellationToken cancellationToken) => HandInAsync(submission, actor, null, cancellationToken);

    /// <summary>Hands in a document that was made, unless it is too late.</summary>
    /// <param name="submission">The document.</param>
    /// <param name="actor">Who hands it in.</param>
    /// <param name="before">From this instant on it must not be handed in any more; null where only the gates count that are configured.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Submitted> HandInAsync(Submission submission, string actor, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        if (registry.Current.FindByName(submission.Party) is not { } partner)
            return new Submitted.Refused([new(PartnerGone, $"{submission.Party} is not registered any more.", "party", "Register it again, or have the document made anew for another one.")]);

        // Asked before the sender judges it: what left before the gate closed has left.
        var key = new DocumentKey(submission.Sender, submission.MRid, submission.Revision);
        if (await sent.FindAsync(partner.Retailer, key, cancellationToken).ConfigureAwait(false) is { } known)
            return new Submitted.HandedIn(submission, known);

        if (before is { } gate && time.GetUtcNow() >= gate)
            return new Submitted.Refused([new(TooLate, $"It had to be handed in before {gate.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}.", "", "Hand in earlier next time.")], "A57");

        return await sender.SendAsync(partner, submission.Document, new SendOptions(actor), cancellationToken).ConfigureAwait(false) switch
        {
            SendResult.Queued queued => new Submitted.HandedIn(submission, queued.Exchange),
            SendResult.Known other => new Submitted.HandedIn(submission, other.Exchange),
            SendResult.Refused refused => Submitted.Refused.Of(refused.Rejections),
            var unknown => throw new InvalidOperationException($"A sender does not answer {unknown}."),
        };
    }
}
