using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;
using Xunit.Abstractions;

namespace IntegrationHub.Evidence.Tests.Signatures;

public sealed class OracleTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset SigningTime = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_message_of_the_oracle_that_is_to_be_accepted_is_accepted()
    {
        foreach (var (file, verdict) in Verdicts("accept"))
            Assert.True(verdict.Accepted, $"{file}: {verdict.Refusal}");
    }

    [Fact]
    public void Every_message_of_the_oracle_that_is_to_be_refused_is_refused_for_its_own_reason()
    {
        foreach (var (file, verdict) in Verdicts("refuse"))
        {
            Assert.False(verdict.Accepted, file);
            var expected = file[3..] switch
            {
                "payload-tampered.xml" or "noun-tampered.xml" or "whitespace-inserted.xml" => SignatureRefusalCode.DigestMismatch,
                "signature-value-flipped.xml" or "certificate-replaced.xml" or "digest-flipped.xml" => SignatureRefusalCode.SignatureInvalid,
                "no-signature.xml" => SignatureRefusalCode.SignatureMissing,
                "expired.xml" => SignatureRefusalCode.CertificateExpired,
                _ => verdict.Refusal.Code,
            };
            Assert.Equal((file, expected), (file, verdict.Refusal.Code));
        }
    }

    private IEnumerable<(string File, SignatureVerdict Verdict)> Verdicts(string kind)
    {
        if (Oracle.Signatures(output) is not { } folder)
            yield break;
        var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "certificates", "ca.pem"));
        var policy = new SignaturePolicy { Trust = new TrustAnchors([authority]) };
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, kind), "*.xml").Order(StringComparer.Ordinal))
        {
            var verdict = TestKeys.Verifier.Verify(BodyChild.Of(File.ReadAllBytes(file)), policy, SigningTime);
            output.WriteLine($"{Path.GetFileName(file)}: {verdict.Refusal?.ToString() ?? "accepted"}");
            yield return (Path.GetFileName(file), verdict);
        }
    }
}
