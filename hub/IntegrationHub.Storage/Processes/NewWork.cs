using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Storage.Processes;

/// <summary>Something that a step leaves to be done.</summary>
/// <param name="Id">Made by the hub, so that its sealed inputs are bound to it.</param>
/// <param name="ClaimableAt">When an engine may take it: at its time, or when the lease of who holds it from the start has ended.</param>
/// <param name="Holder">Who holds it from the start, or <c>null</c>.</param>
internal sealed record NewWork(
    Guid Id, Guid Instance, WorkKind Kind, int Number, int Attempt, string Name, ContextValue Data, DateTimeOffset Due, DateTimeOffset ClaimableAt, string? Holder, int Fence)
{
    public static NewWork Of(Guid instance, WorkKind kind, int number, string name, ContextValue data, DateTimeOffset due, int attempt = 0) =>
        new(Guid.CreateVersion7(due), instance, kind, number, attempt, name, data, due, due, Holder: null, Fence: 0);

    /// <summary>As if <paramref name="holder"/> had claimed it right after the commit.</summary>
    public NewWork HeldBy(string holder, Hold hold) => this with { Id = hold.Work, ClaimableAt = hold.Until, Holder = holder, Fence = Hold.Fence };
}
