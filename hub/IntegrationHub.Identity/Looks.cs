using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity;

/// <summary>What somebody looked at, in the ledger: every look of an auditor, and every look into a bid or an evidence. Thread-safe.</summary>
public sealed class Looks(IdentityStore store)
{
    /// <summary>Written before anything is shown; when it cannot be written, nothing is.</summary>
    /// <param name="who">The person.</param>
    /// <param name="what">Name of the page or download.</param>
    /// <param name="exchange">The exchange, where it is about one.</param>
    /// <param name="question">What was searched for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RecordAsync(Account who, string what, Guid? exchange, string? question, CancellationToken cancellationToken) => RecordAsync(who.Actor, what, exchange, question, cancellationToken);

    /// <summary>The same for who calls the HTTP API: a program, or a name of the socket.</summary>
    public Task RecordAsync(string actor, string what, Guid? exchange, string? question, CancellationToken cancellationToken) => store.ChangeAsync(
        context =>
        {
            store.Record(context, "look." + what, actor, exchange, ("question", question));
            return Task.FromResult(true);
        },
        cancellationToken);

    /// <summary>What somebody is about to do in a page, with what stood before his eyes. Written before it is done.</summary>
    /// <param name="who">The person.</param>
    /// <param name="kind">Stable dotted name.</param>
    /// <param name="facts">Numbers and digests; nothing confidential.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RecordActAsync(Account who, string kind, IReadOnlyList<(string Name, string? Value)> facts, CancellationToken cancellationToken) => RecordActAsync(who.Actor, kind, facts, cancellationToken);

    /// <summary>The same for who calls the HTTP API.</summary>
    public Task RecordActAsync(string actor, string kind, IReadOnlyList<(string Name, string? Value)> facts, CancellationToken cancellationToken) => store.ChangeAsync(
        context =>
        {
            store.Record(context, kind, actor, exchange: null, [.. facts]);
            return Task.FromResult(true);
        },
        cancellationToken);
}
