using IntegrationHub.Market.Json;

namespace IntegrationHub.Retail.Records;

/// <summary>What a record is. The names are stored.</summary>
public enum RecordKind
{
    Account,
    Package,
    Template,
    Contract,
    Attachment,
    Bid,
    Submission,
    MarketEvent,
    MarketPrices,
    Demand,
    BidTerms,
    BidPlan,
    Readings,
    Settlement,
    Bill,

    /// <summary>A signature of the company under a contract.</summary>
    Signature,

    /// <summary>A contract handed to the trading center.</summary>
    Filing,

    /// <summary>A customer's consent, asked for or given.</summary>
    Consent,

    /// <summary>A customer whose accounts the retailer serves from a day, with the consent.</summary>
    Binding,

    /// <summary>What the market and the authorities say about a month.</summary>
    Basis,

    /// <summary>A person whom a customer is reached by.</summary>
    Contact,

    /// <summary>Something for everybody to read on the customers' pages.</summary>
    Article,

    /// <summary>A person who may sign in for a customer.</summary>
    Login,

    /// <summary>What was published for a customer so far.</summary>
    Shelf,

    /// <summary>What a customer asked of the company, and how far requests are handled.</summary>
    Request,

    /// <summary>Days on which somebody of the retailer's is away.</summary>
    Absence,

    /// <summary>What somebody said about a case.</summary>
    Comment,

    /// <summary>By what contracts under delivery are judged.</summary>
    TrackingTerms,

    /// <summary>A contract's month as it is delivered, with its warnings.</summary>
    Delivery,

    /// <summary>The last look at all deliveries, with what the company risks.</summary>
    DeliveryLook,

    /// <summary>Figures of market rules and of the company, with their sources.</summary>
    Parameters,

    /// <summary>Days on which an account takes less than usual, as its customer plans them.</summary>
    LoadCalendar,

    /// <summary>What contracts for the same accounts change when they are signed, so that no two are at the same moment.</summary>
    AccountGuard,

    /// <summary>What a contract was decomposed into when it was signed.</summary>
    Decomposition,

    /// <summary>What became of a message to a customer: that it was to be sent, and whether it was.</summary>
    CustomerTelling,

    /// <summary>What customers are asked.</summary>
    Survey,

    /// <summary>What a customer answered to a survey.</summary>
    SurveyAnswer,

    /// <summary>What a person who signs in for a customer wants to be told of.</summary>
    Subscription,

    /// <summary>What such a person is told of, what text messages were made for, and how many went to a number on a day.</summary>
    CustomerNotice,

    /// <summary>What was told to whom by which way, and what became of it; its keys are in the order of time.</summary>
    Message,
}

/// <summary>One version of one business object as it is stored: a key, a state, days, and a body that is sealed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">What it is known by within its kind; nothing that leads to a person.</param>
/// <param name="Version">Version of the object, from 1.</param>
/// <param name="State">Where it stands, in its kind's own word.</param>
/// <param name="From">First day it is about; null where it is about none.</param>
/// <param name="To">Last day, or null.</param>
/// <param name="Body">Its content, in the form of its kind.</param>
/// <param name="Revision">Counts changes of the row; 0 for one that is not stored yet.</param>
/// <param name="SavedAt">Last change.</param>
/// <param name="SavedBy">Who changed it.</param>
public sealed record BusinessRecord(
    RecordKind Kind, string Key, int Version, string State, DateOnly? From, DateOnly? To, ReadOnlyMemory<byte> Body, long Revision = 0, DateTimeOffset SavedAt = default, string SavedBy = "")
{
    /// <summary>The key as it lies in the store, where that is another form of it.</summary>
    internal string? Form { get; init; }

    /// <summary>Its content, as the books wrote it.</summary>
    /// <param name="what">What it is called in messages.</param>
    internal T Read<T>(string what)
        where T : class => MarketJson.Read<T>(Body.Span, what, RetailProblems.NotThere(what, "")).Required;
}

/// <summary>Which records are wanted; in the order of key and version, or in the opposite one.</summary>
public sealed record RecordQuery(RecordKind Kind)
{
    /// <summary>Records of this key only.</summary>
    public string? Key { get; init; }

    /// <summary>Records of these keys only: a few hundred at most, each of which is a parameter of the question.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    public string? State { get; init; }

    /// <summary>Records that are about this day.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Records that are about some day from the first to the last of these.</summary>
    public (DateOnly First, DateOnly Last)? Within { get; init; }

    /// <summary>Where to go on: after this key and version.</summary>
    public (string Key, int Version)? After { get; init; }

    /// <summary>
    /// Where a walk over all of them goes on: after the last record of the page before. It misses none, also while keys for hashes are replaced; then a
    /// record may come a second time.
    /// </summary>
    public BusinessRecord? Behind { get; init; }

    /// <summary>True for the last key first, for kinds whose keys tell time and are no hashes; then <see cref="After"/> is where it goes on downwards.</summary>
    public bool Newest { get; init; }

    /// <summary>At most so many.</summary>
    public int Most { get; init; } = 1000;
}

/// <summary>How far the records of a kind have come: none is ever deleted, so neither count goes back.</summary>
/// <param name="Records">How many there are.</param>
/// <param name="Changes">The sum of their revisions.</param>
public sealed record RecordMark(long Records, long Changes);

/// <summary>A fact for the history and the ledger: no prices, energies, names or texts.</summary>
/// <param name="Kind">Stable dotted name, e.g. <c>contract.offered</c>.</param>
/// <param name="Facts">Names and values.</param>
public sealed record RecordFact(string Kind, IReadOnlyDictionary<string, string> Facts);

/// <summary>What became of a change.</summary>
public enum RecordResult
{
    Saved,

    /// <summary>Somebody else changed one of the records meanwhile; nothing was saved.</summary>
    Conflict,
}

/// <summary>Port: the retailer's business objects. Thread-safe.</summary>
public interface IBusinessRecords
{
    /// <summary>One version, or the newest where none is named; null where there is none.</summary>
    Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken);

    Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken);

    /// <summary>What changes with every change of a record of the kind; null where the books cannot say.</summary>
    Task<RecordMark?> MarkAsync(RecordKind kind, CancellationToken cancellationToken) => Task.FromResult<RecordMark?>(null);

    /// <summary>All of the records with the facts in one transaction, or nothing. Each must still have the revision it was read at.</summary>
    Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> records, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken);

    /// <summary>A key for what must not stand in one, such as an account's number: the same for the same text, and nothing can be read from it.</summary>
    string BlindKey(string text);
}
