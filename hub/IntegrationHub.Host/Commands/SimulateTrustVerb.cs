using System.CommandLine;
using System.Net.Sockets;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub simulate trust</c>: timestamps, OCSP and CRL of the development authority, with faults on demand.</summary>
internal sealed class SimulateTrustVerb : Verb
{
    private readonly Option<int> _port = new("--port") { Description = "Port on 127.0.0.1; 0 takes a free one", HelpName = "PORT", DefaultValueFactory = _ => 8460 };
    private readonly Option<string[]> _faults = new("--fault") { Description = $"A fault to play, e.g. tsa-one={nameof(TrustFault.Unavailable)} or ocsp={nameof(TrustFault.Stale)}; repeat it for more", HelpName = "SERVICE=FAULT" };

    public override string Path => "simulate trust";

    public override string Description => "Run timestamp, OCSP and CRL services of the development CA";

    public override bool OffersJson => false;

    public override void Define(Command command)
    {
        command.Add(_port);
        command.Add(_faults);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var faults = (context.Get(_faults) ?? []).Select(Fault).ToList();
        var folder = context.OpenData();
        if (folder.IsProduction || !DevelopmentAuthority.ExistsIn(folder.Pki))
        {
            throw new RefusedException("DEVELOPMENT_CA_MISSING", $"there is no development authority in {folder.Pki}", "Make one in a development folder with `ihub pki init`.");
        }

        var location = new KeyLocation(System.IO.Path.Combine(folder.Pki, "ca.pem"), System.IO.Path.Combine(folder.Pki, "ca.key"), System.IO.Path.Combine(folder.Pki, "passphrase"));
        var loaded = new KeyStore(context.Time).Load(location);
        if (loaded.Problem is { } problem)
        {
            throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail}", problem.Remedy);
        }

        using var authority = loaded.Value;
        await using var server = await StartAsync(context, authority.Certificate, cancellationToken);
        foreach (var (service, fault) in faults)
        {
            server.SetFault(service, fault);
        }

        context.Answer.Line($"Timestamps at {server.Address}tsa/NAME, OCSP at {server.Address}ocsp, CRL at {server.Address}crl");
        context.Answer.Line(faults.Count == 0 ? "It plays no faults. Stop with Ctrl+C." : $"It plays {Words.Count(faults.Count, "fault")}. Stop with Ctrl+C.");
        await server.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Ok;
    }

    private async Task<TrustSimulatorServer> StartAsync(
        CommandContext context, System.Security.Cryptography.X509Certificates.X509Certificate2 authority, CancellationToken cancellationToken)
    {
        var port = context.Get(_port) is var given and >= 0 and <= 65535 ? given : throw new WrongUseException("--port is 0 to 65535");
        try
        {
            return await TrustSimulatorServer.StartAsync(authority, context.Time, port, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new RefusedException("PORT_TAKEN", $"127.0.0.1:{port} cannot be listened at: {failure.Message.TrimEnd('.')}", "Name another with --port.");
        }
    }

    private static (string Service, TrustFault Fault) Fault(string text)
    {
        var parts = text.Split('=', 2);
        if (parts.Length != 2 || Words.Parse<TrustFault>(parts[1]) is not { } fault)
        {
            throw new WrongUseException($"`{text}` is no fault; use SERVICE=FAULT with one of {string.Join(", ", Enum.GetNames<TrustFault>())}");
        }

        return parts[0] is "ocsp" or "crl" || parts[0].StartsWith("tsa-", StringComparison.Ordinal)
            ? (parts[0], fault)
            : throw new WrongUseException($"`{parts[0]}` is no service; use tsa-NAME, ocsp or crl");
    }
}
