using System.Globalization;
using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;
using IntegrationHub.Storage.Confidential;

namespace IntegrationHub.Host.Commands.KeyManagement;

/// <summary><c>ihub keys status</c>: which keys there are, and how far rotations have come.</summary>
internal sealed class KeysStatusVerb : Verb
{
    public override string Path => "keys status";

    public override string Description => "Show the keys that seal the store, and how far their rotation has come";

    public override bool IsDefaultOfGroup => true;

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var report = await KeyReport.ReadAsync(store.Database, store.Database.Options.Retailer, cancellationToken);
        var refused = await RefusedAsync(store, context, cancellationToken);
        var note = store.Database.Options.SealedNote!;
        var current = store.Database.Options.Keys!.Current;
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                keyEncryptionKey = current.ToString(),
                dataKeys = report.DataKeys.Select(key => new { key.Id, key.Purpose, suite = SuiteOf(key), wrappedBy = key.WrappedBy.ToString(), key.CreatedAt, key.RetiredAt, destroyed = key.IsDestroyed, key.Reserved }),
                work = report.Work.Select(work => new
                {
                    work.Name, work.Seen, work.Written, work.BegunAt, work.FinishedAt, work.FromPlaintext, sealedThroughout = note.Has(work.Name), refused = RefusedOf(work, refused),
                }),
            });
        }

        context.Answer.Line($"Key-encryption key in use: {current}");
        PrintKeys(context.Answer, report, current);
        PrintWork(context.Answer, report, note, refused);
        return ExitCode.Ok;
    }

    private static void PrintKeys(Answer answer, KeyReport report, KeyVersion current)
    {
        foreach (var key in report.DataKeys)
        {
            var use = key.RetiredAt is { } since ? $"{(key.IsDestroyed ? "destroyed" : "retired")} {Words.Instant(since)}" : "in use";
            var behind = key.WrappedBy == current || key.IsDestroyed ? "" : ", waits to be wrapped anew";
            answer.Line(string.Create(
                CultureInfo.InvariantCulture, $"  {key.Id}  {Words.Hyphened(key.Purpose.ToString())}, {SuiteOf(key)}, wrapped by {key.WrappedBy}{behind}, room taken for {key.Reserved} values, {use}"));
        }
    }

    private static void PrintWork(Answer answer, KeyReport report, SealedNote note, IReadOnlyList<RefusedValues> refused)
    {
        foreach (var work in report.Work)
        {
            var state = work.FinishedAt is { } end ? $"finished {Words.Instant(end)}" : $"under way since {Words.Instant(work.BegunAt)}";
            var plain = (work.FromPlaintext, note.Has(work.Name)) switch
            {
                (true, true) => "; the database says that values in it are not sealed, which is not believed",
                (true, false) => "; may still hold values that are not sealed",
                _ => "",
            };
            answer.Line(string.Create(CultureInfo.InvariantCulture, $"  {work.Name}: {work.Seen} looked at, {work.Written} written anew, {state}{plain}"));
            if (RefusedOf(work, refused) is > 0 and var count)
            {
                answer.Warn($"{work.Name}: {Words.Count(count, "value")} altered or put there around the hub, not sealed anew and not readable. The events {RefusedValues.Kind} name the rows.");
            }
        }
    }

    /// <summary>What was passed over since the work was begun.</summary>
    private static int RefusedOf(KeyWorkProgress work, IReadOnlyList<RefusedValues> refused) => refused.Where(some => some.Column == work.Name && some.At >= work.BegunAt).Sum(static some => some.Count);

    /// <summary>The history that tells of altered values may hold one itself: then the rest is shown all the same.</summary>
    private static async Task<IReadOnlyList<RefusedValues>> RefusedAsync(OpenStore store, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await RefusedValues.ReadAsync(store.Exchanges, store.Database.Options.Retailer, cancellationToken);
        }
        catch (SealedValueException altered)
        {
            context.Answer.Warn(altered.Message);
            return [];
        }
    }

    private static string SuiteOf(StoredDataKey key) => key.Purpose == KeyPurpose.Hashes
        ? IntegrationHub.Confidential.Hashing.HashDigest.Find(key.Suite).Name
        : IntegrationHub.Confidential.Suites.CipherSuites.Find(key.Suite)?.Name ?? $"suite {key.Suite}";
}
