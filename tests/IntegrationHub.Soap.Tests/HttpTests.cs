using System.Net;
using System.Net.Security;
using System.Text;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Adapters.Soap.Service.Listening;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Soap.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IntegrationHub.Soap.Tests;

/// <summary>What is answered below SOAP: identity, limits, paths, and a hub that cannot.</summary>
public sealed class HttpTests
{
    private static readonly string List = Requests.Envelope(Requests.List(Requests.Option("Code", "0")));

    [Fact]
    public async Task Without_certificate_the_answer_is_401()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(null);
        using var answer = await client.PostAsync((Uri?)null, new StringContent(List));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        Assert.Equal("caller.unknown", Assert.Single(hub.Store.Events).Kind);
    }

    [Fact]
    public async Task An_unknown_caller_is_answered_401_with_the_body_unread()
    {
        await using var hub = await TestHub.StartAsync();
        using var unknown = TestCertificates.Make("unknown");
        using var client = hub.Client(unknown);
        var content = new UnreadContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, (Uri?)null) { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(content.Asked);
        Assert.Empty(hub.Reception.Received);
    }

    [Fact]
    public async Task Many_unknown_callers_leave_few_events()
    {
        await using var hub = await TestHub.StartAsync(configure: options => options.UnknownCallerEventsPerMinute = 2, time: new ManualTime());
        using var unknown = TestCertificates.Make("unknown");
        for (int i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await hub.PostAsync(Encoding.UTF8.GetBytes(List), certificate: unknown)).Status);
        Assert.Equal(2, hub.Store.Events.Count);
    }

    [Fact]
    public async Task A_registered_certificate_outside_its_validity_is_401()
    {
        var time = new ManualTime();
        await using var hub = await TestHub.StartAsync(time: time);
        Assert.Equal(HttpStatusCode.OK, (await hub.PostAsync(List)).Status);
        time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(HttpStatusCode.Unauthorized, (await hub.PostAsync(List)).Status);
    }

    [Fact]
    public async Task A_party_that_is_switched_off_is_403()
    {
        await using var hub = await TestHub.StartAsync(enabled: false);
        Assert.Equal(HttpStatusCode.Forbidden, (await hub.PostAsync(List)).Status);
    }

    [Fact]
    public async Task Other_paths_are_404()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        using var answer = await client.PostAsync(new Uri("/Other", UriKind.Relative), new StringContent(List));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task Other_methods_are_405(string method)
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client();
        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), (Uri?)null));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("POST", answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("")]
    public async Task Other_media_types_are_415(string contentType)
    {
        await using var hub = await TestHub.StartAsync();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await hub.PostAsync(List, contentType)).Status);
    }

    [Fact]
    public async Task A_stated_length_above_the_limit_is_413_before_the_body_is_read()
    {
        await using var hub = await TestHub.StartAsync(new PartyLimits { MaxRequestBytes = 1024 });
        var answer = await RawAsync(hub, "Content-Length: 99999999999\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_above_the_limit_is_413()
    {
        await using var hub = await TestHub.StartAsync(new PartyLimits { MaxRequestBytes = 1024 });
        var answer = await RawAsync(hub, "Transfer-Encoding: chunked\r\n\r\n800\r\n" + new string('x', 0x800) + "\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Empty(hub.Reception.Received);
    }

    [Fact]
    public async Task Two_lengths_are_400()
    {
        await using var hub = await TestHub.StartAsync();
        var answer = await RawAsync(hub, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nPOST /ServiceEME HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Equal(1, Count(answer, "HTTP/1.1"));
    }

    [Fact]
    public async Task A_chunk_that_is_no_chunk_is_400()
    {
        await using var hub = await TestHub.StartAsync();
        Assert.StartsWith("HTTP/1.1 400", await RawAsync(hub, "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_shorter_than_its_length_is_not_taken_in()
    {
        await using var hub = await TestHub.StartAsync();
        using (var connection = await hub.ConnectAsync())
            await connection.WriteAsync(Encoding.ASCII.GetBytes("POST /ServiceEME HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 5000\r\n\r\n<half"));
        Assert.Equal(HttpStatusCode.OK, (await hub.PostAsync(List)).Status);
        Assert.Empty(hub.Reception.Received);
    }

    [Fact]
    public async Task A_body_that_trickles_is_cut_off()
    {
        await using var hub = await TestHub.StartAsync(configure: options =>
        {
            options.MinBodyBytesPerSecond = 1000;
            options.BodyGracePeriod = TimeSpan.FromSeconds(1.1);
            options.BodyTimeout = TimeSpan.FromSeconds(2);
        });
        var answer = await RawAsync(hub, "Content-Length: 5000\r\n\r\n<S:Env");
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }

    [Fact]
    public async Task A_store_that_is_away_is_503_and_nothing_is_acknowledged()
    {
        await using var hub = await TestHub.StartAsync();
        hub.Mailbox.Failure = new TimeoutException("store");
        hub.Reception.Failure = new TimeoutException("store");
        foreach (var message in new[] { List, Requests.Envelope(Requests.Put(Requests.Schedule)) })
        {
            var answer = await hub.PostAsync(message);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.NotNull(answer.RetryAfter);
        }
    }

    [Fact]
    public async Task A_hub_that_drains_is_503()
    {
        await using var hub = await TestHub.StartAsync();
        hub.State.Drain();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await hub.PostAsync(List)).Status);
    }

    [Fact]
    public async Task More_requests_at_once_than_allowed_are_429()
    {
        await using var hub = await TestHub.StartAsync(configure: options => options.MaxConcurrentRequestsPerParty = 1);
        using var first = await hub.ConnectAsync();
        await first.WriteAsync(Encoding.ASCII.GetBytes("POST /ServiceEME HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n"));
        // 100 Continue says that the service reads the body of the first request: it holds its place.
        Assert.True(await first.ReadAsync(new byte[100]) > 0);
        var second = await hub.PostAsync(List);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.Status);
        Assert.NotNull(second.RetryAfter);
    }

    [Fact]
    public async Task Bodies_that_do_not_fit_into_memory_together_are_503()
    {
        await using var hub = await TestHub.StartAsync(configure: options => options.MaxBytesInWork = 20_000);
        using var first = await hub.ConnectAsync();
        await first.WriteAsync(Encoding.ASCII.GetBytes("POST /ServiceEME HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nExpect: 100-continue\r\nContent-Length: 20000\r\n\r\n"));
        Assert.True(await first.ReadAsync(new byte[100]) > 0);

        var second = await hub.PostAsync(List);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.Status);
        Assert.NotNull(second.RetryAfter);

        // Who gives up gives its room back.
        await first.DisposeAsync();
        while ((await hub.PostAsync(List)).Status == HttpStatusCode.ServiceUnavailable)
        {
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await hub.PostAsync(List)).Status);
    }

    [Fact]
    public void Each_listener_is_known_by_its_own_public_address()
    {
        var options = new SoapListenerOptions { PublicAddresses = { [new IPEndPoint(IPAddress.Any, 8443)] = new Uri("https://one.example/ServiceEME"), [IPEndPoint.Parse("10.0.0.2:8444")] = new Uri("https://two.example/ServiceEME") } };

        Assert.Equal("https://one.example/ServiceEME", options.PublicAddressOf(IPEndPoint.Parse("10.0.0.1:8443")).ToString());
        Assert.Equal("https://two.example/ServiceEME", options.PublicAddressOf(IPEndPoint.Parse("10.0.0.2:8444")).ToString());
        Assert.Equal("https://10.0.0.3:8444/ServiceEME", options.PublicAddressOf(IPEndPoint.Parse("10.0.0.3:8444")).ToString());
    }

    [Fact]
    public async Task Both_addresses_answer_and_a_lost_one_harms_neither_start_nor_exchange()
    {
        using var occupied = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        await using var hub = await TestHub.StartAsync(configure: options => options.Addresses.Add((IPEndPoint)occupied.LocalEndpoint));
        Assert.Equal(2, hub.Ports.Count);
        foreach (int port in hub.Ports)
        {
            using var client = hub.Client();
            using var answer = await client.GetAsync(new Uri($"https://127.0.0.1:{port}/ServiceEME?wsdl"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        var health = await new ListenerHealthCheck(hub.Health).CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Degraded, health.Status);
    }

    [Fact]
    public async Task No_certificate_makes_the_hub_open_a_connection()
    {
        using var watcher = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        watcher.Start();
        int connections = 0;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    using var connection = await watcher.AcceptTcpClientAsync(stop.Token);
                    Interlocked.Increment(ref connections);
                }
            }
            catch (OperationCanceledException)
            {
                // The end of the test.
            }
        });
        var addresses = $"http://127.0.0.1:{((IPEndPoint)watcher.LocalEndpoint).Port}";
        using var caller = TestCertificates.Make("caller", addresses: addresses);
        await using var hub = await TestHub.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            using var connection = await ConnectOfflineAsync(hub, caller);
            await connection.WriteAsync(Encoding.ASCII.GetBytes("POST /ServiceEME HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
            Assert.StartsWith("HTTP/1.1 401", await ReadToEndAsync(connection), StringComparison.Ordinal);
        }
        // Connections to the watcher are queued before they are counted: one of our own, counted last, proves that none came before it.
        using (var own = new System.Net.Sockets.TcpClient())
        {
            await own.ConnectAsync((IPEndPoint)watcher.LocalEndpoint);
            while (Volatile.Read(ref connections) == 0) await Task.Yield();
        }
        Assert.Equal(1, connections);
        await stop.CancelAsync();
        await watching;
    }

    private static async Task<SslStream> ConnectOfflineAsync(TestHub hub, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, hub.Ports[0]);
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
            RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetRawCertData().AsSpan().SequenceEqual(TestHub.ServerCertificate.RawData),
            CertificateChainPolicy = new() { DisableCertificateDownloads = true },
        });
        return stream;
    }

    private static async Task<string> RawAsync(TestHub hub, string rest)
    {
        using var connection = await hub.ConnectAsync();
        await connection.WriteAsync(Encoding.ASCII.GetBytes("POST /ServiceEME HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\n" + rest));
        return await ReadToEndAsync(connection);
    }

    private static async Task<string> ReadToEndAsync(SslStream connection)
    {
        var all = new MemoryStream();
        try
        {
            await connection.CopyToAsync(all);
        }
        catch (IOException)
        {
            // The server closed the connection hard; what came before counts.
        }
        return Encoding.ASCII.GetString(all.ToArray());
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private sealed class UnreadContent : HttpContent
    {
        /// <summary>Clients send small bodies also after a refusal, because the connection can then be used again.</summary>
        private const int Length = 64 * 1024;

        public bool Asked { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Asked = true;
            return stream.WriteAsync(new byte[Length]).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Length;
            return true;
        }
    }
}
