using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>What partners' signatures may be made of, by date.</summary>
internal sealed record SignatureOptions
{
    [Setting("Dated rules. At most one counts for a party at any instant: a party that is named by a rule has only the rules that name it. Where none counts, its messages are refused. Without any rule the defaults below count at every time.")]
    public IReadOnlyList<SignatureRuleOptions> Rules { get; init; } = [];
}

/// <summary>One dated rule; what is left out keeps its default.</summary>
internal sealed record SignatureRuleOptions
{
    [Setting("Name of the rule, told in refusals; unique among the rules of one party.", Required = true)]
    public string Name { get; init; } = "";

    [Setting("Name of the party; empty means every party without rules of its own.")]
    public string Party { get; init; } = "";

    [Setting("First day on which it counts, from midnight in the market's time zone; empty means since ever.")]
    public DateOnly? ValidFrom { get; init; }

    [Setting("First day on which it does not count any more; the next rule begins on the same day. Empty means until further notice.")]
    public DateOnly? ValidTo { get; init; }

    [Setting("Signature algorithms: rsaSha256, rsaSha384, rsaSha512, ecdsaSha256, ecdsaSha384, ecdsaSha512, and sm2Sm3, which is not among the defaults.")]
    public IReadOnlyList<string> Algorithms { get; init; } = ["rsaSha256", "rsaSha384", "rsaSha512", "ecdsaSha256", "ecdsaSha384", "ecdsaSha512"];

    [Setting("Digests of the message: sha256, sha384, sha512, and sm3, which is not among the defaults.")]
    public IReadOnlyList<string> Digests { get; init; } = ["sha256", "sha384", "sha512"];

    [Setting("Canonicalizations of SignedInfo: inclusive, exclusive.")]
    public IReadOnlyList<string> Canonicalizations { get; init; } = ["inclusive", "exclusive"];

    [Setting("Transforms that may follow enveloped-signature: inclusive, exclusive, or none for it alone.")]
    public IReadOnlyList<string> Transforms { get; init; } = ["inclusive", "exclusive"];

    [Setting("Smallest RSA key in bits.", Min = "2048", Max = "16384")]
    public int MinimumRsaBits { get; init; } = 2048;

    [Setting("Curves of elliptic keys: p256, p384, p521.")]
    public IReadOnlyList<string> Curves { get; init; } = ["p256", "p384", "p521"];

    [Setting("SHA-1: only for parties registered with --allow-sha1, for nobody, or for everybody the rule is for.")]
    public Sha1Allowance Sha1 { get; init; }

    [Setting("Refuse certificates that do not state their key usage.")]
    public bool RequireKeyUsage { get; init; }

    [Setting("Extended key usages (dotted numbers) that a signer's certificate must all have.")]
    public IReadOnlyList<string> ExtendedKeyUsages { get; init; } = [];

    [Setting("Files and folders with the authorities that signers must lead to; empty means those of pki.trust.")]
    public IReadOnlyList<string> Trust { get; init; } = [];
}
