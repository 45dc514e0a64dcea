using System.Globalization;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Signing;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>
/// <c>contract.timestamp</c>: has the signature <c>sealed</c> timestamped. Result: <c>timestamp</c>, the proven time, or <c>queued</c> where no authority answers now; the process goes on,
/// and the signature gets its timestamp when it has come.
/// </summary>
public sealed class ContractTimestamp(SignatureBook signatures, SignatureStamps stamps) : IServiceHandler
{
    public const string Queued = "queued";

    public string Name => "contract.timestamp";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (call.Text("sealed") is not { } name || await signatures.FindAsync(name, cancellation).ConfigureAwait(false) is not { } signature)
            return ProcessAnswers.Refuse(ContractHandler.Refused, [RetailProblems.NotThere("signature of this name", "Sign the contract first.")]);

        if (signature.StampedAt is { } known)
            return Done(known);

        if (await stamps.StampAsync(signature.Cms, cancellation).ConfigureAwait(false) is not var (token, time))
            return ProcessAnswers.Done(("timestamp", Queued));

        return await signatures.StampAsync(name, token, time, cancellation).ConfigureAwait(false) is { StampedAt: { } kept }
            ? Done(kept)
            : new ServiceAnswer.Failed(RetailProblems.SomebodyElse.ToString());
    }

    private static ServiceAnswer Done(DateTimeOffset time) => ProcessAnswers.Done(("timestamp", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
}
