namespace IntegrationHub.Exchange.Reception;

/// <summary>The way a document came in or goes out.</summary>
public enum Channel
{
    /// <summary>The party called us (Put).</summary>
    Push,

    /// <summary>We fetched it from the party (List and Get).</summary>
    Pull,

    /// <summary>A file lane.</summary>
    File,

    /// <summary>It stood in the answer to our own Put.</summary>
    Answer,
}
