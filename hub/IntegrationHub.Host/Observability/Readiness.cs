namespace IntegrationHub.Host.Observability;

/// <summary>How one part of the hub is.</summary>
/// <param name="Name">Short stable name: <c>database</c>, <c>listener channel-1</c>, <c>schemas</c>.</param>
/// <param name="Ready">False when the hub must not get work because of it.</param>
/// <param name="Detail">For people; no secrets.</param>
internal sealed record PartHealth(string Name, bool Ready, string Detail = "");

/// <summary>A part that can say how it is. Cheap, answers within a second, thread safe.</summary>
internal interface IReadinessCheck
{
    ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken);
}
