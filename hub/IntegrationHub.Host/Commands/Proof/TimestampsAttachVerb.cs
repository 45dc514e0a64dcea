using System.CommandLine;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub timestamps attach</c>: gives signatures and bundles, made while no authority answered, the timestamp that came meanwhile, or a new one.</summary>
internal sealed class TimestampsAttachVerb : Verb
{
    private readonly Argument<string[]> _files = new("file") { Description = "CMS signatures (.p7s) and evidence bundles without a timestamp", Arity = ArgumentArity.OneOrMore };

    public override string Path => "timestamps attach";

    public override string Description => "Add the timestamp to signatures and bundles that were made without";

    public override void Define(Command command) => command.Add(_files);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = context.Get(_files)!;
        if (Array.Find(files, file => !File.Exists(file)) is { } missing)
        {
            throw new WrongUseException($"there is no file `{missing}`");
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        using var trust = NodeTrust.Load(folder, options.Trust, context.Time);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var queue = store.Port<ITimestampStore>();
        var collector = Timestamping.ForCommand(folder, options.Trust.Timestamps, trust, queue, context.Time)
            ?? throw new RefusedException("TIMESTAMPS_UNCONFIGURED", "no timestamp authority is configured", "Name one in the section `trust.timestamps` of hub.yaml.");
        var attached = 0;
        foreach (var file in files)
        {
            var problem = await AttachAsync(file, queue, collector, cancellationToken);
            attached += problem is null ? 1 : 0;
            if (context.Answer.IsJson)
            {
                context.Answer.JsonLine(new { file, attached = problem is null, problem });
            }
            else
            {
                context.Answer.Line(problem is null ? $"{file}: the timestamp is attached" : $"{file}: {problem}");
            }
        }

        return attached == files.Length ? ExitCode.Ok : ExitCode.NotOk;
    }

    /// <returns>Why nothing was attached; null when it was.</returns>
    private static async Task<string?> AttachAsync(string file, ITimestampStore queue, TimestampCollector collector, CancellationToken cancellationToken)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken);
            var (use, data, attach) = content is [0x30, ..] ? Signature(content) : Bundle(content);
            if (await queue.FindTokenAsync(use, data, cancellationToken) is { } came)
            {
                await NewFile.ReplaceAsync(file, attach(came), cancellationToken);
                return null;
            }

            var outcome = await collector.StampOrQueueAsync(use, data, cancellationToken);
            if (outcome.Token is null)
            {
                return "no timestamp yet, it stays queued. " + string.Join(" ", outcome.Problems);
            }

            await NewFile.ReplaceAsync(file, attach(outcome.Token), cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private static (TimestampUse Use, ReadOnlyMemory<byte> Data, Func<byte[], byte[]> Attach) Signature(byte[] cms) =>
        (TimestampUse.Signature, CmsTimestamps.SignatureValueOf(cms), token => CmsTimestamps.Attach(cms, token));

    private static (TimestampUse Use, ReadOnlyMemory<byte> Data, Func<byte[], byte[]> Attach) Bundle(byte[] content)
    {
        using var source = new MemoryStream(content);
        var (bundle, refusal) = UnfinishedBundle.Open(source);
        return bundle is null
            ? throw new FormatException(refusal!.ToString())
            : (TimestampUse.Bundle, bundle.ToTimestamp, token =>
            {
                using var target = new MemoryStream();
                bundle.WriteTo(target, token);
                return target.ToArray();
            });
    }
}
