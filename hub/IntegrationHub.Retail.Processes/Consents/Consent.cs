using System.Globalization;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>What a consent is to.</summary>
public enum ConsentSubject
{
    /// <summary>The text of a contract.</summary>
    Contract,

    /// <summary>That the retailer binds the customer's accounts and reads their meters.</summary>
    Onboarding,
}

/// <summary>What a customer said.</summary>
public enum ConsentAnswer
{
    /// <summary>Nothing yet.</summary>
    None,
    Agreed,
    Declined,
    AsksForChanges,
}

/// <summary>A question to a customer, and the answer.</summary>
/// <param name="Subject">What it is to.</param>
/// <param name="Key">What it is kept under: a contract's number, or the blind key of a customer and a day.</param>
/// <param name="Number">Counts the questions under the key, from 1.</param>
/// <param name="Version">Version of the contract; 0 for others.</param>
/// <param name="Correlation">What the waiting process knows the answer by.</param>
/// <param name="Digest">Digest of the text that is agreed to.</param>
/// <param name="Phone">Number that the code went to; empty where none was sent.</param>
/// <param name="CodeHash">See <see cref="ConsentCode"/>; empty where none was sent.</param>
/// <param name="AskedAt">When.</param>
public sealed record Consent(
    ConsentSubject Subject, string Key, int Number, int Version, string Correlation, string Digest, string Phone, byte[] CodeHash, DateTimeOffset AskedAt)
{
    public int Tries { get; init; }

    public ConsentAnswer Answer { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Why the customer declined, or what shall change.</summary>
    public string? Words { get; init; }

    /// <summary>The hub's statement of the consent, signed (CMS with its content); only of an agreement.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>RFC 3161 token over the signature value of <see cref="Sealed"/>, when it has come.</summary>
    public byte[]? Timestamp { get; init; }

    /// <summary>The time that the token proves.</summary>
    public DateTimeOffset? StampedAt { get; init; }

    /// <summary>What is agreed to, where it is kept nowhere else: of an onboarding.</summary>
    public string? Text { get; init; }

    /// <summary>True for one in whose place another code was sent, or whose code never left.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>True when the waiting process has been told.</summary>
    public bool IsTold { get; init; }

    /// <summary>What processes know it by.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Key}/{Number}");

    /// <summary>Its word in the store.</summary>
    public string State => this switch
    {
        { Answer: ConsentAnswer.Agreed, IsTold: true, Timestamp: null } => ConsentBook.Unstamped,
        { Answer: not ConsentAnswer.None, IsTold: true } => "told",
        { Answer: not ConsentAnswer.None } => ConsentBook.Answered,
        { IsReplaced: true } => "replaced",
        _ => "asked",
    };

    /// <summary>As evidence of the contract's agreement; only of one that was agreed to.</summary>
    public StepProof ToProof(long revision) => Answer == ConsentAnswer.Agreed && Subject == ConsentSubject.Contract
        ? new(new(EvidenceKind.Consent, Key, Version, Digest), ToRecord(revision))
        : throw new InvalidOperationException($"{Name} is no agreement to a contract.");

    public BusinessRecord ToRecord(long revision) => new(RecordKind.Consent, Key, Number, State, null, null, MarketJson.WriteUtf8(this), revision);
}
