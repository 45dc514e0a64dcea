using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Tests.Material;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Tests.Canonicalization;

public sealed class CanonicalDigestTests
{
    private const string Document = "<d:Doc xmlns:d=\"urn:d\" a=\"1\" b=\"2\"><d:mRID>X-1</d:mRID></d:Doc>";

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- made by hand --><d:Doc xmlns:d=\"urn:d\" a=\"1\" b=\"2\"><d:mRID>X-1</d:mRID></d:Doc>\n")]
    [InlineData("<d:Doc  b='2' xmlns:unused='urn:u' a='&#49;' xmlns:d='urn:d' ><d:mRID\n>&#88;<![CDATA[-1]]></d:mRID ></d:Doc>")]
    public void The_spelling_of_a_document_does_not_matter(string spelling) =>
        Assert.Equal(DigestOf(Document), DigestOf(spelling));

    [Theory]
    [InlineData("<d:Doc xmlns:d=\"urn:d\" a=\"1\" b=\"2\"><d:mRID>X-2</d:mRID></d:Doc>")]
    [InlineData("<d:Doc xmlns:d=\"urn:d\" a=\"1\" b=\"2\"><d:mRID> X-1</d:mRID></d:Doc>")]
    [InlineData("<d:Doc xmlns:d=\"urn:e\" a=\"1\" b=\"2\"><d:mRID>X-1</d:mRID></d:Doc>")]
    [InlineData("<d:Doc xmlns:d=\"urn:d\" a=\"1\"><d:mRID>X-1</d:mRID></d:Doc>")]
    public void Any_other_difference_matters(string other) =>
        Assert.NotEqual(DigestOf(Document), DigestOf(other));

    [Theory]
    [InlineData("<m xmlns=\"urn:m\" xmlns:d=\"urn:d\"><p>{0}</p></m>")]
    [InlineData("<x:m xmlns:x=\"urn:m\" xmlns:y=\"urn:y\">\n{0}</x:m>")]
    public void The_envelope_around_it_does_not_matter(string envelope)
    {
        foreach (var document in new[] { Document, Document.Replace(" xmlns:d=\"urn:d\"", "", StringComparison.Ordinal) })
        {
            if (!envelope.Contains("xmlns:d", StringComparison.Ordinal) && !document.Contains("xmlns:d", StringComparison.Ordinal))
                continue;
            var message = Messages.Utf8(envelope.Replace("{0}", document, StringComparison.Ordinal));
            var xml = new Utf8XmlReader(message);
            while (xml.Read() && !(xml.Kind == XmlTokenKind.StartElement && xml.LocalName.SequenceEqual("Doc"u8)))
            {
            }
            var inherited = xml.CaptureNamespaces();
            var start = xml.TokenStart;
            xml.Skip();
            var element = message.AsMemory(start, xml.TokenEnd - start);
            xml.Dispose();
            Assert.Equal(DigestOf(Document), Convert.ToHexString(CanonicalDigest.Of(element, inherited, out _)!));
        }
    }

    [Fact]
    public void What_is_no_XML_has_no_digest_but_an_error()
    {
        Assert.Null(CanonicalDigest.Of(Messages.Utf8("<a><b></a>"), out var error));
        Assert.Equal(XmlErrorCode.MismatchedTag, error!.Code);
    }

    private static string DigestOf(string document) => Convert.ToHexString(CanonicalDigest.Of(Messages.Utf8(document), out _)!);
}
