namespace IntegrationHub.Exchange.Reception;

/// <summary>The parts of a reception that an operator wants to see apart.</summary>
public enum ReceptionPhase
{
    /// <summary>Limits, and the raw bytes go to the archive.</summary>
    Archive,

    /// <summary>SOAP and the message of IEC 61968-100.</summary>
    Open,

    /// <summary>The signature.</summary>
    Verify,

    /// <summary>Which document it is, and whether it is known.</summary>
    Recognise,

    /// <summary>The header's timestamp.</summary>
    Timestamp,

    /// <summary>Against the profile.</summary>
    Validate,

    /// <summary>Market rules.</summary>
    Rules,

    /// <summary>Everything that is promised becomes durable, also what a refusal leaves behind.</summary>
    Commit,
}

/// <summary>How a phase ended.</summary>
public enum PhaseOutcome
{
    /// <summary>Nothing against the document; the next phase follows, or all is done.</summary>
    Passed,

    /// <summary>The document was refused here.</summary>
    Refused,

    /// <summary>It is known and the same.</summary>
    Repeated,
}

/// <summary>Port: watches receptions. It sees and changes nothing, and what it throws would break the reception, so it throws nothing.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IReceptionObserver
{
    /// <summary>A reception begins.</summary>
    /// <returns>Watches this one; disposed at its end, also when the machine broke in between.</returns>
    IReceptionWatch Begin(IncomingMessage message, Guid exchangeId);
}

/// <summary>Watches one reception: phases come one after the other, each ends before the next begins.</summary>
/// <remarks>Called on one thread at a time.</remarks>
public interface IReceptionWatch : IDisposable
{
    void BeginPhase(ReceptionPhase phase);

    /// <param name="outcome">How it ended.</param>
    /// <param name="profile">Name of the profile, once it is known.</param>
    void EndPhase(PhaseOutcome outcome, string? profile);

    /// <summary>Everything is durable.</summary>
    void End(ReceptionResult result);
}
