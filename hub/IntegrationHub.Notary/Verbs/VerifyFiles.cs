using IntegrationHub.Evidence;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Notary.Verbs;

/// <summary>What <c>ihub verify FILE</c> and <c>ihub evidence verify FILE</c> do with bundles and CMS files; XML messages are the signature engine's.</summary>
/// <param name="trust">Anchors and log key.</param>
/// <param name="revocation">Revocation data besides what a bundle holds; null: CMS signatures are not checked for revocation.</param>
/// <param name="messages">How XML messages in bundles are judged.</param>
/// <param name="signers">Its rule, or the lack of one, counts for CMS signatures; null: the default rule with SM2.</param>
/// <remarks>Needs no hub, no database and no network. Thread-safe.</remarks>
public sealed class VerifyFiles(BundleTrust trust, RevocationData? revocation, MessageCheck? messages, SignaturePolicy? signers = null)
{
    /// <summary>Said of what was accepted without revocation data.</summary>
    public const string NotChecked =
        "Not proven: that no certificate here was revoked; revocation was not checked. Name revocation data to have it checked (--revocation FILE|FOLDER).";

    private static readonly string[] DetachedEndings = [".p7s", ".sig"];
    private readonly CmsVerifier cms = new(PolicyOf(trust, revocation, signers));

    /// <summary>Octets of all files of a bundle together after decompression; the most there may be unless less is said.</summary>
    public long MostContent { get; init; } = BundleVerifier.LargestContent;

    private static IReadOnlyList<ISignatureFamily> Families { get; } = Sm2Family.IfAvailable is { } sm2 ? [FrameworkFamily.Instance, sm2] : [FrameworkFamily.Instance];

    /// <summary>Judges a file if it is a bundle or CMS; null when it is neither. A detached signature <c>X.p7s</c> speaks for the file <c>X</c> beside it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async ValueTask<FileVerdict?> TryVerifyAsync(string file, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        var start = new byte[4];
        var count = await stream.ReadAtLeastAsync(start, 4, throwOnEndOfStream: false, cancellationToken);
        stream.Position = 0;
        if (BundleVerifier.LooksLikeBundle(start.AsSpan(0, count)))
            return Verdict(file, VerifyBundle(stream, at));
        if (count == 0 || start[0] != 0x30)
            return null;
        var encoded = await File.ReadAllBytesAsync(file, cancellationToken);
        return Verdict(file, await VerifyCmsAsync(file, encoded, at, cancellationToken), revocation is not null);
    }

    /// <summary>Judges what should be a bundle, whatever it is.</summary>
    public BundleVerdict VerifyBundle(Stream bundle, DateTimeOffset at) =>
        new BundleVerifier(new OpenSslEd25519()) { Families = Families, Messages = messages, Revocation = revocation, MostContent = MostContent }.Verify(bundle, trust, at);

    /// <summary>The file that a detached signature speaks for: <c>X</c> beside <c>X.p7s</c>; null when there is none.</summary>
    public static string? ContentBeside(string file)
    {
        var content = file[..^Path.GetExtension(file).Length];
        return DetachedEndings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && File.Exists(content) ? content : null;
    }

    private async ValueTask<CmsVerdict> VerifyCmsAsync(string file, byte[] encoded, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (ContentBeside(file) is not { } content)
            return cms.VerifyAttached(encoded, at);
        await using var stream = File.OpenRead(content);
        return await cms.VerifyDetachedAsync(encoded, stream, at, cancellationToken);
    }

    private static CmsPolicy PolicyOf(BundleTrust trust, RevocationData? revocation, SignaturePolicy? signers)
    {
        var usual = CmsPolicy.Trusting(trust.Signers, trust.Timestamps, revocation);
        return usual with { Families = Families, Signers = usual.Signers with { Rule = signers?.Rule ?? SignatureRule.WithSm2, Gap = signers?.Gap, ExpectedSigners = trust.ExpectedSigners } };
    }

    private static FileVerdict Verdict(string file, BundleVerdict verdict) => new(file, verdict.Verdict, [.. verdict.Reasons.Select(r => r.Id).Distinct(StringComparer.Ordinal)])
    {
        Statements = [.. verdict.Reasons.Select(Text), .. verdict.Proven.Select(p => "Proven: " + p), .. verdict.NotProven.Select(p => "Not proven: " + p)],
    };

    private static FileVerdict Verdict(string file, CmsVerdict verdict, bool revocationChecked) =>
        new(file, verdict.Accepted ? "accepted" : "refused", [.. verdict.Refusals.Select(r => r.Id).Distinct(StringComparer.Ordinal)])
        {
            Statements =
            [
                .. verdict.Refusals.Select(Text),
                .. verdict.Signers.Select(s => $"Proven: signed by {s.Certificate.Subject}" + (s.ProvenTime is { } t ? $", at {t:u} at the latest." : "; when is not proven.")),
                .. verdict.Signers.Where(s => s.Renewals > 0).Select(Carried),
                .. verdict.Warnings.Select(Text),
                .. revocationChecked || !verdict.Accepted ? [] : (string[])[NotChecked],
            ],
        };

    private static string Carried(CmsSignerFacts signer) =>
        $"Proven: that time, carried on by {signer.Renewals} archive timestamps, the newest of {signer.CarriedBy!.Time:u} by {signer.CarriedBy.Authority.Subject}.";

    private static string Text(Refusal refusal) => refusal.Remedy.Length == 0 ? refusal.ToString() : $"{refusal} {refusal.Remedy}";
}
