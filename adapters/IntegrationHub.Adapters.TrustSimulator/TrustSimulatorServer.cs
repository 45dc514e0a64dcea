using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Adapters.TrustSimulator;

/// <summary>
/// The simulated services over HTTP on the loopback address: <c>POST /tsa/NAME</c>, <c>POST /ocsp</c>, <c>GET /crl</c>, and for drills
/// <c>POST /faults/SERVICE/FAULT</c> (SERVICE is <c>tsa-NAME</c>, <c>ocsp</c> or <c>crl</c>) and <c>POST /revoke</c> (a PEM certificate, with
/// the optional query <c>reason</c>). <c>GET /health/ready</c> answers once it serves.
/// </summary>
public sealed class TrustSimulatorServer : IAsyncDisposable
{
    private const int LargestRequest = 64 * 1024;
    private readonly WebApplication application;
    private readonly SimulatedAuthority authority;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TrustFault> faults = new(StringComparer.Ordinal);

    private TrustSimulatorServer(WebApplication application, SimulatedAuthority authority)
    {
        this.application = application;
        this.authority = authority;
    }

    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The authority's certificate, which clients of the services trust.</summary>
    public X509Certificate2 Certificate => authority.Certificate;

    /// <summary>Starts it.</summary>
    /// <param name="authorityCertificate">Certificate with key, e.g. of the development authority.</param>
    /// <param name="port">0 for any free port.</param>
    public static async Task<TrustSimulatorServer> StartAsync(X509Certificate2 authorityCertificate, TimeProvider time, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, port);
            k.Limits.MaxRequestBodySize = LargestRequest;
        });
        var server = new TrustSimulatorServer(builder.Build(), new SimulatedAuthority(authorityCertificate, time));
        server.Map();
        await server.application.StartAsync(cancellationToken);
        var addresses = server.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Address = new Uri(addresses.Addresses.First());
        return server;
    }

    /// <summary>Makes a service (<c>tsa-NAME</c>, <c>ocsp</c>, <c>crl</c>) do something wrong until told otherwise.</summary>
    public void SetFault(string service, TrustFault fault) => faults[service] = fault;

    /// <summary>Revokes a certificate of the authority.</summary>
    public void Revoke(X509Certificate2 certificate, DateTimeOffset at, X509RevocationReason reason) => authority.Revoke(certificate, at, reason);

    /// <summary>Runs until cancelled.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        authority.Dispose();
    }

    private void Map()
    {
        var (timestamps, ocsp) = (new TimestampService(authority), new OcspService(authority));
        application.MapGet("/health/ready", () => TypedResults.Ok());
        application.MapPost("/tsa/{name}", (string name, HttpContext context) =>
            AnswerAsync(context, "tsa-" + name, "application/timestamp-reply", timestamps.Answer));
        application.MapPost("/ocsp", (HttpContext context) => AnswerAsync(context, "ocsp", "application/ocsp-response", ocsp.Answer));
        application.MapGet("/crl", (HttpContext context) =>
            AnswerAsync(context, "crl", "application/pkix-crl", (_, fault) => authority.List(fault == TrustFault.Stale)));
        application.MapPost("/faults/{service}/{fault}", (string service, TrustFault fault) =>
        {
            SetFault(service, fault);
            return TypedResults.NoContent();
        });
        application.MapPost("/revoke", async Task<IResult> (HttpContext context, X509RevocationReason? reason) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            using var certificate = X509Certificate2.CreateFromPem(await reader.ReadToEndAsync(context.RequestAborted));
            authority.Revoke(certificate, authority.Now, reason ?? X509RevocationReason.Unspecified);
            return TypedResults.NoContent();
        });
    }

    private async Task AnswerAsync(HttpContext context, string service, string type, Func<ReadOnlyMemory<byte>, TrustFault, byte[]> answer)
    {
        var fault = faults.GetValueOrDefault(service);
        if (fault == TrustFault.Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        if (fault == TrustFault.Unavailable)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        using var request = new MemoryStream();
        await context.Request.Body.CopyToAsync(request, context.RequestAborted);
        var octets = fault == TrustFault.Garbage ? "nothing of use"u8.ToArray() : answer(request.ToArray(), fault);
        context.Response.ContentType = type;
        context.Response.ContentLength = octets.Length;
        await context.Response.Body.WriteAsync(fault == TrustFault.Cut ? octets.AsMemory(0, octets.Length / 2) : octets, context.RequestAborted);
        if (fault == TrustFault.Cut)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }
}
