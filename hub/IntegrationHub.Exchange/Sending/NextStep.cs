using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Sending;

/// <summary>What a lane does with an exchange that is due.</summary>
public enum NextStep
{
    /// <summary>Nothing: settled, or it waits for somebody else.</summary>
    Wait,

    /// <summary>Send the archived bytes.</summary>
    Send,

    /// <summary>Write the file.</summary>
    WriteFile,

    /// <summary>Ask the partner whether it has the document.</summary>
    AskStatus,

    /// <summary>Report the missing acknowledgement, and ask.</summary>
    AcknowledgementOverdue,

    /// <summary>Its gate closed.</summary>
    Expire,
}

/// <summary>Chooses the next step of an exchange. Asked again right before the wire, so that nothing leaves after its gate closure.</summary>
public static class NextSteps
{
    public static NextStep Of(OutboundExchange exchange, PartyConnection connection, DateTimeOffset now)
    {
        var closed = exchange.GateClosure is { } gate && now >= gate;
        return exchange.State switch
        {
            OutboundState.Queued or OutboundState.Quarantined when closed => NextStep.Expire,
            OutboundState.Queued => connection switch
            {
                PartyConnection.Service => NextStep.Send,
                PartyConnection.Files => NextStep.WriteFile,
                _ => NextStep.Wait,
            },

            // Only a service can be asked; a file either lies in the folder or does not.
            OutboundState.Sent => connection switch
            {
                PartyConnection.Service => NextStep.AskStatus,
                PartyConnection.Files => closed ? NextStep.Wait : NextStep.WriteFile,
                _ => NextStep.Wait,
            },
            OutboundState.Delivered when !exchange.NeverAcknowledged && exchange.DueAt <= now => NextStep.AcknowledgementOverdue,
            _ => NextStep.Wait,
        };
    }
}
