namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>What a simulated partner can do wrong. Names on the command line are these in kebab case (<c>drop-answer</c>).</summary>
public enum FaultKind
{
    /// <summary>Answers late, by <see cref="Fault.Delay"/>.</summary>
    Slow,

    /// <summary>Takes the request and never answers.</summary>
    Silent,

    /// <summary>Commits, then cuts the connection before the answer.</summary>
    DropAnswer,

    /// <summary>Cuts incoming connections before anything is taken in, while its own documents still leave: one-way outage.</summary>
    RefuseInbound,

    /// <summary>Its own documents do not leave while it still takes ours in: the other one-way outage.</summary>
    RefuseOutbound,

    /// <summary>Sends each of its documents a second time in a new message with a new timestamp.</summary>
    Duplicate,

    /// <summary>After a positive acknowledgement sends a negative one for the same document.</summary>
    Contradict,

    /// <summary>Answers with a certificate that is not the party's.</summary>
    WrongCertificate,

    /// <summary>Its clock is off by <see cref="Fault.Delay"/> (negative: behind).</summary>
    ClockSkew,

    /// <summary>Comes back from an older backup: the newest entries of its list are gone and their codes are given again.</summary>
    RestoreBackup,
}
