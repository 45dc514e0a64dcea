using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Retail.Processes.Comments;

/// <summary>
/// What people say about cases and at their tasks: for the candidates of an open task of the case and for who may read what the case holds; to others there is no such case.
/// A comment may hold what is confidential, so it is sealed; the ledger has who, when and the digest. Nothing is changed or removed. Thread-safe.
/// </summary>
public sealed class CaseComments(IBusinessRecords records, ProcessEngine engine, IProcessStore store, IProcessPolicy policy, TimeProvider time)
{
    /// <summary>Attempts when others comment at the same moment.</summary>
    private const int Attempts = 20;

    /// <summary>128 bits.</summary>
    private const int SaltBytes = 16;

    /// <summary>What was said about a case, oldest first.</summary>
    public async Task<Outcome<IReadOnlyList<CaseComment>>> ListAsync(Actor actor, Guid @case, CancellationToken cancellationToken) =>
        await FindAsync(actor, @case, cancellationToken).ConfigureAwait(false) is null
            ? Outcome.Refused<IReadOnlyList<CaseComment>>(ProcessDesk.NoInstance(@case))
            : Outcome.Of(await ReadAsync(@case, cancellationToken).ConfigureAwait(false));

    /// <summary>The same for who is known to may, as a page has found out.</summary>
    public async Task<IReadOnlyList<CaseComment>> ReadAsync(Guid @case, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new RecordQuery(RecordKind.Comment) { Key = KeyOf(@case), Most = CommentRules.Most }, cancellationToken).ConfigureAwait(false)).Select(static record => record.Read<KeptComment>("comment").Said).OrderBy(static said => said.Number)];

    /// <summary>Says something about a case or at one of its open tasks; whoever only audits says nothing.</summary>
    /// <param name="actor">Who says it.</param>
    /// <param name="case">Id of the instance.</param>
    /// <param name="token">Of the task, or null for the case as a whole.</param>
    /// <param name="text">What is said (<see cref="CommentRules"/>).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Outcome<CaseComment>> SayAsync(Actor actor, Guid @case, int? token, string text, CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, @case, cancellationToken).ConfigureAwait(false) is null)
        {
            return Outcome.Refused<CaseComment>(ProcessDesk.NoInstance(@case));
        }

        if (policy.Check(actor, ProcessAct.Comment) is { } refused)
        {
            return Outcome.Refused<CaseComment>(refused);
        }

        var step = "";
        if (token is { } named)
        {
            if (await store.FindTaskAsync(@case, named, cancellationToken).ConfigureAwait(false) is not { } task)
            {
                return Outcome.Refused<CaseComment>(ProcessEngine.NotOpen(named));
            }

            step = task.Node;
        }

        text = CommentRules.Normal(text);
        if (CommentRules.Check(text) is { } wrong)
        {
            return Outcome.Refused<CaseComment>(wrong);
        }

        var kept = await KeepAsync(new CaseComment(@case, 0, step, actor.User, time.GetUtcNow(), text), cancellationToken).ConfigureAwait(false);
        if (kept.Value is { } said)
        {
            // What is said stands whatever becomes of the notices, and who gives up waiting is told that it does.
            await engine.TellOfCommentAsync(@case, token, said.Number, actor, CancellationToken.None).ConfigureAwait(false);
        }

        return kept;
    }

    /// <summary>The case, for who may read what is said about it.</summary>
    private async Task<InstanceRow?> FindAsync(Actor actor, Guid @case, CancellationToken cancellationToken)
    {
        if (await store.FindInstanceAsync(@case, cancellationToken).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        if (policy.CheckRead(actor, row.Definition.Process) is null)
        {
            return row;
        }

        // The operator of processes looks at every task, to repair it, and is no candidate for that.
        var candidate = actor with { Roles = actor.Roles.Remove(RolePolicy.Operator) };
        foreach (var token in row.State.Tokens.Keys)
        {
            if ((await engine.FindTaskAsync(@case, token, candidate, cancellationToken).ConfigureAwait(false)).Value is not null)
            {
                return row;
            }
        }

        return null;
    }

    private async Task<Outcome<CaseComment>> KeepAsync(CaseComment said, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var number = ((await records.FindAsync(RecordKind.Comment, KeyOf(said.Case), null, cancellationToken).ConfigureAwait(false))?.Version ?? 0) + 1;
            if (number > CommentRules.Most)
            {
                return Outcome.Refused<CaseComment>(CommentRules.Full(said.Case));
            }

            var comment = said with { Number = number };
            var body = MarketJson.WriteUtf8(new KeptComment(comment, Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltBytes))));
            var record = new BusinessRecord(RecordKind.Comment, KeyOf(said.Case), number, "said", null, null, body);
            if (await records.SaveAsync([record], [Fact(comment, body)], said.By, cancellationToken).ConfigureAwait(false) == RecordResult.Saved)
            {
                return Outcome.Of(comment);
            }
        }

        throw new ProcessBusyException(said.Case);
    }

    private static RecordFact Fact(CaseComment comment, ReadOnlySpan<byte> body) => new("process.commented", new Dictionary<string, string>
    {
        ["case"] = $"{comment.Case:D}",
        ["number"] = comment.Number.ToString(CultureInfo.InvariantCulture),
        ["step"] = comment.Step,
        ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(body)),
    });

    private static string KeyOf(Guid @case) => @case.ToString("D");
}
