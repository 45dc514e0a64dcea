using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Reception;

/// <summary>How opening an envelope ended.</summary>
public abstract record OpenResult
{
    private OpenResult()
    {
    }

    public sealed record Opened(OpenedMessage Message) : OpenResult;

    public sealed record Refused(Rejection Reason) : OpenResult;
}

/// <summary>Port: opens SOAP 1.1 and 1.2 envelopes and the message inside, in one pass and within the party's limits.</summary>
/// <remarks>Thread-safe. Never throws for what a peer sent.</remarks>
public interface IEnvelopeOpener
{
    OpenResult Open(ReadOnlyMemory<byte> body, PartyLimits limits);
}
