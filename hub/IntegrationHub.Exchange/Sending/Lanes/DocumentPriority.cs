namespace IntegrationHub.Exchange.Sending.Lanes;

/// <summary>The place of a document in its lane, by what it is.</summary>
public static class DocumentPriority
{
    /// <summary>From this size on a document is bulk, whatever it is; only acknowledgements and bids keep their place.</summary>
    public const long BulkFrom = 4L * 1024 * 1024;

    /// <param name="rootElement">Local name of the root element, e.g. <c>ReserveBid_MarketDocument</c>.</param>
    /// <param name="size">Bytes of the document.</param>
    public static LanePriority Of(string rootElement, long size) => rootElement switch
    {
        "Acknowledgement_MarketDocument" => LanePriority.Acknowledgement,
        _ when rootElement.Contains("Bid", StringComparison.Ordinal) || rootElement.StartsWith("Activation_", StringComparison.Ordinal) => LanePriority.Bid,
        _ when size >= BulkFrom => LanePriority.Bulk,
        "Publication_MarketDocument" or "GL_MarketDocument" or "EnergyAccount_MarketDocument" => LanePriority.Bulk,
        _ when rootElement.StartsWith("MeterData", StringComparison.Ordinal) || rootElement.StartsWith("Measurement", StringComparison.Ordinal) => LanePriority.Bulk,
        _ => LanePriority.Normal,
    };
}
