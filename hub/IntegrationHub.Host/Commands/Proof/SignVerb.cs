using System.CommandLine;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Files;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Files;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub sign</c>: signs a message in place of its Header, or any other file with a CMS signature beside it.</summary>
internal sealed class SignVerb : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "A message (XML, bare or in a SOAP envelope), or any other file" };
    private readonly Option<string?> _out = new("--out") { Description = "Where the result goes (default: FILE.signed.xml for messages, FILE.p7s for others)", HelpName = "FILE" };
    private readonly Option<bool> _cms = new("--cms") { Description = "Make a CMS signature also of a message" };

    public override string Path => "sign";

    public override string Description => "Sign a message or any other file with the hub's key";

    public override void Define(Command command)
    {
        command.Add(_file);
        command.Add(_out);
        command.Add(_cms);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Get(_file)!;
        if (!File.Exists(file))
        {
            throw new WrongUseException($"there is no file `{file}`");
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        using var keys = NodeKeys.Load(folder, options.Pki, context.Time);
        using var trust = NodeTrust.Load(folder, options.Trust, context.Time);
        var doubt = OwnKeyRevocation.Check(keys, trust, context.Time.GetUtcNow());
        var message = context.Get(_cms) ? null : await MessageAsync(context, file, keys.Signing, cancellationToken);
        var target = context.Get(_out) ?? (message is null ? file + ".p7s" : System.IO.Path.ChangeExtension(file, ".signed.xml"));
        await NewFile.WriteAsync(target, message ?? await StampAsync(context, folder, trust, await CmsAsync(file, keys, context.Time, cancellationToken), target, cancellationToken), cancellationToken);
        var kind = message is null ? "cms" : "message";
        var signer = keys.Signing.Certificate.Subject;
        if (doubt is not null)
        {
            context.Answer.Warn(doubt);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { file, signed = target, kind, signer, doubt });
        }

        context.Answer.Line(message is null ? $"{target}: detached signature of {file} by {signer}" : $"{target}: the message of {file}, signed by {signer}");
        return ExitCode.Ok;
    }

    /// <summary>The signed message; <c>null</c> for a file that is none.</summary>
    /// <exception cref="RefusedException">It is a message that cannot be signed.</exception>
    private static async Task<byte[]?> MessageAsync(CommandContext context, string file, SigningKey key, CancellationToken cancellationToken)
    {
        if (new FileInfo(file).Length > InputFiles.MostBytes)
        {
            return null;
        }

        var (bytes, problem) = await InputFiles.ReadAsync(context.Surroundings, file, InputFiles.MostBytes, cancellationToken);
        if (problem is not null)
        {
            throw new RefusedException(problem.Code, problem.Text, problem.Remedy);
        }

        var signed = new MessageFiles().Sign(bytes, key);
        return signed.Refusal switch
        {
            null => signed.Content,
            { Code: SignatureRefusalCode.NotAMessage or SignatureRefusalCode.Unreadable } => null,
            var refusal => throw new RefusedException(refusal.Id, $"{file}: {refusal.Detail.TrimEnd('.')}", refusal.Remedy),
        };
    }

    /// <summary>The signature with a timestamp, where authorities are configured; when none answers, it is queued and the signature is of use without.</summary>
    private static async Task<byte[]> StampAsync(CommandContext context, DataFolder folder, NodeTrust trust, byte[] signature, string target, CancellationToken cancellationToken)
    {
        if (trust.Timestamps is not { } client)
        {
            return signature;
        }

        var value = CmsTimestamps.SignatureValueOf(signature);
        var outcome = await client.StampAsync(value, cancellationToken);
        if (outcome.Token is { } token)
        {
            return CmsTimestamps.Attach(signature, token);
        }

        await using var store = await OpenStore.OpenAsync(folder, context.LoadOptions(folder), context.Time, cancellationToken);
        await store.Port<ITimestampStore>().QueueAsync(TimestampUse.Signature, value, context.Time.GetUtcNow(), cancellationToken);
        context.Answer.Warn($"the signature has no timestamp yet; `ihub timestamps attach {target}` adds it when it has come: {string.Join(" ", outcome.Problems)}");
        return signature;
    }

    private static async Task<byte[]> CmsAsync(string file, NodeKeys keys, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(file);
            return await new CadesSigner(keys.Signing.ForCms).SignDetachedAsync(content, time.GetUtcNow(), keys.ChainAt(time.GetUtcNow()), cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("FILE_UNREADABLE", failure.Message.TrimEnd('.'), "Give the file to the user that runs this command.");
        }
    }
}
