namespace IntegrationHub.Identity.People;

/// <summary>What somebody does here. A person may have several, within <see cref="DutySeparation"/>.</summary>
public enum Role
{
    /// <summary>Looks after exchanges with partners.</summary>
    Staff,

    /// <summary>Decides bids and sees what belongs to them.</summary>
    Bidder,

    /// <summary>Reviews exchanges and their evidence; changes nothing.</summary>
    Auditor,

    /// <summary>Keeps the hub running.</summary>
    SystemAdministrator,

    /// <summary>Looks after persons, their factors and sessions.</summary>
    SecurityAdministrator,

    /// <summary>Looks after the ledger, its checkpoints and reviews.</summary>
    AuditAdministrator,
}
