using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Adapters.Soap;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Adapters.Soap.Service.Listening;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Schemas.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Soap.Tests.Support;

/// <summary>The service on a real Kestrel on 127.0.0.1 with ports in memory, and clients of it.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public static readonly X509Certificate2 ServerCertificate = TestCertificates.Make("hub");
    public static readonly X509Certificate2 PartyCertificate = TestCertificates.Make("party");
    private WebApplication _app = null!;
    private HttpClient? _client;

    public Party Party { get; private set; } = null!;

    public MemoryRegistry Registry { get; private set; } = null!;

    public MemoryMailbox Mailbox { get; } = new();

    public MemoryArchive Archive { get; } = new();

    public MemoryReceptionStore Store { get; } = new();

    public MemoryFetched Fetched { get; } = new();

    public TestReception Reception { get; private set; } = null!;

    public SoapServiceState State => _app.Services.GetRequiredService<SoapServiceState>();

    public ListenerHealth Health => _app.Services.GetRequiredService<ListenerHealth>();

    public SigningKey SigningKey { get; } = SigningKey.FromCertificate(ServerCertificate);

    public IReadOnlyList<int> Ports => [.. Health.Channels.Where(c => c.Bound is not null).Select(c => c.Bound!.Port)];

    public Uri Address => new($"https://127.0.0.1:{Ports[0]}/ServiceEME");

    public static Party MakeParty(string name, X509Certificate2? certificate, PartyLimits? limits = null, bool enabled = true) => new()
    {
        Id = new PartyId(Guid.CreateVersion7()), Name = name, Code = new CodedId("10XES-REE------E", "A01"), Connection = PartyConnection.Client,
        TlsCertificates = certificate is null ? [] : [TestCertificates.Thumbprint(certificate)], Limits = limits ?? new(), Enabled = enabled,
    };

    public static async Task<TestHub> StartAsync(
        PartyLimits? limits = null, Action<SoapListenerOptions>? configure = null, bool enabled = true, TimeProvider? time = null, X509Certificate2? server = null,
        Action<IServiceCollection>? services = null)
    {
        var hub = new TestHub { Party = MakeParty("party", PartyCertificate, limits, enabled) };
        var self = MakeParty("self", null) with { Code = new CodedId("10XFR-RTE------Q", "A01") };
        hub.Registry = new MemoryRegistry(new PartyDirectory(self, [hub.Party]));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(new SoapKeys(() => server ?? ServerCertificate, () => hub.SigningKey));
        builder.Services.AddSingleton<IPartyRegistry>(hub.Registry);
        builder.Services.AddSingleton<IMailbox>(hub.Mailbox);
        builder.Services.AddSingleton<IArchive>(hub.Archive);
        builder.Services.AddSingleton<IReceptionStore>(hub.Store);
        builder.Services.AddSingleton<IFetchedDocuments>(hub.Fetched);
        services?.Invoke(builder.Services);
        builder.Services.AddSingleton<TestReception>();
        builder.Services.AddSingleton<IDocumentReception>(services => services.GetRequiredService<TestReception>());
        builder.Services.AddSoapService(options =>
        {
            options.Addresses.Add(new IPEndPoint(IPAddress.Loopback, 0));
            options.Addresses.Add(new IPEndPoint(IPAddress.Loopback, 0));
            configure?.Invoke(options);
        });
        hub._app = builder.Build();
        hub._app.MapSoapService();
        hub.Reception = hub._app.Services.GetRequiredService<TestReception>();
        await hub._app.StartAsync();
        return hub;
    }

    public HttpClient Client(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetRawCertData().AsSpan().SequenceEqual(ServerCertificate.RawData);
        if (certificate is not null) handler.SslOptions.ClientCertificates = [certificate];
        if (certificate is not null) handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        return new HttpClient(handler) { BaseAddress = Address };
    }

    public HttpClient Client() => Client(PartyCertificate);

    /// <summary>POSTs a body, as the party on connections that stay: who closes at once after an answer may not have read it, for all the hub knows.</summary>
    public async Task<TestAnswer> PostAsync(byte[] body, string contentType = "application/soap+xml; charset=utf-8", X509Certificate2? certificate = null)
    {
        using var stranger = certificate is null ? null : Client(certificate);
        var client = stranger ?? (_client ??= Client());
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await client.PostAsync((Uri?)null, content);
        return new TestAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(), response.Headers.RetryAfter?.Delta);
    }

    public Task<TestAnswer> PostAsync(string envelope, string contentType = "application/soap+xml; charset=utf-8") => PostAsync(Encoding.UTF8.GetBytes(envelope), contentType);

    /// <summary>POSTs a message inside an envelope.</summary>
    public Task<TestAnswer> CallAsync(string message, SoapVersion version = SoapVersion.Soap12) =>
        PostAsync(EnvelopeWriter.Wrap(version, Encoding.UTF8.GetBytes(message)), EnvelopeWriter.ContentType(version));

    /// <summary>A TLS connection on which a test writes HTTP as it likes.</summary>
    public async Task<SslStream> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Ports[0]);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificateContext = SslStreamCertificateContext.Create(PartyCertificate, null, offline: true),
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetRawCertData().AsSpan().SequenceEqual(ServerCertificate.RawData),
        });
        return stream;
    }

    public MailboxEntry Add(long code, byte[] document, string identification = "SCHED-1", int? version = 1, string type = "Schedule_MarketDocument")
    {
        var at = new DateTimeOffset(2026, 11, 20, 12, 34, 56, TimeSpan.Zero);
        var entry = new MailboxEntry(code, Guid.CreateVersion7(), identification, version, "OK", new TimeInterval(at, at.AddDays(1)), at, type, "10XES-REE------E", Guid.CreateVersion7(), document.Length);
        Archive.Add(entry.DocumentArchiveId, document);
        Mailbox.Entries.Add((Party.Id, entry));
        return entry;
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

internal sealed record TestAnswer(HttpStatusCode Status, string? MediaType, byte[] Body, TimeSpan? RetryAfter)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public ReadMessage Message => EnvelopeReader.Read(Body).Message ?? throw new InvalidOperationException($"{Status}: {Text}");

    public string FaultCode => Message.Reply!.Errors[0].Code;
}
