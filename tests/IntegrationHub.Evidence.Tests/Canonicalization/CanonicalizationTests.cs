using System.Security.Cryptography.Xml;
using System.Text;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Tests.Material;

namespace IntegrationHub.Evidence.Tests.Canonicalization;

public sealed class CanonicalizationTests
{
    public static TheoryData<string> Documents =>
    [
        "<a/>",
        "<a></a >",
        "<a  b = 'c'\n d=\"e\" ></a>",
        "<a b='\"x\" &apos;&quot;&amp;&lt;&gt;&#9;&#10;&#13;'>&apos;&quot;&amp;&lt;&gt;&#9;&#10;&#13;&#x1F600;]]&gt;</a>",
        "<a>x > y</a>",
        "<a>\r\n  <b>one\rtwo\r\n</b>\r\n</a>",
        "<a b='one\r\ntwo\rthree\tfour'/>",
        "<a><![CDATA[<b>&amp; > ]] \r\n x]]></a>",
        "<a>1<!-- c -->2<!--\r\n--></a>",
        "<?one  two  ?><!-- before --><a><?three?><?four five?></a><!-- after --><?six\r\nseven?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<a/>\r\n",
        "<a z='1' y='2' xmlns:q='urn:q' q:x='3' xmlns:b='urn:b' b:x='4' xmlns='urn:a' xml:lang='zh'/>",
        "<a xmlns='urn:1'><b xmlns='urn:1'><c xmlns=''><d xmlns=''/><e xmlns='urn:1'/></c></b></a>",
        "<a xmlns:p='urn:1'><p:b xmlns:p='urn:1'><p:c xmlns:p='urn:2'><p:d/></p:c></p:b></a>",
        "<a xmlns:p='urn:1' xmlns:q='urn:1'><p:b/><q:b/><p:b q:x='1'/></a>",
        "<p:a xmlns:p='urn:1&amp;2' xmlns='urn:&#x4e2d;\"'><b p:c=''/></p:a>",
        "<a xmlns:unused='urn:u'><b><c xmlns:unused='urn:u'/></b></a>",
        "<a xmlns='urn:d'><b xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='p:t' xmlns:p='urn:p'/></a>",
        "<a>电力市场 ελ 𝄞 <b 属性='值'/></a>",
        "<n0:a xmlns:n0='urn:0' xmlns:n10='urn:10' xmlns:n2='urn:2' n2:b='1' n10:b='2' n0:b='3'/>",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_method_gives_the_bytes_of_the_reference(string document)
    {
        foreach (var method in Enum.GetValues<CanonicalizationMethod>())
            Assert.Equal(Reference(document, method), Ours(document, CanonicalForm.Of(method)));
    }

    [Theory]
    [InlineData("p")]
    [InlineData("p q")]
    [InlineData("#default")]
    [InlineData("#default p absent")]
    public void The_prefix_list_is_treated_as_inclusive(string prefixes)
    {
        const string document = "<a xmlns='urn:d' xmlns:p='urn:p' xmlns:q='urn:q' xmlns:r='urn:r'><q:b><c xmlns='' p:x='1'><d xmlns:p='urn:p2'/></c></q:b></a>";
        var form = CanonicalForm.Of(CanonicalizationMethod.Exclusive, prefixes);
        Assert.Equal(Reference(document, CanonicalizationMethod.Exclusive, prefixes), Ours(document, form));
    }

    [Fact]
    public void Generated_documents_give_the_bytes_of_the_reference()
    {
        for (var seed = 1; seed <= 400; seed++)
        {
            var document = new DocumentGenerator(seed).Document();
            foreach (var method in Enum.GetValues<CanonicalizationMethod>())
                Assert.Equal((seed, document, Reference(document, method)), (seed, document, Ours(document, CanonicalForm.Of(method))));
        }
    }

    [Fact]
    public void Long_texts_and_long_plain_stretches_come_out_whole()
    {
        var document = "<a>" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"<b c=\"{i}\">text {i}</b>\n")) + new string('x', 100_000) + "&#65;" + new string('y', 3000) + "</a>";
        Assert.Equal(Reference(document, CanonicalizationMethod.Inclusive), Ours(document, CanonicalForm.Inclusive));
    }

    private static string Ours(string document, CanonicalForm form) =>
        Encoding.UTF8.GetString(IntegrationHub.Evidence.Canonicalization.Canonical.OfDocument(Encoding.UTF8.GetBytes(document), form) ?? []);

    internal static string Reference(string document, CanonicalizationMethod method, string? prefixes = null)
    {
        Transform transform = method switch
        {
            CanonicalizationMethod.Inclusive => new XmlDsigC14NTransform(),
            CanonicalizationMethod.InclusiveWithComments => new XmlDsigC14NWithCommentsTransform(),
            CanonicalizationMethod.Exclusive => new XmlDsigExcC14NTransform(false, prefixes),
            _ => new XmlDsigExcC14NWithCommentsTransform(prefixes!),
        };
        transform.LoadInput(ReferenceXml.Parse(Encoding.UTF8.GetBytes(document)));
        using var stream = (Stream)transform.GetOutput(typeof(Stream));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
