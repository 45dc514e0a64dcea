namespace IntegrationHub.Lanes.Notifications;

/// <summary>
/// The business side of accepted documents. Called at least once for every one that it wants, after its commit; what it does must bear being
/// done again. A document is read back once for all who want it, and not at all where nobody does.
/// </summary>
public interface IDocumentHandler
{
    /// <summary>Whether it has to do with documents of this root element.</summary>
    bool Wants(string rootElement);

    /// <exception cref="Exception">Whatever is thrown means: try again later.</exception>
    Task HandleAsync(ReceivedDocument received, CancellationToken cancellationToken);
}
