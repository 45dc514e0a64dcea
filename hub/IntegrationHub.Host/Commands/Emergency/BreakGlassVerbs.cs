using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Users;
using IntegrationHub.Host.Output;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Emergency;

/// <summary><c>ihub break-glass status</c>: what was opened for whom, and whose envelopes are filled.</summary>
internal sealed class BreakGlassStatusVerb : Verb
{
    public override string Path => "break-glass status";

    public override string Description => "Show openings of the way in without SMS, and whose envelopes are filled";

    public override bool IsDefaultOfGroup => true;

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        var (openings, envelopes) = (await open.BreakGlass.ListAsync(cancellationToken), await open.BreakGlass.EnvelopesAsync(cancellationToken));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                openings = openings.Select(static one => new
                {
                    one.Id, State = Words.Of(one.State), one.Opening.Account, one.Opening.Reason, one.Opening.AskedBy, one.Opening.AskedAt, one.Opening.AgreedBy, one.Opening.Until, one.Opening.UsedAt, one.Opening.ReviewedBy, one.Opening.Finding,
                }),
                envelopes = envelopes.Select(static one => new { one.Administrator, one.SealedAt }),
            });
        }

        var table = new TextTable("opening", "state", "for", "asked by", "agreed by", "until", "used", "reviewed by");
        foreach (var (id, state, opening) in openings)
        {
            table.Row(id, Words.Of(state), opening.Account, opening.AskedBy, opening.AgreedBy ?? "-", Words.Instant(opening.Until), Words.Instant(opening.UsedAt), opening.ReviewedBy ?? "-");
        }

        context.Answer.Table(table);
        context.Answer.Line(envelopes.Count < 2
            ? "Fewer than two envelopes are filled: ihub break-glass seal ADMINISTRATOR, for two different persons"
            : "Envelopes: " + string.Join(", ", envelopes.Select(static one => $"{one.Administrator} ({Words.Instant(one.SealedAt)})")));
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub break-glass seal</c>: a code for one administrator's envelope.</summary>
internal sealed class BreakGlassSealVerb : Verb
{
    private readonly Argument<string> _name = new("administrator") { Description = "Name of a security administrator" };

    public override string Path => "break-glass seal";

    public override string Description => "Make the code for an administrator's envelope, shown once; the one before is void";

    public override void Define(Command command) => command.Add(_name);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Get(_name)!;
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        var (code, refused) = await open.BreakGlass.SealAsync(name, open.Actor, cancellationToken);
        OpenAccounts.Must(context, refused);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { administrator = name, code });
        }

        context.Answer.Line($"{code}   write it on paper, seal it in the envelope of {name}, and keep it apart from the other's. It is shown this once.");
        return ExitCode.Ok;
    }
}

/// <summary>What an administrator does with the code of his envelope.</summary>
internal abstract class EnvelopeVerb : Verb
{
    private readonly Option<string> _as = new("--as") { Description = "The security administrator whose envelope it is", HelpName = "NAME", Required = true };
    private readonly Option<string> _file = new("--code-file") { Description = "File (mode 600) with the code of the envelope", HelpName = "FILE", Required = true };

    public override void Define(Command command)
    {
        command.Add(_as);
        command.Add(_file);
    }

    /// <exception cref="RefusedException">The file is not there, or others can read it.</exception>
    protected AdministratorProof Proof(CommandContext context)
    {
        var read = SecretFiles.ReadPassphrase(System.IO.Path.GetFullPath(context.Get(_file)!));
        return read.Problem is { } problem
            ? throw new RefusedException("BREAK_GLASS_CODE_FILE", $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy)
            : new AdministratorProof(context.Get(_as)!, read.Value);
    }
}

/// <summary><c>ihub break-glass ask</c>: the first of two.</summary>
internal sealed class BreakGlassAskVerb : EnvelopeVerb
{
    private readonly Argument<string> _name = new("name") { Description = "Who is to come in" };
    private readonly Option<string> _reason = new("--reason") { Description = "Why", HelpName = "TEXT", Required = true };

    public override string Path => "break-glass ask";

    public override string Description => "Ask, as one administrator with an envelope, for somebody to come in without SMS";

    public override void Define(Command command)
    {
        command.Add(_name);
        command.Add(_reason);
        base.Define(command);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (name, proof) = (context.Get(_name)!, Proof(context));
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        var (id, refused) = await open.BreakGlass.AskAsync(name, context.Get(_reason)!, proof, cancellationToken);
        OpenAccounts.Must(context, refused);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { opening = id, name });
        }

        context.Answer.Line($"{id} waits for another administrator: ihub break-glass agree {id} --as NAME --code-file FILE");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub break-glass agree</c>: the second of two.</summary>
internal sealed class BreakGlassAgreeVerb : EnvelopeVerb
{
    private readonly Argument<string> _id = new("opening") { Description = "Which, as `ask` and `status` name it" };

    public override string Path => "break-glass agree";

    public override string Description => "Agree, as another administrator with an envelope; prints the code for the person, once";

    public override void Define(Command command)
    {
        command.Add(_id);
        base.Define(command);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (id, proof) = (context.Get(_id)!, Proof(context));
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        var (code, refused) = await open.BreakGlass.AgreeAsync(id, proof, cancellationToken);
        OpenAccounts.Must(context, refused);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { opening = id, code, minutes = (int)BreakGlassDesk.Validity.TotalMinutes });
        }

        context.Answer.Line($"{code}   is typed in the place of the code by SMS, once, within {BreakGlassDesk.Validity.TotalMinutes:0} minutes; password and certificate are asked for as ever. All administrators were told.");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub break-glass close</c>: takes back what nobody used.</summary>
internal sealed class BreakGlassCloseVerb : Verb
{
    private readonly Argument<string> _id = new("opening") { Description = "Which, as `ask` and `status` name it" };

    public override string Path => "break-glass close";

    public override string Description => "Close an opening that nobody has used";

    public override void Define(Command command) => command.Add(_id);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var id = context.Get(_id)!;
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        OpenAccounts.Must(context, await open.BreakGlass.CloseAsync(id, open.Actor, cancellationToken));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { opening = id, closed = true });
        }

        context.Answer.Line($"{id} is closed");
        return ExitCode.Ok;
    }
}
