using System.Text;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Tests.Reception;

public sealed class DocumentIdentityTests
{
    private const string Sender = "<sender_MarketParticipant.mRID codingScheme='A01'>10X</sender_MarketParticipant.mRID>";

    [Fact]
    public void Sender_mRID_and_revision_are_read_from_the_roots_own_children()
    {
        var identity = Read($"<p:Doc xmlns:p='urn:x'><p:Series><p:mRID>inner</p:mRID></p:Series><p:mRID>outer</p:mRID><revisionNumber>3</revisionNumber><type>A01</type>{Sender}</p:Doc>")!;
        Assert.Equal(("Doc", "urn:x", "A01"), (identity.RootElement, identity.Namespace, identity.Type));
        Assert.Equal(new DocumentKey("10X", "outer", 3), identity.Key);
        Assert.Equal(new CodedId("10X", "A01"), identity.Sender);
    }

    [Fact]
    public void A_document_without_revision_counts_as_revision_1() =>
        Assert.Equal(1, Read($"<Doc><mRID>a</mRID>{Sender}</Doc>")!.Key!.Revision);

    [Theory]
    [InlineData("<mRID>a<!-- x -->b</mRID>", "ab")]
    [InlineData("<mRID>a<![CDATA[b]]></mRID>", "ab")]
    [InlineData("<mRID>a&amp;b</mRID>", "a&b")]
    [InlineData("<mRID>first</mRID><mRID>second</mRID>", "first")]
    public void A_name_is_read_as_every_reader_reads_it(string element, string mRid) =>
        Assert.Equal(mRid, Read($"<Doc>{element}{Sender}</Doc>")!.MRid);

    [Theory]
    [InlineData("<mRID/>")]
    [InlineData("<mRID><x>a</x></mRID>")]
    [InlineData("")]
    public void A_document_that_does_not_say_who_it_is_has_no_key(string element) =>
        Assert.Null(Read($"<Doc>{element}{Sender}</Doc>")!.Key);

    [Fact]
    public void An_endless_name_is_no_name() => Assert.Null(Read($"<Doc><mRID>{new string('a', 100_000)}</mRID>{Sender}</Doc>")!.MRid);

    [Fact]
    public void No_root_no_identity() => Assert.Null(Read("no XML"));

    private static DocumentIdentity? Read(string text) =>
        DocumentIdentity.Read(ReadableDocument.Whole(Encoding.UTF8.GetBytes(text), out _));
}
