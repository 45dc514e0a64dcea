using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Users;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.ServiceAccounts;

/// <summary><c>ihub service-account rotate</c>: makes a token; those before it end after an overlap.</summary>
internal sealed class ServiceAccountRotateVerb : Verb
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the program" };
    private readonly Option<int> _days = new("--days") { Description = "How long the token is good", HelpName = "DAYS", DefaultValueFactory = static _ => 90 };
    private readonly Option<int> _overlap = new("--overlap-hours") { Description = "How long tokens before it go on; 0 ends them now", HelpName = "HOURS", DefaultValueFactory = static _ => 24 };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "Client certificate (PEM or DER) without which the token is nothing (default: that of the token before it)", HelpName = "FILE" };
    private readonly Option<bool> _unbind = new("--unbind") { Description = "Bind the token to no certificate, whatever the one before it was bound to" };

    public override string Path => "service-account rotate";

    public override string Description => "Make a token for a program, shown once; those before it end after an overlap";

    public override void Define(Command command)
    {
        command.Add(_name);
        foreach (var option in new Option[] { _days, _overlap, _certificate, _unbind })
        {
            command.Add(option);
        }
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Get(_name)!;
        var certificate = context.Get(_certificate) is { } file ? Read(System.IO.Path.GetFullPath(file)) : null;
        if (certificate is not null && context.Get(_unbind))
        {
            throw new WrongUseException("--unbind and --certificate contradict each other; give one");
        }

        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        var (made, refused) = await open.Services.RotateAsync(
            name, TimeSpan.FromDays(context.Get(_days)), TimeSpan.FromHours(context.Get(_overlap)), certificate, context.Get(_unbind), open.Actor, cancellationToken);
        OpenAccounts.Must(context, refused);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { name, token = made!.Token.ToString(), expiresAt = made.ExpiresAt, bound = made.IsBound });
        }

        context.Answer.Line($"{name}: token {made!.Token} until {Words.Instant(made.ExpiresAt)}. It is shown this once{(made.IsBound ? ", and nothing without its certificate" : "")}.");
        return ExitCode.Ok;
    }

    private static X509Certificate2 Read(string file)
    {
        var read = CertificateFiles.Read(file);
        return read.Problem is { } problem ? throw new RefusedException("CERTIFICATE_FILE", $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy) : read.Value[0];
    }
}
