namespace IntegrationHub.Storage.Sending;

/// <summary>What of a document on its way out may change once it is queued.</summary>
internal static class OutboundChanges
{
    /// <summary>Columns that a decision changes.</summary>
    public const string OfDecisions =
        "state, priority, updated_at, due_at, gate_closure, attempts, answer_lost, message_archive_id, rejections, acknowledged_by, endpoint";

    /// <summary>Columns that a claim changes.</summary>
    public const string OfClaims = "claimable_at, claimed_by, fence";
}
