using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Portal.Data;

/// <summary>What an auditor enters about an exchange.</summary>
/// <param name="Finding">As typed.</param>
/// <param name="SignOff">Name of a <see cref="Evidence.Reviews.SignOff"/>, as sent.</param>
/// <param name="At">When it was entered: it stands in what is signed, to the second.</param>
public sealed record ReviewEntry(string Finding, string SignOff, DateTimeOffset At);

/// <summary>A review as it would be signed, or everything that is wrong with what was entered, each with its field in <see cref="Rejection.Where"/>.</summary>
public sealed record ComposedReview(Review? Review, IReadOnlyList<Rejection> Refused);

/// <summary>Stable codes of what keeps a review from being recorded; those of signatures come besides.</summary>
public static class ReviewProblems
{
    public const string Finding = "REVIEW_FINDING";
    public const string SignOff = "REVIEW_SIGN_OFF";
    public const string SignatureFile = "REVIEW_SIGNATURE_FILE";

    /// <summary>The statement's date is not of these days.</summary>
    public const string Old = "REVIEW_OLD";

    /// <summary>The exchange is not any more what the statement says.</summary>
    public const string Changed = "REVIEW_CHANGED";

    public const string There = "REVIEW_THERE";

    /// <summary>What is signed is of these hours.</summary>
    public static Rejection IsOld { get; } = new(Old, null, "The statement is older than 24 hours, or has no date.", "", "Sign the new statement.");

    public static Rejection NoSignature { get; } = new(SignatureFile, null, "The signature is missing, or larger than 64 kB.", "signature", "Give the .p7s file that was made of the statement.");

    public static Rejection HasChanged { get; } = new(Changed, null, "The exchange, or what was entered, is not what the statement was shown of.", "", "Read it again and sign the new statement.");
}

/// <summary>Who reviews what, and how long a statement can be signed.</summary>
public static class ReviewRules
{
    /// <summary>Octets of a detached signature.</summary>
    public const int MostSignatureBytes = 64 * 1024;

    /// <summary>How long a statement can be signed: its date says when the review was made.</summary>
    private static readonly TimeSpan LongestSigning = TimeSpan.FromHours(24);

    /// <summary>Auditors review what they may read.</summary>
    public static bool MayReview(Account account, IReadOnlySet<Permission> granted, ExchangeSummary summary) =>
        account.Class == UserClass.Auditor && granted.Contains(Permission.ReadLedger) && granted.Contains(Permission.ReadExchanges) && DocumentRules.MayRead(granted, summary.RootElement);

    public static bool CanBeSigned(DateTimeOffset at, DateTimeOffset now) => at <= now && now - at <= LongestSigning;
}

/// <summary>Port: records reviews that auditors sign outside, as the command line does with a key of theirs.</summary>
public interface IReviewDesk
{
    /// <summary>The review that the entries make of the exchange as it stands. Nothing is stored.</summary>
    Task<ComposedReview> ComposeAsync(Account auditor, ExchangeDetail exchange, ReviewEntry entry, CancellationToken cancellationToken);

    /// <summary>Records a review, when the signature over its statement holds and was made by the certificate bound to the auditor, and the exchange still stands so.</summary>
    /// <param name="auditor">Who hands it in.</param>
    /// <param name="review">What was composed for this person.</param>
    /// <param name="signature">Detached CMS.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why nothing was recorded; null when it was.</returns>
    Task<Rejection?> RecordAsync(Account auditor, Review review, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken);
}
