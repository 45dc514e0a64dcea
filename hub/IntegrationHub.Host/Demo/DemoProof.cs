using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;

namespace IntegrationHub.Host.Demo;

/// <summary>The demo's last act: one exchange leaves as a bundle, and another process, which knows no hub, verifies it.</summary>
internal static class DemoProof
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the verifying process said.</summary>
    /// <exception cref="RefusedException">The bundle could not be exported, or was not accepted.</exception>
    public static async Task<string> ShowAsync(DataFolder folder, string code, ExchangeSummary exchange, CancellationToken cancellationToken)
    {
        var bundle = Path.Combine(folder.FullPath, "demo.asice");
        var key = LogKeyFile.Ensure(folder, code, LogKeyFile.Algorithm()).Verifier.ToString();
        await RunAsync(["evidence", "export", exchange.Id.ToString(), "--out", bundle, "--data", folder.FullPath], cancellationToken);
        return await RunAsync(["verify", bundle, "--trust", Path.Combine(folder.Pki, "ca.pem"), "--log-key", key], cancellationToken);
    }

    private static async Task<string> RunAsync(string[] line, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(line);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var code = await process.ExitedAsync(patience.Token);
        return code == 0
            ? process.Tail
            : throw new RefusedException("DEMO_PROOF", $"`ihub {line[0]}` ended with {code}: {process.Tail}", "Run it again with --keep DIR and look at the folder.");
    }
}
