using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Output;
using IntegrationHub.Notary.Revocation;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary><c>ihub party add</c>: registers a party from options, or parties from a file; a running hub knows them at once.</summary>
internal sealed class PartyAddVerb : Verb
{
    private readonly Argument<string?> _name = new("name") { Description = "Short unique name: lower case letters, digits, hyphens", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _file = new("--file") { Description = "JSON file with one party or a list of them, as `party show --json` prints", HelpName = "FILE" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Replace a party of this name; its exchanges stay its own" };
    private readonly PartyOptions _options = new();

    public override string Path => "party add";

    public override string Description => "Register a party, from options or a file";

    public override void Define(Command command)
    {
        command.Add(_name);
        command.Add(_file);
        command.Add(_replace);
        _options.Define(command);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (files, folder) = await ReadAsync(context, cancellationToken);
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var refused = 0;
        foreach (var file in files)
        {
            var reading = new PartyReading(context.Time, folder);
            var party = reading.Read(file, new PartyId(new HubIds().Next(context.Time.GetUtcNow())));
            var replaced = store.Parties.Current.FindByName(party.Name) is not null;
            var rejections = await SaveAsync(context, store.Parties, party, reading.Rejections, cancellationToken);
            refused += rejections.Count > 0 ? 1 : 0;
            if (rejections.Count == 0)
            {
                Keep(context, reading.Certificates);
            }

            Print(context.Answer, party, replaced, rejections, reading.Warnings);
        }

        return refused == 0 ? ExitCode.Ok : ExitCode.NotOk;
    }

    private async Task<IReadOnlyList<Rejection>> SaveAsync(
        CommandContext context, IPartyRegistry registry, Party party, IReadOnlyList<Rejection> found, CancellationToken cancellationToken)
    {
        var known = registry.Current;
        List<Rejection> rejections = [.. found, .. PartyRules.Check(party, [.. known.Parties, known.Self])];
        if (known.FindByName(party.Name) is not null && !context.Get(_replace))
        {
            rejections.Add(new Rejection("PARTY_NAME_TAKEN", null, $"There is a party {party.Name}.", "name", "Choose another name, or replace it with --replace."));
        }

        return rejections.Count > 0 ? rejections : await registry.SaveAsync(party, Words.Operator(context.Surroundings), cancellationToken);
    }

    /// <summary>The registry has thumbprints; whether a certificate is revoked can only be asked with the whole of it.</summary>
    private static void Keep(CommandContext context, IReadOnlyList<X509Certificate2> certificates)
    {
        var folder = new RevocationFolder(context.OpenData().Revocation);
        try
        {
            foreach (var certificate in certificates)
            {
                folder.Keep(certificate);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            context.Answer.Warn($"the certificate could not be kept: {failure.Message} The hub asks about its revocation from its first message on.");
        }
    }

    private async Task<(IReadOnlyList<PartyFile> Parties, string Folder)> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var here = Directory.GetCurrentDirectory();
        switch (context.Get(_name), context.Get(_file))
        {
            case (null, null):
                throw new WrongUseException("name a party, or a file of parties with --file");
            case (not null, not null):
                throw new WrongUseException("a file names its parties itself: leave out the name or --file");
            case (null, { } file):
                if (_options.FirstUsed(context) is { } option)
                {
                    throw new WrongUseException($"{option} and --file exclude each other");
                }

                return (await ReadFileAsync(file, cancellationToken), System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file)) ?? here);
            case ({ } name, null):
                return ([_options.Read(context, name)], here);
        }
    }

    private static async Task<IReadOnlyList<PartyFile>> ReadFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return PartyFile.Parse(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (JsonException wrong)
        {
            throw new RefusedException("PARTY_FILE_INVALID", $"{file}: {wrong.Message.TrimEnd('.')}", "Write it as `party show NAME --json` prints a party.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException(failure.Message.TrimEnd('.'));
        }
    }

    private static void Print(Answer answer, Party party, bool replaced, IReadOnlyList<Rejection> rejections, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            answer.Warn(warning);
        }

        if (answer.IsJson)
        {
            var result = rejections.Count > 0 ? "refused" : replaced ? "replaced" : "added";
            answer.JsonLine(new { party.Name, result, reasons = rejections });
            return;
        }

        if (rejections.Count > 0)
        {
            answer.Line($"{party.Name}: refused");
            Words.Reasons(answer, rejections);
            return;
        }

        answer.Line($"{(replaced ? "Replaced" : "Added")} {party.Name} ({party.Code.Value}), {Words.Of(party.Connection)}, {Words.Count(party.TlsCertificates.Count, "certificate")}, {Words.Count(party.Endpoints.Count, "endpoint")}");
    }
}
