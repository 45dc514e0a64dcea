using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Mailbox;

/// <summary>Which time an interval of a List request means.</summary>
public enum IntervalType
{
    Application,
    Server,
}

/// <summary>What a party asks of its mailbox. Either <see cref="AfterCode"/> or <see cref="Interval"/>.</summary>
/// <param name="AfterCode">Everything newer than this code.</param>
/// <param name="Interval">Everything whose application interval overlaps (or whose server time lies in) this interval.</param>
/// <param name="IntervalType">Which time <paramref name="Interval"/> means.</param>
/// <param name="IdentificationPattern">mRID, with <c>*</c> for any characters, or <c>null</c>.</param>
/// <param name="Types">Root element names; empty means all.</param>
/// <param name="Owner">Code of the sender, or <c>null</c>.</param>
/// <param name="Max">Most entries to return.</param>
public sealed record MailboxQuery(
    long? AfterCode,
    TimeInterval? Interval,
    IntervalType IntervalType,
    string? IdentificationPattern,
    IReadOnlyList<string> Types,
    string? Owner,
    int Max);
