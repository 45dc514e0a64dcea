using System.CommandLine;
using System.Globalization;
using IntegrationHub.Exchange.History;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Backup;
using IntegrationHub.Host.Commands.KeyManagement;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Passwords;

namespace IntegrationHub.Host.Commands.Users;

/// <summary><c>ihub passwords import</c>: brings a list of breached passwords into the data folder, without any network.</summary>
internal sealed class PasswordsImportVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "A SHA-1 a line, HASH or HASH:COUNT, in any order; - is standard input" };
    private readonly Option<bool> _plain = new("--plain") { Description = "The lines are passwords" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Give up what was imported before, instead of adding to it" };

    public override string Path => "passwords import";

    public override string Description => "Import a list of breached passwords, which new passwords are held against";

    public override void Define(Command command)
    {
        command.Add(_file);
        command.Add(_plain);
        command.Add(_replace);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (folder, file) = (context.OpenData(), context.Get(_file)!);
        var options = context.LoadOptions(folder);
        var target = SmsOfNode.ImportedList(folder);
        if (options.Portal.BreachedPasswords.Length > 0 && folder.Resolve(options.Portal.BreachedPasswords) != target)
        {
            throw new RefusedException("BREACHED_PASSWORDS_ELSEWHERE", $"portal.breachedPasswords names {options.Portal.BreachedPasswords}, which is searched in the place of what is imported", "Leave it empty in hub.yaml, then import.");
        }

        // First of all: without it nothing could be recorded.
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        BreachedImport done;
        try
        {
            await using var input = file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            using var progress = new MegabyteProgress(context.Answer, "passwords", input.CanSeek ? input.Length : null);
            done = new BreachedPasswordImport(target).Run(input, context.Get(_plain), context.Get(_replace), count => progress.Advance(count, ""), cancellationToken);
        }
        catch (InvalidDataException wrong)
        {
            throw new RefusedException("BREACHED_PASSWORDS_DIGESTS", $"{file} cannot be imported: {wrong.Message}", "Leave --plain out.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("BREACHED_PASSWORDS_UNREADABLE", $"{file} cannot be imported: {failure.Message.TrimEnd('.')}", "Name a file that can be read, and leave as much free disk as twice its size.");
        }

        if (done.Bad > 0)
        {
            var more = done.Bad > done.FirstBad.Count ? ", …" : "";
            context.Answer.Warn(string.Create(CultureInfo.InvariantCulture, $"{done.Bad} of {done.Lines} lines are no SHA-1 and were left out: {string.Join(", ", done.FirstBad)}{more}"));
        }

        if (done.Held == 0)
        {
            throw new RefusedException("BREACHED_PASSWORDS_NONE", done.Bad < done.Lines ? $"{file} has bad lines; nothing has changed" : $"{file} holds nothing that can be imported; nothing has changed", done.Bad < done.Lines ? "Mend the lines, or leave --replace out: a list is given up for a file without bad lines alone." : "Give a SHA-1 of 40 hexadecimal digits a line; --plain where the lines are passwords.");
        }

        await KeyEvents.RecordAsync(
            store, context, "passwords.imported",
            EventData.Json(("lines", done.Lines.ToString(CultureInfo.InvariantCulture)), ("bad", done.Bad.ToString(CultureInfo.InvariantCulture)), ("held", done.Held.ToString(CultureInfo.InvariantCulture)), ("replaced", context.Get(_replace) ? "yes" : "no")),
            cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { done.Lines, done.Bad, done.FirstBad, done.Held });
        }

        context.Answer.Line(string.Create(CultureInfo.InvariantCulture, $"{done.Held} breached passwords are refused from now on; a hub that runs without a list takes it at its next start"));
        return done.Bad == 0 ? ExitCode.Ok : ExitCode.NotOk;
    }
}
