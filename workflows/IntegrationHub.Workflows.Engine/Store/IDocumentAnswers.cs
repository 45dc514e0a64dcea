namespace IntegrationHub.Workflows.Engine.Store;

/// <summary>Port: what partners said of our documents, as messages for the processes that wait for it.</summary>
/// <remarks>
/// A process waits with a message whose name ends with <c>-acknowledged</c>, correlated by the mRID of a document of ours. Waiting and answer are both
/// durable, so nothing is lost whenever this is asked, and asking costs the exchange nothing.
/// </remarks>
public interface IDocumentAnswers
{
    /// <summary>Answers that are there and waited for. Each has the same id whenever it is read.</summary>
    Task<IReadOnlyList<IncomingMessage>> ReadAsync(int most, CancellationToken cancellation);
}
