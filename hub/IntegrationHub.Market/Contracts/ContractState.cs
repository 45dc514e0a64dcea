namespace IntegrationHub.Market.Contracts;

/// <summary>Where a version of a contract stands.</summary>
public enum ContractState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Read by others than its author.</summary>
    InReview,

    /// <summary>Its text is fixed and offered to the other side; nothing of it changes any more.</summary>
    Offered,

    /// <summary>The other side agreed to the text.</summary>
    Agreed,

    /// <summary>Both sides signed.</summary>
    Signed,

    /// <summary>Sent to the trading center.</summary>
    Filed,

    /// <summary>The trading center accepted it; it binds in its period.</summary>
    InForce,

    /// <summary>Given up before an offer.</summary>
    Rejected,

    /// <summary>The other side said no.</summary>
    Declined,

    /// <summary>The offer was not taken up in time.</summary>
    Lapsed,

    /// <summary>A later version took its place.</summary>
    Amended,

    /// <summary>Ended before its last day.</summary>
    Terminated,

    /// <summary>Its last day is over.</summary>
    Expired,
}

/// <summary>What happens to a contract.</summary>
public enum ContractAction
{
    Submit,
    SendBack,
    Reject,
    Offer,
    AskForChanges,
    Decline,
    Lapse,
    Agree,
    Sign,
    File,
    RefuseFiling,
    AcceptFiling,
    Amend,
    Terminate,
    Expire,
}

/// <summary>Every step from one state to another there is; what is not in the table cannot happen.</summary>
public static class ContractTransitions
{
    public static IReadOnlyList<(ContractState From, ContractAction Action, ContractState To)> Table { get; } =
    [
        (ContractState.Draft, ContractAction.Submit, ContractState.InReview),
        (ContractState.Draft, ContractAction.Reject, ContractState.Rejected),
        (ContractState.InReview, ContractAction.SendBack, ContractState.Draft),
        (ContractState.InReview, ContractAction.Reject, ContractState.Rejected),
        (ContractState.InReview, ContractAction.Offer, ContractState.Offered),
        (ContractState.Offered, ContractAction.AskForChanges, ContractState.Draft),
        (ContractState.Offered, ContractAction.Decline, ContractState.Declined),
        (ContractState.Offered, ContractAction.Lapse, ContractState.Lapsed),
        (ContractState.Offered, ContractAction.Agree, ContractState.Agreed),
        (ContractState.Agreed, ContractAction.SendBack, ContractState.Draft),
        (ContractState.Agreed, ContractAction.Sign, ContractState.Signed),
        (ContractState.Signed, ContractAction.File, ContractState.Filed),
        (ContractState.Filed, ContractAction.RefuseFiling, ContractState.Signed),
        (ContractState.Filed, ContractAction.AcceptFiling, ContractState.InForce),
        (ContractState.Signed, ContractAction.SendBack, ContractState.Draft),
        (ContractState.Signed, ContractAction.Reject, ContractState.Rejected),
        (ContractState.InForce, ContractAction.Amend, ContractState.Amended),
        (ContractState.InForce, ContractAction.Terminate, ContractState.Terminated),
        (ContractState.InForce, ContractAction.Expire, ContractState.Expired),

        // Its last day came before the amendment that begins within its days was in force.
        (ContractState.Expired, ContractAction.Amend, ContractState.Amended),
    ];

    /// <summary>Where an action leads, or null where it is not allowed.</summary>
    public static ContractState? Next(ContractState from, ContractAction action) =>
        Table.Where(row => row.From == from && row.Action == action).Select(static row => (ContractState?)row.To).FirstOrDefault();

    /// <summary>What may happen in a state.</summary>
    public static IEnumerable<ContractAction> From(ContractState state) => Table.Where(row => row.From == state).Select(static row => row.Action);

    /// <summary>True for states from which the two sides are bound.</summary>
    public static bool Binds(ContractState state) => state is ContractState.Signed or ContractState.Filed or ContractState.InForce;

    /// <summary>True for states in which the two sides are or were bound on the days of the contract, up to the one on which it ended.</summary>
    public static bool HasBound(ContractState state) => Binds(state) || state is ContractState.Amended or ContractState.Terminated or ContractState.Expired;

    /// <summary>True when nothing can happen any more.</summary>
    public static bool IsFinal(ContractState state) => !From(state).Any();
}
