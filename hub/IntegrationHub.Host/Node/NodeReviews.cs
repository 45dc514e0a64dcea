using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using IntegrationHub.Retail.Processes.Signing;

namespace IntegrationHub.Host.Node;

/// <summary>Reviews that auditors enter in the pages and sign outside. Thread-safe; one is recorded at a time, so that the same one sent twice is recorded once.</summary>
internal sealed class NodeReviews(IExchangeReader exchanges, ReviewBook book, UploadedSignature signatures, TimeProvider time) : IReviewDesk, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<ComposedReview> ComposeAsync(Account auditor, ExchangeDetail exchange, ReviewEntry entry, CancellationToken cancellationToken)
    {
        var refused = new List<Rejection>();
        var (finding, signOff) = (ReviewBook.Text(entry.Finding, Review.LongestFinding, mayHaveLines: true), Words.Parse<SignOff>(entry.SignOff));
        if (finding is null)
        {
            refused.Add(new Rejection(ReviewProblems.Finding, null, "The finding is missing or too long, or has characters that nobody sees.", "finding", $"Write 1 to {Review.LongestFinding} characters."));
        }

        if (signOff is null)
        {
            refused.Add(new Rejection(ReviewProblems.SignOff, null, "The sign-off is missing.", "sign-off", "Choose one."));
        }

        if (finding is null || signOff is not { } verdict)
        {
            return new ComposedReview(null, refused);
        }

        try
        {
            return new ComposedReview(await book.ComposeAsync(exchange, NameOf(auditor), verdict, finding, entry.At, cancellationToken), []);
        }
        catch (RefusedException damaged)
        {
            return new ComposedReview(null, [new Rejection(damaged.Code, null, damaged.Message + ".", "", damaged.Remedy)]);
        }
    }

    public async Task<Rejection?> RecordAsync(Account auditor, Review review, ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        var judged = await signatures.JudgeAsync(signature, review.ToStatement(), auditor.Name, cancellationToken);
        if (judged.Problem is { } problem)
        {
            return new Rejection(
                problem.Code, null, problem.Text, "signature", problem.Code == UploadedSignature.NotValid ? "Sign the statement as it was downloaded, octet for octet, with the command that stands here." : problem.Remedy);
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await exchanges.FindAsync(RetailerId.Default, review.Exchange, cancellationToken) is not { } exchange
                || await book.ComposeAsync(exchange, review.Auditor, review.SignOff, review.Finding, review.At, cancellationToken) != review)
            {
                return ReviewProblems.HasChanged;
            }

            if (exchange.History.Any(item => item.Kind == Review.EventKind && Review.FromData(item.Data)?.Review == review))
            {
                return new Rejection(ReviewProblems.There, null, "This review is recorded already.", "", "Look at the history of the exchange.");
            }

            await book.RecordAsync(exchange, review, signature.ToArray(), judged.Signer!.Subject, time.GetUtcNow(), cancellationToken);
            return null;
        }
        catch (RefusedException damaged)
        {
            return new Rejection(damaged.Code, null, damaged.Message + ".", "", damaged.Remedy);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The name that people know with the one that is unique here.</summary>
    private static string NameOf(Account auditor) => $"{auditor.DisplayName} ({auditor.Name})";
}
