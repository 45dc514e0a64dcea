using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Lanes.Sending;

/// <summary>Where documents leave for parties without an interface.</summary>
public interface IFileOutbox
{
    /// <summary>Writes the document as a file, whole or not at all; writing it again replaces it by the same bytes.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    Task WriteAsync(Party party, OutboundExchange exchange, ReadOnlyMemory<byte> document, CancellationToken cancellationToken);
}
