using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Notary;
using IntegrationHub.Notary.Revocation;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Host.Node;

/// <summary>The services that a data folder's configuration names for timestamps and revocation, ready to be asked. Making it asks nobody.</summary>
internal sealed class NodeTrust : IDisposable
{
    private readonly HttpClient _timestampClient;
    private readonly HttpClient _revocationClient;

    private NodeTrust(DataFolder folder, TrustOptions options, TrustFiles files, TimeProvider time)
    {
        var (timestamps, revocation) = (options.Timestamps, options.Revocation);
        _timestampClient = HttpWire.NewClient(timestamps.AnswerTimeout, (int)timestamps.MaxAnswer.Bytes);
        _revocationClient = HttpWire.NewClient(revocation.AnswerTimeout, (int)revocation.MaxAnswer.Bytes);
        Kept = new RevocationFolder(folder.Revocation);
        Policy = PolicyOf(revocation);
        Revocation = files.Services.Count == 0
            ? null
            : new RevocationClient(
                files.Services, Policy, new RevocationPlan(revocation.RefreshEvery, revocation.RetryAfter), Kept, new HttpWire(_revocationClient), time);
        Timestamps = files.Authorities.Count == 0
            ? null
            : new TimestampClient(files.Authorities, Revocation, new HttpWire(_timestampClient), time) { ClockTolerance = timestamps.ClockTolerance };
    }

    /// <summary>Null when no authority is configured.</summary>
    public TimestampClient? Timestamps { get; }

    /// <summary>Null when no source is configured: nothing is checked.</summary>
    public RevocationClient? Revocation { get; }

    /// <summary>What was fetched so far, by this process or the hub.</summary>
    public RevocationFolder Kept { get; }

    public RevocationPolicy Policy { get; }

    /// <exception cref="RefusedException">A file of the section is missing or wrong.</exception>
    public static NodeTrust Load(DataFolder folder, TrustOptions options, TimeProvider time)
    {
        var files = TrustFiles.Read(folder, options, time);
        return files.Problems.Count == 0
            ? new NodeTrust(folder, options, files, time)
            : throw new RefusedException(files.Problems[0].Code, string.Join("; ", files.Problems.Select(problem => problem.ToString())), "Correct the section `trust` of hub.yaml.");
    }

    public void Dispose()
    {
        _timestampClient.Dispose();
        _revocationClient.Dispose();
    }

    private static RevocationPolicy PolicyOf(RevocationOptions options) => new()
    {
        Grace = options.WhenStale == RevocationDoubt.Accept ? options.LongestStale : TimeSpan.Zero,
        AcceptUnknown = options.WhenUnknown == RevocationDoubt.Accept,
    };
}
