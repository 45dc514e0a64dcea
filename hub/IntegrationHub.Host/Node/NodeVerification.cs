using System.Runtime.InteropServices;
using IntegrationHub.Evidence;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Files;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Keys;
using IntegrationHub.Native.OpenSsl;
using IntegrationHub.Notary.Verbs;
using IntegrationHub.Portal.Data;
using FileVerdict = IntegrationHub.Notary.Verbs.FileVerdict;

namespace IntegrationHub.Host.Node;

/// <summary>Verification for the pages: the code of <c>ihub verify</c> and <c>ihub ledger verify</c> with what this hub trusts. Thread-safe.</summary>
internal sealed class NodeVerification(DataFolder folder, HubOptions options, NodeTrust trust, ILedgerReader ledger, TimeProvider time) : IEvidenceVerification, IDisposable
{
    /// <summary>Octets that a bundle may unpack to: the hub exchanges documents meanwhile, and holds them in memory.</summary>
    private const long MostContent = 64 << 20;

    private const int MostAtOnce = 2;

    /// <summary>Uploads of everybody wait behind those that wait here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(MostAtOnce);

    public async Task<BundleVerdict> VerifyBundleAsync(ReadOnlyMemory<byte> bundle, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(Patience, cancellationToken))
        {
            return Refused(new Refusal("verify.busy", $"{MostAtOnce} files are being verified.", "Try again in a minute."));
        }

        try
        {
            return Verifier().VerifyBundle(StreamOf(bundle), time.GetUtcNow());
        }
        catch (RefusedException refused)
        {
            return Refused(new Refusal(refused.Code, refused.Message + ".", refused.Remedy));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Refused(new Refusal(FileVerdict.NotJudged, FileVerdict.WhyNotJudged(failure)));
        }
        finally
        {
            _places.Release();
        }
    }

    public async Task<LedgerRangeReport> VerifyRangeAsync(long from, long to, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(Patience, cancellationToken))
        {
            return new LedgerRangeReport(from, to, [new(LedgerFault.Checkpoint, from, to, $"{MostAtOnce} files are being verified. Try again in a minute.")]);
        }

        try
        {
            var ed25519 = LogKeyFile.Algorithm();
            return await new LedgerRangeVerifier(LogKey(ed25519).Verifier, ed25519).VerifyAsync(ledger, from, to, cancellationToken);
        }
        catch (RefusedException refused)
        {
            return new LedgerRangeReport(from, to, [new(LedgerFault.Checkpoint, from, to, $"{refused.Code}: {refused.Message}. {refused.Remedy}")]);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> octets) =>
        MemoryMarshal.TryGetArray(octets, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(octets.ToArray(), writable: false);

    /// <summary>A check makes no key: under a new one everything that was signed would count as unsigned.</summary>
    private NoteSignerKey LogKey(IEd25519 ed25519) => LogKeyFile.Find(folder.Pki, ed25519)
        ?? throw new RefusedException("LOG_KEY_MISSING", $"there is no key of the ledger in {folder.Pki}", "Bring it back with `ihub keys restore FILE`.");

    private static BundleVerdict Refused(Refusal why) => new([why], [], []);

    /// <summary>Files are read anew each time: an authority that was added since the start counts.</summary>
    private VerifyFiles Verifier()
    {
        var signers = Authorities();
        var bundles = new BundleTrust(signers, trust.Timestamps?.Trust ?? TrustAnchors.None, LogKey(LogKeyFile.Algorithm()).Verifier);
        var messages = new MessageFiles(new MessageSigner(), new MessageVerifier(Sm2Family.IfAvailable));
        return new VerifyFiles(bundles, RevocationData.Of(trust.Policy, trust.Kept.Select([])), new BundleMessages(messages, signers).Judge) { MostContent = MostContent };
    }

    /// <summary>Those of partners and of the hub, and those of persons, whose reviews lie in bundles.</summary>
    /// <exception cref="RefusedException">A file is missing or wrong.</exception>
    private TrustAnchors Authorities()
    {
        var loaded = TrustStore.Load(options.Pki.Trust.Concat(options.Portal.ClientAuthorities).Distinct(StringComparer.Ordinal).Select(folder.Resolve), time);
        return loaded.Problem is { } problem
            ? throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy)
            : loaded.Value.Anchors;
    }
}
