using System.Diagnostics.Metrics;

namespace IntegrationHub.Host.Observability;

/// <summary>What is counted about documents that come in. Tags hold names and codes only: no ids, prices or payloads.</summary>
/// <remarks>Thread safe.</remarks>
internal static class ExchangeMetrics
{
    private static readonly Counter<long> DocumentsReceived = Telemetry.ExchangeMetrics.CreateCounter<long>(
        "ihub.documents.received", "{document}", "Documents taken in, by party, profile and outcome");

    private static readonly Histogram<double> ReceptionTime = Telemetry.ExchangeMetrics.CreateHistogram<double>(
        "ihub.reception.duration", "s", "From the first byte to the acknowledgement");

    private static readonly Histogram<long> DocumentSize = Telemetry.ExchangeMetrics.CreateHistogram<long>(
        "ihub.document.size", "By", "Size of what came in, by direction");

    /// <summary>One document came in.</summary>
    /// <param name="party">Name of the party.</param>
    /// <param name="profile">Name of the profile, or <c>unknown</c>.</param>
    /// <param name="outcome">Name of the <see cref="Exchange.Reception.InboundState"/>.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="elapsed">From the first byte to the acknowledgement.</param>
    public static void Received(string party, string profile, string outcome, long bytes, TimeSpan elapsed)
    {
        DocumentsReceived.Add(1, new("party", party), new("profile", profile), new("outcome", outcome));
        ReceptionTime.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("party", party));
        DocumentSize.Record(bytes, new KeyValuePair<string, object?>("direction", "in"));
    }
}
