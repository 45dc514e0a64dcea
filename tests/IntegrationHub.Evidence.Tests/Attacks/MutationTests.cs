using System.Text;
using System.Xml;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Files;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Tests.Material;
using Xunit.Abstractions;

namespace IntegrationHub.Evidence.Tests.Attacks;

/// <summary>
/// Signed messages changed at random. Whatever is still accepted means to the hub what was signed (judged by another parser
/// and canonicalizer), and the framework's SignedXml agrees with us wherever both have the same rules.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    /// <summary>Our refusals by rules that SignedXml does not have. A mismatch of digest or value is not among them.</summary>
    private static readonly SignatureRefusalCode[] StricterThanTheReference =
    [
        SignatureRefusalCode.CommentInText, SignatureRefusalCode.SignatureMisplaced, SignatureRefusalCode.SeveralSignatures,
        SignatureRefusalCode.SignatureMalformed, SignatureRefusalCode.NotAMessage, SignatureRefusalCode.KeyInfoNotAllowed,
        SignatureRefusalCode.SignerUnknown, SignatureRefusalCode.CertificateUntrusted, SignatureRefusalCode.CertificateUnreadable,
    ];

    /// <summary>Where set, so many times the mutations, from other seeds: for a long run by hand.</summary>
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("IHUB_TEST_MUTATIONS"), out var times) ? times : 1;

    [Theory]
    [InlineData(1, 1500, "ours")]
    [InlineData(2, 1500, "ours")]
    [InlineData(3, 1000, "SignedXml exclusive")]
    [InlineData(4, 1000, "CRLF, comments, CDATA")]
    public void No_mutation_that_changes_what_the_hub_would_use_is_accepted(int firstSeed, int mutations, string original)
    {
        for (var i = 0; i < Times; i++)
            Mutate(firstSeed + (100 * i), mutations, Original(original));
    }

    private static byte[] Original(string kind) => kind switch
    {
        "ours" => TestKeys.Signer.Sign(Messages.Put(), TestKeys.Rsa),
        "SignedXml exclusive" => ReferenceXml.Sign(Messages.Put(), TestKeys.Rsa.Certificate, (xml, reference) =>
        {
            xml.SignedInfo!.CanonicalizationMethod = System.Security.Cryptography.Xml.SignedXml.XmlDsigExcC14NTransformUrl;
            reference.AddTransform(new System.Security.Cryptography.Xml.XmlDsigExcC14NTransform("msg"));
        }),
        _ => TestKeys.Signer.Sign(
            Messages.Put("\r\n<d xmlns='urn:d' xmlns:p='urn:p' b=\"2\" p:a='1'>\r\n<!-- c --><p:e>12<![CDATA[34]]></p:e>\r\n<?p i?><f g='&lt;&#x20;'>&amp;&gt;</f></d>"), TestKeys.Rsa),
    };

    private void Mutate(int seed, int mutations, byte[] signed)
    {
        var meaning = MeaningOf(signed)!;
        var mutator = new Mutator(seed, signed);
        int accepted = 0, agreed = 0;
        for (var i = 0; i < mutations; i++)
        {
            var mutant = mutator.Next();
            var verdict = TestKeys.Verifier.Verify(mutant, TestKeys.Policy, TestKeys.Now);
            if (verdict.Accepted)
            {
                accepted++;
                Assert.Equal((i, meaning), (i, MeaningOf(mutant)));
                Assert.Equal(TestKeys.Rsa.Certificate.Thumbprint, verdict.Signer.Thumbprint);
            }
            if (AcceptedByReference(mutant) is { } reference && !(reference && BeyondTheReference(mutant)))
            {
                agreed++;
                var explained = reference == verdict.Accepted || (reference && StricterThanTheReference.Contains(verdict.Refusal!.Code));
                Assert.True(explained, $"{i}: SignedXml says {reference}, we say {verdict.Refusal}, seed {seed}, changed at: {Change(signed, mutant)}");
            }
        }
        output.WriteLine($"{mutations} mutants, {accepted} accepted as meaning the same, {agreed} compared with SignedXml.");
        // Proves that the mutants reach further than the parser.
        Assert.InRange(accepted, 1, mutations / 2);
        Assert.True(agreed > mutations / 10);
    }

    [Theory]
    [InlineData(5, 1500)]
    [InlineData(6, 1500)]
    public void No_mutation_of_an_envelope_makes_another_message_accepted(int seed, int mutations)
    {
        var signed = TestKeys.Signer.Sign(Messages.Put(), TestKeys.Rsa);
        var envelope = Messages.Utf8($"<?xml version=\"1.0\"?><S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"><S:Header/><S:Body>{Messages.Text(signed)}</S:Body></S:Envelope>");
        var meaning = MeaningOf(signed)!;
        var files = new MessageFiles();
        var mutator = new Mutator(seed, envelope);
        var accepted = 0;
        for (var i = 0; i < mutations; i++)
        {
            var mutant = mutator.Next();
            if (!files.Verify(mutant, TestKeys.Policy, TestKeys.Now).Accepted)
                continue;
            accepted++;
            Assert.Equal((i, meaning), (i, MeaningOf(BodyChild.Of(mutant))));
        }
        Assert.InRange(accepted, 1, mutations / 2);
    }

    [Fact]
    public void Truncated_messages_are_refused_at_every_length()
    {
        var signed = TestKeys.Signer.Sign(Messages.Put(), TestKeys.Rsa);
        for (var length = 0; length < signed.Length; length++)
            Assert.False(TestKeys.Verifier.Verify(signed.AsMemory(0, length), TestKeys.Policy, TestKeys.Now).Accepted);
    }

    /// <summary>
    /// Where SignedXml overlooks a change: it loses line ends and tabs written as references, and declarations on
    /// ds:Signature. <see cref="Interop.XmlSecTests"/> has xmlsec1 say who is right.
    /// </summary>
    private static bool BeyondTheReference(byte[] mutant)
    {
        var text = Messages.Text(mutant);
        var signature = text.IndexOf("<Signature ", StringComparison.Ordinal);
        return text.Contains("&#13;", StringComparison.Ordinal) || text.Contains("&#10;", StringComparison.Ordinal) || text.Contains("&#9;", StringComparison.Ordinal)
            || (signature >= 0 && text[signature..text.IndexOf('>', signature)].Contains("xmlns:", StringComparison.Ordinal));
    }

    /// <summary>What stands around the first difference.</summary>
    private static string Change(byte[] original, byte[] mutant)
    {
        var at = original.AsSpan().CommonPrefixLength(mutant);
        return Encoding.UTF8.GetString(mutant.AsSpan()[Math.Max(0, at - 60)..Math.Min(mutant.Length, at + 120)]);
    }

    /// <summary>The message without its signature as the framework's own parser and canonicalizer see it; null when it is no XML.</summary>
    private static string? MeaningOf(byte[] message)
    {
        XmlDocument document;
        try
        {
            document = ReferenceXml.Parse(message);
        }
        catch (XmlException)
        {
            return null;
        }
        foreach (var signature in document.GetElementsByTagName("Signature", AlgorithmNames.XmlDsigNamespace).Cast<XmlNode>().ToList())
            signature.ParentNode!.RemoveChild(signature);
        return Canonicalization.CanonicalizationTests.Reference(document.OuterXml, CanonicalizationMethod.Inclusive);
    }

    /// <summary>Null when the reference cannot even read it, or reads more than we do (other encodings, undeclared things).</summary>
    private static bool? AcceptedByReference(byte[] message)
    {
        try
        {
            return ReferenceXml.Verifies(message);
        }
        catch (Exception e) when (e is XmlException or System.Security.Cryptography.CryptographicException or InvalidOperationException or FormatException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }

    /// <summary>Random changes, deterministic by seed: bytes, spans, and pieces of XML that mean something.</summary>
    private sealed class Mutator(int seed, byte[] original)
    {
        private static readonly string[] Pieces =
        [
            "<!-- -->", "<?p i?>", " ", "\n", "\r\n", "\t", "&#32;", "&amp;", "<![CDATA[", "]]>", "<x/>", "</x>", " xmlns=\"\"", " xmlns:msg=\"urn:x\"", " Id=\"i\"",
            " a='1'", "9", "-", "=", "\0", "\uFEFF", "é", "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"/>", "<Object/>", "URI=\"#a\"", "SHA1", "&quot;", "'", "\"",
        ];

        private readonly Random random = new(seed);

        public byte[] Next()
        {
            var bytes = new List<byte>(original);
            for (var changes = random.Next(8) == 0 ? 3 : 1; changes > 0; changes--)
                Change(bytes);
            return [.. bytes];
        }

        private void Change(List<byte> bytes)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 60), bytes.Count - at);
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    var moved = bytes.GetRange(at, length);
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                    break;
                case 5:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 6:
                    BetweenTags(bytes, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 7:
                    InsideTag(bytes);
                    break;
                default:
                    RespellCharacter(bytes, at);
                    break;
            }
        }

        private void BetweenTags(List<byte> bytes, byte[] piece)
        {
            var ends = Enumerable.Range(0, bytes.Count).Where(i => bytes[i] == '>').ToArray();
            bytes.InsertRange(ends[random.Next(ends.Length)] + 1, piece);
        }

        /// <summary>White space that means nothing, where a tag has some or could have.</summary>
        private void InsideTag(List<byte> bytes)
        {
            var ends = Enumerable.Range(0, bytes.Count).Where(i => bytes[i] == '>').ToArray();
            bytes.InsertRange(ends[random.Next(ends.Length)], " \n"u8.ToArray());
        }

        /// <summary>The same character by reference, which means the same in text and something else in a name.</summary>
        private static void RespellCharacter(List<byte> bytes, int at)
        {
            var reference = Encoding.ASCII.GetBytes($"&#{bytes[at]};");
            bytes.RemoveAt(at);
            bytes.InsertRange(at, reference);
        }
    }
}
