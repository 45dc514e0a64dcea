using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Notary.Revocation;

namespace IntegrationHub.Host.Commands.Status;

/// <summary>How the sources of revocation data do, from what the hub wrote down when it last asked them.</summary>
internal static class RevocationStatus
{
    public static (IReadOnlyList<RevocationState> Sources, IReadOnlyList<Attention> Attention) Read(DataFolder folder, HubOptions options, TimeProvider time)
    {
        var attention = ProductionRules.Warnings(folder, options, time).Select(warning => new Attention(warning.Code, warning.Text, warning.Remedy)).ToList();
        try
        {
            using var trust = NodeTrust.Load(folder, options.Trust, time);
            var known = trust.Kept.ReadStates();
            var sources = options.Trust.Revocation.Sources
                .SelectMany(source => new[] { (Kind: "crl", Address: source.Crl), (Kind: "ocsp", Address: source.Ocsp) }, (source, way) => (source.Issuer, way.Kind, way.Address))
                .Where(source => source.Address is not null)
                .Select(source => StateOf(source.Issuer, source.Kind, source.Address!, known, time.GetUtcNow()))
                .ToList();
            attention.AddRange(sources.Where(source => source.State is "stale" or "missing" || source.FailingSince is not null).Select(source => Failing(source, options.Trust.Revocation)));
            attention.AddRange(OwnRevoked(folder, options.Pki, trust.Revocation, time));
            if (trust.Revocation?.FolderProblem is { } problem)
            {
                attention.Add(new Attention(
                    "REVOCATION_NOT_KEPT", $"revocation data on disk cannot be read: {problem.TrimEnd('.')}; after a start nothing is known until the sources answer",
                    $"Give the hub's user the right to read and write {folder.Revocation}."));
            }

            return (sources, attention);
        }
        catch (RefusedException refused)
        {
            return ([], [.. attention, new Attention(refused.Code, refused.Message.TrimEnd('.'), refused.Remedy)]);
        }
    }

    private static RevocationState StateOf(string issuerFile, string kind, Uri address, IReadOnlyList<RevocationSourceState> known, DateTimeOffset now)
    {
        var state = known.FirstOrDefault(one => one.Kind == kind && one.Address == address);
        var word = state switch
        {
            null => "idle",
            { FreshUntil: null } => "missing",
            { FreshUntil: { } until } when until < now => "stale",
            _ => "fresh",
        };
        return new RevocationState(
            state?.Issuer ?? issuerFile, kind, address, word, state?.Certificates ?? 0, state?.FetchedAt, state?.FreshUntil, state?.FailingSince, state?.Problem);
    }

    private static Attention Failing(RevocationState source, RevocationOptions options)
    {
        var (policy, effect) = source.State == "missing" ? (options.WhenUnknown, "") : (options.WhenStale, $" for {options.LongestStale.TotalHours:0.#} h after that");
        var consequence = source.State == "fresh" ? "nothing is affected before then"
            : policy == RevocationDoubt.Accept ? $"certificates are accepted without it{effect}" : "certificates that no other source tells about are refused";
        return new Attention(
            source.State == "fresh" ? "REVOCATION_UNREACHABLE" : "REVOCATION_" + source.State.ToUpperInvariant(),
            $"revocation data of {source.Issuer} ({source.Kind}) is {Describe(source)}; {consequence}",
            "Check the address and the network; `trust.revocation` of hub.yaml states what counts meanwhile.");
    }

    /// <summary>As people read it: <c>fresh until …</c>, <c>stale since …</c>, with the trouble behind it.</summary>
    public static string Describe(RevocationState source) => string.Concat(
        source.State switch
        {
            "fresh" => $"fresh until {Words.Instant(source.FreshUntil)}",
            "stale" => $"stale since {Words.Instant(source.FreshUntil)}",
            "missing" => "missing",
            _ => "not asked for yet",
        },
        source.FailingSince is { } since ? $", unreachable since {Words.Instant(since)} ({source.Problem?.TrimEnd('.')})" : "");

    private static IEnumerable<Attention> OwnRevoked(DataFolder folder, PkiOptions options, RevocationClient? revocation, TimeProvider time)
    {
        foreach (var (use, read) in new[] { ("TLS", OwnKeys.TlsCertificate(folder, options, time)), ("signing", OwnKeys.SigningCertificate(folder, options, time)) })
        {
            if (read.Problem is null && revocation?.RevocationOf(read.Value) is { } revoked)
            {
                yield return new Attention(
                    "OWN_CERTIFICATE_REVOKED", $"our {use} certificate {read.Value.Subject} was revoked at {Words.Instant(revoked.At)}", "Stop using its key; have a new certificate issued and tell your partners.");
            }
        }
    }
}
