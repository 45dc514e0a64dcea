using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Storage.Sending;

/// <summary>
/// Which documents of ours the party finds in its mailbox. One that comes back (released from quarantine) is a new entry with a new code:
/// under its old one the party would never see it.
/// </summary>
internal static class OutboundVisibility
{
    public static bool IsVisible(OutboundState state) => state
        is OutboundState.Queued or OutboundState.Sent or OutboundState.Delivered
        or OutboundState.Accepted or OutboundState.PartlyAccepted or OutboundState.Rejected;
}
