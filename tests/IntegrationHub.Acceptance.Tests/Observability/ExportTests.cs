using System.Collections.Concurrent;
using System.Net;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Observability;

namespace IntegrationHub.Acceptance.Tests.Observability;

[Collection(MarketCollection.Name)]
public sealed class ExportTests(MarketFixture fixture)
{
    [Fact]
    public async Task With_a_collector_configured_traces_and_metrics_reach_it()
    {
        var market = await fixture.StartedAsync();
        using var collector = new Collector();
        using var export = new TelemetryExport(
            new ObservabilityOptions { OtlpEndpoint = collector.Address, OtlpProtocol = OtlpProtocol.Http }, "10XIHUB-RETAILRZ");

        await export.StartAsync(CancellationToken.None);
        await Traffic.ReceiveAsync(market, "OBS-OTLP");
        await export.StopAsync(CancellationToken.None);

        Assert.True(collector.Requests.GetValueOrDefault("/v1/traces") > 0, "no traces came");
        Assert.True(collector.Requests.GetValueOrDefault("/v1/metrics") > 0, "no metrics came");
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_sent_anywhere()
    {
        using var export = new TelemetryExport(new ObservabilityOptions(), "10XIHUB-RETAILRZ");

        await export.StartAsync(CancellationToken.None);

        Assert.False(export.IsExporting);
        await export.StopAsync(CancellationToken.None);
    }

    /// <summary>Answers 200 to everything and counts by path.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Collector()
        {
            Address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}/");
            _listener.Prefixes.Add(Address.AbsoluteUri);
            _listener.Start();
            _ = ServeAsync();
        }

        public Uri Address { get; }

        public ConcurrentDictionary<string, int> Requests { get; } = new(StringComparer.Ordinal);

        public void Dispose() => _listener.Close();

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    Requests.AddOrUpdate(context.Request.Url!.AbsolutePath, 1, (_, count) => count + 1);
                    await context.Request.InputStream.CopyToAsync(Stream.Null);
                    context.Response.Close();
                }
                catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
