using System.Globalization;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>A task of a contract's case that a person completed.</summary>
/// <param name="Task">Id of the task in the definition, e.g. <c>legalReview</c>.</param>
/// <param name="Person">Who.</param>
/// <param name="At">When.</param>
public sealed record CourseTask(string Task, string Person, DateTimeOffset At);

/// <summary>What the customer said to an offer of the version.</summary>
/// <param name="Answer">What.</param>
/// <param name="AskedAt">When the code was sent; when it was answered where none was.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="Phone">The end of the number that the code went to; empty where none was sent.</param>
/// <param name="StampedAt">The time that the timestamp over the signed statement proves; null while there is none.</param>
/// <param name="Digest">Of the text.</param>
public sealed record CourseConsent(ConsentAnswer Answer, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt, string Phone, DateTimeOffset? StampedAt, string Digest)
{
    /// <summary>Why it was declined, or what shall change.</summary>
    public string? Words { get; init; }
}

/// <summary>How one version of a contract came to bind: who handed it in, reviewed and signed it, what the customer said, and how it was filed. Each list is the oldest first.</summary>
public sealed record ContractCourse(IReadOnlyList<CourseTask> Tasks, IReadOnlyList<CourseConsent> Consents, IReadOnlyList<ContractSignature> Signatures, IReadOnlyList<ContractFiling> Filings)
{
    /// <summary>Whether nothing of it has happened yet.</summary>
    public bool IsEmpty => Tasks.Count + Consents.Count + Signatures.Count + Filings.Count == 0;
}

/// <summary>Reads the courses of contracts from the books and the histories of their cases. Thread-safe.</summary>
public sealed class ContractCourses(ConsentBook consents, SignatureBook signatures, FilingBook filings, IProcessStore cases)
{
    /// <summary>The course of one version.</summary>
    public async Task<ContractCourse> OfAsync(StoredContract stored, CancellationToken cancellationToken)
    {
        var (terms, life) = (stored.Contract.Terms, stored.Contract);
        var history = life.Case is { } instance ? await cases.HistoryAsync(instance, cancellationToken).ConfigureAwait(false) : [];
        return new(
            [.. history.Where(static row => row.Entry is { Kind: "task.completed", Actor: not null }).Select(static row => new CourseTask(row.Entry.Node, row.Entry.Actor!, row.At))],
            [.. (await consents.ListAsync(terms.MRid, cancellationToken).ConfigureAwait(false)).Select(static one => one.Consent)
                .Where(one => one is { Subject: ConsentSubject.Contract, Answer: not ConsentAnswer.None } && one.Version == terms.Version)
                .Select(static one => new CourseConsent(one.Answer, one.AskedAt, one.AnsweredAt, CustomerContact.EndOf(one.Phone), one.StampedAt, one.Digest) { Words = one.Words })],
            [.. (await signatures.ListAsync(terms.MRid, cancellationToken).ConfigureAwait(false)).Where(one => one.Version == terms.Version)],
            [.. (await filings.ListAsync(terms.MRid, cancellationToken).ConfigureAwait(false)).Where(one => one.Version == terms.Version)]);
    }

    /// <summary>A signature with the name of its file; null where there is none.</summary>
    public async Task<(byte[] Cms, string Name)?> SignatureAsync(string contract, int number, CancellationToken cancellationToken) =>
        (await signatures.ListAsync(contract, cancellationToken).ConfigureAwait(false)).FirstOrDefault(one => one.Number == number) is { } signature
            ? (signature.Cms, string.Create(CultureInfo.InvariantCulture, $"{contract.Replace('/', '-')}-{number}.p7s"))
            : null;
}
