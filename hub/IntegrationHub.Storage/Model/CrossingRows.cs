using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>What one side hands to the other. The row stays: it is what was said.</summary>
[Classified(DataClass.Internal)]
internal abstract class CrossingOutboxRow
{
    public int RetailerId { get; set; }

    public string Stream { get; set; } = "";

    public Guid Id { get; set; }

    /// <summary>The customer it is for, or from; null: for all.</summary>
    public Guid? Subject { get; set; }

    public string Kind { get; set; } = "";

    public int Version { get; set; }

    /// <summary>JSON as text: the batch's digest is over these very characters.</summary>
    [Classified(DataClass.Personal)]
    public string Payload { get; set; } = "{}";

    public DateTimeOffset At { get; set; }

    /// <summary>Place in the stream, given when the service looks; null until then.</summary>
    public long? Number { get; set; }
}

/// <summary>What came from the other side.</summary>
[Classified(DataClass.Internal)]
internal abstract class CrossingInboxRow
{
    public int RetailerId { get; set; }

    public string Stream { get; set; } = "";

    public Guid Id { get; set; }

    /// <summary>The customer it is for, or from; null: for all.</summary>
    public Guid? Subject { get; set; }

    public string Kind { get; set; } = "";

    public int Version { get; set; }

    /// <summary>JSON as text.</summary>
    [Classified(DataClass.Personal)]
    public string Payload { get; set; } = "{}";

    public DateTimeOffset At { get; set; }

    public long Number { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }
}

/// <summary>How far a stream has come on this side.</summary>
[Classified(DataClass.Internal)]
internal abstract class CrossingStreamRow
{
    public int RetailerId { get; set; }

    public string Stream { get; set; } = "";

    public long NumberedTo { get; set; }

    public long ConfirmedTo { get; set; }

    public long ReceivedTo { get; set; }
}

internal sealed class CompanyOutboxRow : CrossingOutboxRow;

internal sealed class CompanyInboxRow : CrossingInboxRow;

internal sealed class CompanyStreamRow : CrossingStreamRow;

internal sealed class CustomerOutboxRow : CrossingOutboxRow;

internal sealed class CustomerInboxRow : CrossingInboxRow;

internal sealed class CustomerStreamRow : CrossingStreamRow;
