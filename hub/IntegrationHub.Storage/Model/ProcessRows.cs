using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>A version of a definition: never changed.</summary>
[Classified(DataClass.Internal)]
internal sealed class ProcessDefinitionRow
{
    public int RetailerId { get; set; }

    public string Process { get; set; } = "";

    public int Version { get; set; }

    public string Digest { get; set; } = "";

    public byte[] File { get; set; } = [];

    public DateTimeOffset DeployedAt { get; set; }

    public string DeployedBy { get; set; } = "";
}

/// <summary>A running or ended process: where it stands, and its variables.</summary>
[Classified(DataClass.Internal)]
internal sealed class ProcessInstanceRow : ISealedRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public string Process { get; set; } = "";

    public int Version { get; set; }

    public long Revision { get; set; }

    public short Status { get; set; }

    /// <summary>What the case is known by: a contract's number, a market event, a month.</summary>
    public string BusinessKey { get; set; } = "";

    [Classified(DataClass.Confidential)]
    public byte[] State { get; set; } = [];

    /// <summary>Who completed which node, as JSON: lists of tasks leave out what four eyes forbid.</summary>
    public string Completers { get; set; } = "";

    public int Incidents { get; set; }

    public Guid? CallerId { get; set; }

    public int? CallerToken { get; set; }

    public DateTimeOffset StartedAt { get; set; }
}

/// <summary>An open task.</summary>
[Classified(DataClass.Internal)]
internal sealed class ProcessTaskRow : ISealedRow
{
    public int RetailerId { get; set; }

    /// <summary>What its sealed value is bound to.</summary>
    public Guid Id { get; set; }

    public Guid InstanceId { get; set; }

    public int Token { get; set; }

    public string Process { get; set; } = "";

    public int Version { get; set; }

    public string Node { get; set; } = "";

    public string Name { get; set; } = "";

    public string BusinessKey { get; set; } = "";

    [Classified(DataClass.Confidential)]
    public byte[] Inputs { get; set; } = [];

    public int Priority { get; set; }

    public DateTimeOffset DueOrder { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public string? ClaimedBy { get; set; }
}

/// <summary>A role that may do an open task: a row in the order of the list.</summary>
[Classified(DataClass.Internal)]
internal sealed class ProcessCandidateRow
{
    public int RetailerId { get; set; }

    public Guid InstanceId { get; set; }

    public int Token { get; set; }

    public string Role { get; set; } = "";

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset DueOrder { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public bool Held { get; set; }
}

/// <summary>Something an engine is to do: a timer, a call, a delivery.</summary>
[Classified(DataClass.Internal)]
internal sealed class ProcessWorkRow : ISealedRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public long Seq { get; set; }

    public Guid InstanceId { get; set; }

    public short Kind { get; set; }

    public int Number { get; set; }

    public int Attempt { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Inputs of a call; of a delivery the message has them.</summary>
    [Classified(DataClass.Confidential)]
    public byte[] Data { get; set; } = [];

    /// <summary>The message that is delivered.</summary>
    public string? MessageId { get; set; }

    public DateTimeOffset Due { get; set; }

    public DateTimeOffset ClaimableAt { get; set; }

    public string? ClaimedBy { get; set; }

    public int Fence { get; set; }
}

/// <summary>An instance that waits for a message or signal.</summary>
[Classified(DataClass.Internal)]
internal sealed class ProcessSubscriptionRow
{
    public int RetailerId { get; set; }

    public Guid InstanceId { get; set; }

    public int Wait { get; set; }

    public long Seq { get; set; }

    public bool IsSignal { get; set; }

    public string Name { get; set; } = "";

    public string Key { get; set; } = "";

    /// <summary>The message on its way.</summary>
    public string? MessageId { get; set; }
}

/// <summary>A message, or a signal that somebody waited for. Ids stay: what comes again is known.</summary>
[Classified(DataClass.Internal)]
internal sealed class ProcessMessageRow : ISealedRow
{
    public int RetailerId { get; set; }

    /// <summary>What its sealed value is bound to.</summary>
    public Guid Id { get; set; }

    /// <summary>The sender's name of it.</summary>
    public string MessageId { get; set; } = "";

    public long Seq { get; set; }

    public string Name { get; set; } = "";

    public string Key { get; set; } = "";

    [Classified(DataClass.Confidential)]
    public byte[] Payload { get; set; } = [];

    public DateTimeOffset ReceivedAt { get; set; }

    public bool IsFree { get; set; }
}

/// <summary>What somebody was told.</summary>
[Classified(DataClass.Internal)]
internal sealed class ProcessNoticeRow : ISealedRow
{
    public int RetailerId { get; set; }

    /// <summary>What its sealed text is bound to.</summary>
    public Guid Id { get; set; }

    public string NoticeId { get; set; } = "";

    public short Channel { get; set; }

    public string Recipient { get; set; } = "";

    public bool IsRole { get; set; }

    public string Kind { get; set; } = "";

    /// <summary>May hold names, numbers of contracts and codes.</summary>
    [Classified(DataClass.Personal)]
    public byte[] Text { get; set; } = [];

    public Guid? InstanceId { get; set; }

    public int? Token { get; set; }

    public DateTimeOffset At { get; set; }
}
