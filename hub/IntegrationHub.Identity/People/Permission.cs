namespace IntegrationHub.Identity.People;

/// <summary>What a page or a call may need. Policies of the web application have these names.</summary>
public enum Permission
{
    /// <summary>Own sessions and own account: everybody who is signed in.</summary>
    OwnAccount,

    /// <summary>Lists of exchanges, their states, reasons and history.</summary>
    ReadExchanges,

    /// <summary>Bytes of documents and evidence, of bids only with <see cref="ReadBids"/>.</summary>
    ReadDocuments,

    /// <summary>Content of bids: prices and quantities.</summary>
    ReadBids,

    /// <summary>Events and checkpoints of the ledger, and reviews.</summary>
    ReadLedger,

    /// <summary>Health, lanes, keys and backups.</summary>
    ReadOperations,

    /// <summary>Persons with their classes and roles, without phone numbers; ending their sessions.</summary>
    ManagePeople,

    /// <summary>The own tasks of processes; which these are say the roles of <see cref="ProcessRoleTable"/>.</summary>
    DoTasks,

    /// <summary>Processes with their diagrams, history and incidents; those of bids only with <see cref="ReadBids"/>.</summary>
    ReadProcesses,

    /// <summary>Beginning a process.</summary>
    StartProcesses,

    /// <summary>Trying again, skipping and cancelling; taking a node off the list that will not come back.</summary>
    OperateProcesses,

    /// <summary>Customers with their metering accounts, and price packages.</summary>
    ReadCustomers,

    /// <summary>Contracts with texts, prices and files.</summary>
    ReadContracts,

    /// <summary>Settlements, their lines and disputes.</summary>
    ReadSettlements,

    /// <summary>The company's indicators: balance of purchase and sale, profit, costs. Core users alone.</summary>
    ReadIndicators,

    /// <summary>Writing market events, declared demand, terms of bidding and entries of the bid book.</summary>
    KeepBids,

    /// <summary>Writing customers, packages and drafts of contracts.</summary>
    KeepContracts,

    /// <summary>Writing readings and what the market says about months.</summary>
    KeepReadings,

    /// <summary>Openings of the way in without SMS, and whose envelopes are filled.</summary>
    ReadBreakGlass,

    /// <summary>Confirming whom customers are reached by, and deciding objections: nobody who may enter them for sales.</summary>
    ConfirmContacts,

    /// <summary>Letting quarantined documents of ours go again, sending them now, taking them back; those of bids only with <see cref="ReadBids"/>.</summary>
    OperateExchanges,

    /// <summary>Writing what everybody reads on the customers' pages, and taking it off them.</summary>
    KeepArticles,

    /// <summary>Releasing what somebody else wrote for everybody, after reading it for what is confidential.</summary>
    ReleaseArticles,

    /// <summary>Answering what customers turn to the retailer for.</summary>
    AnswerRequests,

    /// <summary>Reading what customers turn to the retailer for, and how it was answered.</summary>
    ReadRequests,
}
