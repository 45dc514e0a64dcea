using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IntegrationHub.Host.Observability;

/// <summary>Sends traces and metrics to a collector while the hub runs; without a configured collector it does nothing and costs nothing.</summary>
internal sealed class TelemetryExport(ObservabilityOptions options, string instance) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <summary>True while traces and metrics are sent to a collector.</summary>
    public bool IsExporting => _traces is not null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.OtlpEndpoint is null)
        {
            return Task.CompletedTask;
        }

        var resource = ResourceBuilder.CreateDefault()
            .AddService(Telemetry.Root, serviceVersion: ProductVersion.Current, serviceInstanceId: instance);
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracePercent / 100d)))
            .AddSource(Telemetry.Root + ".*")
            .AddSource([.. Telemetry.ForeignSources])
            .AddOtlpExporter(exporter => Aim(exporter, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Telemetry.Root + ".*")
            .AddMeter([.. Telemetry.ForeignMeters])
            .AddOtlpExporter(exporter => Aim(exporter, "v1/metrics"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(5_000);
        _metrics?.ForceFlush(5_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private void Aim(OtlpExporterOptions exporter, string path)
    {
        // A path given in code is taken as it is; only the environment variables of the standard get it appended.
        var http = options.OtlpProtocol == OtlpProtocol.Http;
        exporter.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = http ? new Uri(new Uri(options.OtlpEndpoint!.AbsoluteUri.TrimEnd('/') + "/"), path) : options.OtlpEndpoint!;
    }
}
