using System.CommandLine;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Exchanges;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Reviews;

/// <summary><c>ihub review add</c>: an auditor's finding about an exchange, signed, as an event of its own. It changes nothing it reviews.</summary>
internal sealed class ReviewAddVerb : Verb
{
    private readonly Argument<string> _id = ExchangeId.Argument();
    private readonly Option<string> _auditor = new("--auditor") { Description = "Who reviewed", HelpName = "NAME", Required = true };
    private readonly Option<string> _signOff = new("--sign-off") { Description = $"Verdict: {string.Join(", ", Enum.GetValues<SignOff>().Select(Words.Of))}", HelpName = "VERDICT", Required = true };
    private readonly Option<string> _finding = new("--finding") { Description = $"What was found, at most {Review.LongestFinding} characters", HelpName = "TEXT", Required = true };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "The auditor's certificate with its key (PKCS#12 or PEM; default: the hub signs)", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "Key of --certificate, where the file does not hold it", HelpName = "FILE" };
    private readonly Option<string?> _passphrase = new("--passphrase-file") { Description = "File with the passphrase of the auditor's key", HelpName = "FILE" };

    public override string Path => "review add";

    public override string Description => "Add an auditor's signed finding about an exchange to the ledger";

    public override void Define(Command command)
    {
        command.Add(_id);
        foreach (var option in new Option[] { _auditor, _signOff, _finding, _certificate, _key, _passphrase })
        {
            command.Add(option);
        }
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var id = ExchangeId.Parse(context.Get(_id)!);
        var auditor = Text(context, _auditor, ReviewBook.LongestName, mayHaveLines: false);
        var finding = Text(context, _finding, Review.LongestFinding, mayHaveLines: true);
        var signOff = Words.Parse<SignOff>(context.Get(_signOff)!)
            ?? throw new WrongUseException($"--sign-off is one of {string.Join(", ", Enum.GetValues<SignOff>().Select(Words.Of))}");
        if (context.Get(_certificate) is null && (context.Has(_key) || context.Has(_passphrase)))
        {
            throw new WrongUseException("--key and --passphrase-file belong to --certificate");
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var detail = await ExchangeId.FindAsync(store.Exchanges, id, cancellationToken);
        var now = context.Time.GetUtcNow();
        var book = new ReviewBook(store.Port<IArchive>(), store.Port<IReceptionStore>(), new HubIds());
        var review = await book.ComposeAsync(detail, auditor, signOff, finding, now, cancellationToken);
        var (signature, signer) = Sign(context, folder, options, review);
        var recorded = await book.RecordAsync(detail, review, signature, signer, now, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { review = recorded, exchange = id, auditor, signOff, finding, review.At, signer });
        }

        context.Answer.Line($"Review {recorded} of exchange {id} by {auditor}: {Words.Of(signOff)}; signed by {(context.Get(_certificate) is null ? "the hub, " : "")}{signer}");
        return ExitCode.Ok;
    }

    private static string Text(CommandContext context, Option<string> option, int longest, bool mayHaveLines) => ReviewBook.Text(context.Get(option)!, longest, mayHaveLines)
        ?? throw new WrongUseException($"{option.Name} takes 1 to {longest} characters{(mayHaveLines ? "" : " on one line")}");

    private (byte[] Signature, string Signer) Sign(CommandContext context, DataFolder folder, HubOptions options, Review review)
    {
        using var own = context.Get(_certificate) is { } file ? Load(context, new KeyLocation(file, context.Get(_key), context.Get(_passphrase))) : null;
        using var hub = own is null ? NodeKeys.Load(folder, options.Pki, context.Time) : null;
        if (hub is not null)
        {
            using var trust = NodeTrust.Load(folder, options.Trust, context.Time);
            _ = OwnKeyRevocation.Check(hub, trust, review.At);
        }

        var key = own ?? hub!.Signing;
        var chain = hub?.ChainAt(review.At) ?? [];
        return (new CadesSigner(key.ForCms).SignDetached(review.ToStatement(), review.At, chain), key.Certificate.Subject);
    }

    private static SigningKey Load(CommandContext context, KeyLocation location)
    {
        var loaded = new KeyStore(context.Time).Load(location);
        return loaded.Problem is { } problem
            ? throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail}", problem.Remedy)
            : loaded.Value;
    }
}
