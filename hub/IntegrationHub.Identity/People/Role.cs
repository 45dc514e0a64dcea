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

    /// <summary>Looks after customers and drafts their contracts.</summary>
    Sales,

    /// <summary>Reviews the wording of contracts.</summary>
    Legal,

    /// <summary>Reviews the risk of contracts and the credit of customers.</summary>
    Risk,

    /// <summary>Settles months and disputes.</summary>
    Settlement,

    /// <summary>Approves what settlement proposes.</summary>
    Finance,

    /// <summary>Head of a department: takes over what is overdue there.</summary>
    Head,

    /// <summary>Approves bids of others.</summary>
    TradingLead,

    /// <summary>Signs for the company.</summary>
    Signatory,

    /// <summary>The board: sees bids and indicators, and takes over approvals and signatures that are overdue.</summary>
    Board,
}
