
namespace IntegrationHub.Benchmarks.Signatures;

/// <summary>
/// Signing and verifying messages of 20 kB to 100 MB: ours, the framework's SignedXml, xmlsec1 where it is installed, and
/// the floor that no implementation can go below: SHA-256 of the bytes and one RSA operation.
/// </summary>
/// <remarks>
/// Summary: <c>min_ratio_vs_signedxml_1mb_up</c> (the smallest of our speed over SignedXml's, signing and verifying, at
/// 1 MB and above), <c>ratio_vs_xmlsec1_10mb</c> (verifying; absent without xmlsec1) and <c>growth_mb_100mb</c> (resident
/// memory that signing and verifying 100 MB adds to the message itself).
/// </remarks>
public sealed class SignatureBenchmark(TimeProvider time) : IBenchmark
{
    private static readonly (string Name, int Bytes, int Repeats)[] Sizes =
        [("20 kB", 20_000, 400), ("1 MB", 1_000_000, 15), ("10 MB", 10_000_000, 5), ("100 MB", 100_000_000, 1)];

    public string Name => "signatures";

    public string Description => "Sign and verify IEC 62325-504 messages, beside SignedXml, xmlsec1 and the floor";

    public async Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        using var material = new SignatureMaterial(time.GetUtcNow());
        var run = new SignatureRun(material, progress);
        run.WarmUp();
        var ratios = new List<double>();
        var summary = new Dictionary<string, double>(StringComparer.Ordinal);
        var xmlsec = XmlSecEngine.IsInstalled ? new XmlSecEngine(settings.DataFolder) : null;
        foreach (var (name, bytes, repeats) in settings.Quick ? Sizes[..2] : Sizes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = SignatureMaterial.MessageOf(bytes);
            var (sign, verify) = run.Measure(name, message, repeats);
            if (bytes >= 1_000_000)
                ratios.AddRange([sign, verify]);
            if (xmlsec is not null)
            {
                progress($"xmlsec1 {name}");
                var seconds = await xmlsec.VerifySecondsAsync(run.LastSigned, material.Authority, Math.Clamp(50_000_000 / bytes, 2, 300), cancellationToken);
                if (seconds > 0)
                    run.Add($"verify {name} xmlsec1", run.LastSigned.Length, seconds);
                if (bytes == 10_000_000)
                    summary["ratio_vs_xmlsec1_10mb"] = Math.Round(seconds / run.LastVerifySeconds, 2);
            }
        }
        summary["min_ratio_vs_signedxml_1mb_up"] = Math.Round(ratios.Min(), 2);
        if (!settings.Quick)
            summary["growth_mb_100mb"] = Math.Round(run.Growth(run.LastSigned), 1);
        return new BenchReport(Name, MachineDescription.OfThisMachine(), run.Rows, summary);
    }
}
