using System.CommandLine;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary>The options of <c>party add</c> that describe one party; limits and quotas are for a file.</summary>
internal sealed class PartyOptions
{
    private readonly Option<string?> _code = new("--code") { Description = "Its coded id, an EIC unless --coding-scheme says otherwise", HelpName = "CODE" };
    private readonly Option<string> _scheme = new("--coding-scheme") { Description = "Scheme of --code: A01 EIC, A10 GS1", HelpName = "SCHEME", DefaultValueFactory = _ => "A01" };
    private readonly Option<string> _display = new("--display-name") { Description = "Name for people", HelpName = "TEXT", DefaultValueFactory = _ => "" };
    private readonly Option<string[]> _roles = new("--role") { Description = $"What it is in the market; repeatable: {Choices<PartyRole>()}", HelpName = "ROLE" };
    private readonly Option<string> _marketRole = new("--market-role") { Description = "Role code in acknowledgements to it", HelpName = "CODE", DefaultValueFactory = _ => "A11" };
    private readonly Option<string> _connection = new("--connection") { Description = $"How documents reach it: {Choices<PartyConnection>()}", HelpName = "HOW", DefaultValueFactory = _ => "none" };
    private readonly Option<string[]> _endpoints = new("--endpoint") { Description = "Address of its service; repeatable, at least two, first is tried first", HelpName = "[NAME=]URL" };
    private readonly Option<string[]> _tls = new("--certificate") { Description = "Certificate it shows in TLS: file or SHA-256 thumbprint; repeatable", HelpName = "FILE" };
    private readonly Option<string[]> _signing = new("--signing-certificate") { Description = "Certificate it signs with (default: those of --certificate); repeatable", HelpName = "FILE" };
    private readonly Option<string[]> _represents = new("--represents") { Description = "Another coded id it may speak for; repeatable", HelpName = "CODE[@SCHEME]" };
    private readonly Option<string[]> _profiles = new("--profile") { Description = "Profile it may send, e.g. \"Schedule 5.2\" (default: all); repeatable", HelpName = "PROFILE" };
    private readonly Option<string> _acknowledgement = new("--acknowledgement") { Description = "Version of the acknowledgements it reads: 7.0, 8.0, 8.1", HelpName = "VERSION", DefaultValueFactory = _ => "8.1" };
    private readonly Option<int> _pull = new("--pull-every") { Description = "Seconds between two polls of its service (default: 0, not at all)", HelpName = "SECONDS" };
    private readonly Option<bool> _sha1 = new("--allow-sha1") { Description = "Accept its SHA-1 signatures" };
    private readonly Option<bool> _tolerate = new("--tolerate-unknown-codes") { Description = "Unknown codes in its documents are warnings" };
    private readonly Option<bool> _binary = new("--takes-binary") { Description = "It may hand over files of any kind, which no profile judges" };

    private IReadOnlyList<Option> All =>
        [_code, _scheme, _display, _roles, _marketRole, _connection, _endpoints, _tls, _signing, _represents, _profiles, _acknowledgement, _pull, _sha1, _tolerate, _binary];

    public void Define(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The first one that stands on the command line.</summary>
    public string? FirstUsed(CommandContext context) => All.FirstOrDefault(context.Has)?.Name;

    /// <exception cref="WrongUseException">The code is missing.</exception>
    public PartyFile Read(CommandContext context, string name) => new(
        name,
        context.Get(_code) ?? throw new WrongUseException("a party needs --code (or a --file that says all of it)"),
        context.Get(_scheme)!,
        context.Get(_display)!,
        context.Get(_roles) ?? [],
        context.Get(_marketRole)!,
        context.Get(_connection)!,
        [.. (context.Get(_endpoints) ?? []).Select(Endpoint)],
        context.Get(_tls) ?? [],
        context.Get(_signing) ?? [],
        context.Get(_represents) ?? [],
        context.Get(_profiles) ?? [],
        context.Get(_acknowledgement)!,
        context.Get(_sha1),
        context.Get(_tolerate),
        context.Get(_binary),
        Limits: null,
        context.Get(_pull));

    /// <summary><c>NAME=URL</c>, or an address alone, which gets the name of its place.</summary>
    private static EndpointFile Endpoint(string text, int index)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return equals > 0 && equals < colon
            ? new EndpointFile(text[..equals], text[(equals + 1)..])
            : new EndpointFile($"channel-{index + 1}", text);
    }

    private static string Choices<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Words.Of));
}
