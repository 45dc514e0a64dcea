using System.CommandLine;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Files;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Files;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Output;
using IntegrationHub.Native.OpenSsl;
using IntegrationHub.Notary.Verbs;
using FileVerdict = IntegrationHub.Notary.Verbs.FileVerdict;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub verify</c>: judges signed messages, CMS signatures and evidence bundles without hub, database or network.</summary>
internal sealed class VerifyVerb : Verb
{
    private readonly Argument<string[]> _files = new("file") { Description = "Signed XML messages (bare or in a SOAP envelope), CMS signatures, evidence bundles", Arity = ArgumentArity.OneOrMore };
    private readonly Trust _trust = new();
    private readonly Option<string?> _at = new("--at") { Description = "Judge certificates at this time (default: now)", HelpName = "TIME" };

    private readonly Option<string[]> _signers = new("--signer")
    {
        Description = "Whose signature it must be: a certificate (PEM file) or its SHA-256; of a bundle its own. Repeat it for more", HelpName = "PEM|SHA256",
    };

    private readonly Option<string?> _rules = new("--rules") { Description = "Judge algorithms by the rules that the data folder's configuration has for this party at that time", HelpName = "PARTY" };

    private readonly MessageFiles _messages = new(new MessageSigner(), new MessageVerifier(Sm2Family.IfAvailable));

    public override string Path => "verify";

    public override string Description => "Verify signed messages, files and evidence bundles";

    public override bool NeedsData => false;

    public override void Define(Command command)
    {
        command.Add(_files);
        _trust.Define(command);
        command.Add(_signers);
        command.Add(_at);
        command.Add(_rules);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (trust, data) = (_trust.Of(context) with { ExpectedSigners = ExpectedSigners.Of(context.Get(_signers)) }, _trust.Revocation(context));
        var at = context.Get(_at) is { } text ? Trust.Instant("--at", text) : context.Time.GetUtcNow();
        var files = context.Get(_files)!;
        if (Array.Find(files, file => !File.Exists(file)) is { } missing)
        {
            throw new WrongUseException($"there is no file `{missing}`");
        }

        var signers = RulesAt(context, at);
        var others = new VerifyFiles(trust, data, new BundleMessages(_messages, trust.Signers).Judge, signers);
        var accepted = 0;
        foreach (var file in files)
        {
            var verdict = await FileVerdict.OfAsync(
                file, () => JudgeAsync(context, others, file, signers with { Trust = trust.Signers, Revocation = data, ExpectedSigners = trust.ExpectedSigners }, at, cancellationToken));
            Print(context.Answer, verdict);
            accepted += verdict.Accepted ? 1 : 0;
        }

        return accepted == files.Length ? ExitCode.Ok : ExitCode.NotOk;
    }

    /// <summary>What signatures may be made of at that time: of one party as its data folder has it, else the defaults.</summary>
    private SignaturePolicy RulesAt(CommandContext context, DateTimeOffset at)
    {
        var any = new SignaturePolicy { Trust = TrustAnchors.None, Rule = SignatureRule.WithSm2 };
        if (context.Get(_rules) is not { } party)
        {
            return any;
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var book = SignatureRuleFiles.Load(folder, options, context.Time).For(party);
        return book.At(at) is { } rule ? any with { Rule = rule, Sm2 = OwnKeys.Names(options.Pki) } : any with { Gap = $"{party}: {book.Gap(at)}" };
    }

    private async Task<FileVerdict> JudgeAsync(
        CommandContext context, VerifyFiles others, string file, SignaturePolicy policy, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await others.TryVerifyAsync(file, at, cancellationToken) is { } verdict)
        {
            return verdict;
        }

        var (bytes, problem) = await InputFiles.ReadAsync(context.Surroundings, file, InputFiles.MostBytes, cancellationToken);
        return problem is null ? Of(file, _messages.Verify(bytes, policy, at), policy.Revocation is not null) : FileVerdict.Refused(file, "file.unreadable", problem.Text);
    }

    private static FileVerdict Of(string file, Evidence.Files.FileVerdict verdict, bool revocationChecked) => new(file, verdict.Verdict, [.. verdict.Reasons.Select(reason => reason.Code)])
    {
        Statements = verdict.Accepted
            ?
            [
                $"Proven: the whole message was signed by {verdict.Signature?.Signer?.Subject}, which your trust anchors vouch for.",
                .. revocationChecked ? [] : (string[])[VerifyFiles.NotChecked],
            ]
            : [.. verdict.Reasons.Select(reason => $"{reason.Code}: {reason.Detail} {reason.Remedy}".TrimEnd())],
    };

    private static void Print(Answer answer, FileVerdict verdict)
    {
        if (answer.IsJson)
        {
            answer.JsonLine(verdict);
            return;
        }

        answer.Line($"{verdict.File}: {verdict.Verdict}");
        foreach (var statement in verdict.Statements)
        {
            answer.Line("  " + statement);
        }
    }
}
