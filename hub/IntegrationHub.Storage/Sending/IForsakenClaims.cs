namespace IntegrationHub.Storage.Sending;

/// <summary>
/// Claims of a hub that died. Who owns the data folder is its only worker, so at its start every claim is a dead one's; waiting for the leases
/// to end would keep a bid from leaving for minutes after a crash.
/// </summary>
/// <remarks>Not for a server that several nodes share: there only the lease tells who is alive.</remarks>
public interface IForsakenClaims
{
    /// <summary>Ends all leases. Who held them stays written down, so that the next holder knows that an attempt may have left.</summary>
    Task EndAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
