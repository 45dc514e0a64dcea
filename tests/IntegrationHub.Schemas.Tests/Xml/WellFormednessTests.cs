namespace IntegrationHub.Schemas.Tests.Xml;

/// <summary>Cases written from XML 1.0 (fifth edition) and Namespaces in XML 1.0; the numbers are its productions and constraints.</summary>
public sealed class WellFormednessTests
{
    [Theory]
    [InlineData("<a/>", "<a></a>")]
    [InlineData("<a></a >", "<a></a>")]
    [InlineData("<a\n\t>x</a\r\n>", "<a>x</a>")]
    [InlineData("\uFEFF<a/>", "<a></a>")]
    [InlineData("<?xml version='1.0'?><a/>", "[XmlDeclaration  version='1.0']<a></a>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\" ?>\n<a/>\n", "[XmlDeclaration  version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\" ]<a></a>")]
    [InlineData("<!-- x --><?p?><a/><!----><?q r ?>", "[Comment  x ][ProcessingInstruction p ]<a></a>[Comment ][ProcessingInstruction q r ]")]
    [InlineData("<a>1<!-- - -->2<![CDATA[<&]] ]]]]>3<?p ??></a>", "<a>1[Comment  - ]2[CData <&]] ]]]3[ProcessingInstruction p ?]</a>")]
    [InlineData("<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;&#x1F600;</a>", "<a><>&'\"AB\U0001F600</a>")]
    [InlineData("<a>&#0000000000000000000000065;</a>", "<a>A</a>")]
    [InlineData("<a>1\r\n2\r3\n4</a>", "<a>1\n2\n3\n4</a>")]
    [InlineData("<a>]] ></a>", "<a>]] ></a>")]
    [InlineData("<a b='1' c=\"'\" d = '\"' />", "<a b=1 c=' d=\"></a>")]
    [InlineData("<a b=' x\ty\r\nz&#10;&#9;&#13;'/>", "<a b= x y z\n\t\r></a>")]
    [InlineData("<a b='>'/>", "<a b=>></a>")]
    [InlineData("<電力 π='1'/>", "<電力 π=1></電力>")]
    [InlineData("<_.-0 _='·'/>", "<_.-0 _=·></_.-0>")]
    [InlineData("<a>\U0001F600\uE000\uFFFD\u0085\u009F</a>", "<a>\U0001F600\uE000\uFFFD\u0085\u009F</a>")]
    [InlineData("<a xmlns='u'><b/><c xmlns=''/></a>", "<{u}a xmlns=u><{u}b></b><c xmlns=></c></a>")]
    [InlineData("<p:a xmlns:p='u' p:x='1' x='2'><p:b xmlns:p='v'/><p:c/></p:a>", "<{u}a xmlns:p=u {u}x=1 x=2><{v}b xmlns:p=v></b><{u}c></c></a>")]
    [InlineData("<a xml:lang='en' xmlns:xml='http://www.w3.org/XML/1998/namespace'/>", "<a {http://www.w3.org/XML/1998/namespace}lang=en xmlns:xml=http://www.w3.org/XML/1998/namespace></a>")]
    [InlineData("<a xmlns='u&amp;v'/>", "<{u&v}a xmlns=u&v></a>")]
    [InlineData("<a xmlns:p='u' xmlns:q='u' p:x='1' x='1'/>", "<a xmlns:p=u xmlns:q=u {u}x=1 x=1></a>")]
    [InlineData("<?xmlx ?><a/>", "[ProcessingInstruction xmlx ]<a></a>")]
    public void Well_formed_documents_give_their_tokens(string document, string tokens) => Assert.Equal(tokens, ReaderDump.Of(document));

    [Theory]
    // 2.1 Document: one root, all closed, properly nested
    [InlineData("", "bad_root")]
    [InlineData("  \n", "bad_root")]
    [InlineData("<!-- -->", "bad_root")]
    [InlineData("<a/><b/>", "bad_root")]
    [InlineData("<a/>x", "bad_root")]
    [InlineData("x<a/>", "bad_root")]
    [InlineData("<a/><![CDATA[x]]>", "bad_root")]
    [InlineData("<a/>&#32;", "bad_root")]
    [InlineData("<a>", "unexpected_end")]
    [InlineData("<a><b></a></b>", "mismatched_tag")]
    [InlineData("<a></A>", "mismatched_tag")]
    [InlineData("<a></ab>", "mismatched_tag")]
    [InlineData("</a>", "mismatched_tag")]
    // 2.2 Char
    [InlineData("<a>\u0001</a>", "illegal_character")]
    [InlineData("<a>\0</a>", "illegal_character")]
    [InlineData("<a b='\u001F'/>", "illegal_character")]
    [InlineData("<a>\uFFFE</a>", "illegal_character")]
    [InlineData("<a>\uFFFF</a>", "illegal_character")]
    [InlineData("<!-- \u000B --><a/>", "illegal_character")]
    // 2.3 names and literals
    [InlineData("<1a/>", "malformed")]
    [InlineData("<-a/>", "malformed")]
    [InlineData("< a/>", "malformed")]
    [InlineData("<a b/>", "malformed")]
    [InlineData("<a b=1/>", "malformed")]
    [InlineData("<a b='1'c='2'/>", "malformed")]
    [InlineData("<a b='<'/>", "malformed")]
    [InlineData("<a b='&'/>", "malformed")]
    [InlineData("<a ·='1'/>", "malformed")]
    [InlineData("<a / >", "malformed")]
    [InlineData("<a></a b='1'>", "malformed")]
    [InlineData("<a/ ></a>", "malformed")]
    [InlineData("<a b='1' b='2'/>", "duplicate_attribute")]
    [InlineData("<a b='1", "unexpected_end")]
    [InlineData("<a b=\"1'/>", "unexpected_end")]
    // 2.4 character data
    [InlineData("<a>]]></a>", "malformed")]
    [InlineData("<a>&</a>", "malformed")]
    [InlineData("<a>& amp;</a>", "malformed")]
    [InlineData("<a>&amp</a>", "malformed")]
    [InlineData("<a>&;</a>", "malformed")]
    // 2.5 to 2.7
    [InlineData("<a><!-- -- --></a>", "malformed")]
    [InlineData("<a><!-- ---></a>", "malformed")]
    [InlineData("<a><!- x --></a>", "malformed")]
    [InlineData("<a><!--></a>", "unexpected_end")]
    [InlineData("<a><? p?></a>", "malformed")]
    [InlineData("<a><?p", "unexpected_end")]
    [InlineData("<a><?p/x?></a>", "malformed")]
    [InlineData("<a><![CDATA[x</a>", "unexpected_end")]
    [InlineData("<a><![cdata[x]]></a>", "malformed")]
    [InlineData("<a><![CDATA [x]]></a>", "malformed")]
    // 2.8 declaration and document type
    [InlineData(" <?xml version='1.0'?><a/>", "bad_declaration")]
    [InlineData("<a><?xml version='1.0'?></a>", "bad_declaration")]
    [InlineData("<?XML version='1.0'?><a/>", "bad_declaration")]
    [InlineData("<?xml?><a/>", "bad_declaration")]
    [InlineData("<?xml version='1.1'?><a/>", "bad_declaration")]
    [InlineData("<?xml version='1.0' standalone='maybe'?><a/>", "bad_declaration")]
    [InlineData("<?xml encoding='UTF-8' version='1.0'?><a/>", "bad_declaration")]
    [InlineData("<?xml version='1.0'encoding='UTF-8'?><a/>", "bad_declaration")]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-2'?><a/>", "encoding_refused")]
    [InlineData("<?xml version='1.0' encoding='UTF-16'?><a/>", "encoding_refused")]
    [InlineData("<?xml version='1.0' encoding='US-ASCII'?><a>é</a>", "encoding_refused")]
    [InlineData("<!DOCTYPE a><a/>", "doctype_refused")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "doctype_refused")]
    [InlineData("<!DOCTYPE a SYSTEM 'http://example.invalid/a.dtd'><a/>", "doctype_refused")]
    [InlineData("<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://example.invalid/p'> %p;]><a/>", "doctype_refused")]
    [InlineData("<!DOCTYPE", "doctype_refused")]
    [InlineData("<a><!DOCTYPE b></a>", "doctype_refused")]
    [InlineData("<!ELEMENT a ANY><a/>", "malformed")]
    // 4.1 references
    [InlineData("<a>&nbsp;</a>", "undefined_entity")]
    [InlineData("<a b='&copy;'/>", "undefined_entity")]
    [InlineData("<a>&#0;</a>", "bad_character_reference")]
    [InlineData("<a>&#x8;</a>", "bad_character_reference")]
    [InlineData("<a>&#xD800;</a>", "bad_character_reference")]
    [InlineData("<a>&#xFFFE;</a>", "bad_character_reference")]
    [InlineData("<a>&#x110000;</a>", "bad_character_reference")]
    [InlineData("<a>&#99999999999999999999;</a>", "bad_character_reference")]
    [InlineData("<a>&#;</a>", "malformed")]
    [InlineData("<a>&#x;</a>", "malformed")]
    [InlineData("<a>&#X41;</a>", "malformed")]
    [InlineData("<a>&#12a;</a>", "malformed")]
    // Namespaces in XML
    [InlineData("<p:a/>", "namespace_error")]
    [InlineData("<a p:b='1'/>", "namespace_error")]
    [InlineData("<:a/>", "namespace_error")]
    [InlineData("<a:/>", "namespace_error")]
    [InlineData("<a:b:c xmlns:a='u'/>", "namespace_error")]
    [InlineData("<a:1 xmlns:a='u'/>", "namespace_error")]
    [InlineData("<a xmlns:p=''/>", "namespace_error")]
    [InlineData("<a xmlns:xmlns='u'/>", "namespace_error")]
    [InlineData("<a xmlns:xml='u'/>", "namespace_error")]
    [InlineData("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "namespace_error")]
    [InlineData("<a xmlns='http://www.w3.org/2000/xmlns/'/>", "namespace_error")]
    [InlineData("<xmlns:a/>", "namespace_error")]
    [InlineData("<?p:q?><a/>", "namespace_error")]
    [InlineData("<a><b xmlns:p='u'/><p:c/></a>", "namespace_error")]
    [InlineData("<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", "duplicate_attribute")]
    [InlineData("<a xmlns='u' xmlns='u'/>", "duplicate_attribute")]
    public void Anything_else_is_refused_with_its_code(string document, string code) =>
        Assert.Equal("error xml." + code, ReaderDump.Of(document));

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x80 })] // overlong NUL
    [InlineData(new byte[] { 0xC1, 0xBF })] // overlong
    [InlineData(new byte[] { 0xE0, 0x80, 0xAF })] // overlong slash
    [InlineData(new byte[] { 0xF0, 0x80, 0x80, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // surrogate
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // beyond the last code point
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xE6, 0x9D })] // cut short
    public void Bytes_that_are_no_Utf8_are_refused_wherever_they_stand(byte[] bad)
    {
        foreach (string frame in new[] { "<a>{}</a>", "<a b='{}'/>", "<!--{}--><a/>", "<a><![CDATA[{}]]></a>", "<a{}/>", "<?p {}?><a/>", "<a/>{}" })
        {
            int at = frame.IndexOf("{}", StringComparison.Ordinal);
            byte[] document = [.. frame[..at].Select(c => (byte)c), .. bad, .. frame[(at + 2)..].Select(c => (byte)c)];

            var error = ReaderDump.ErrorOf(document);

            Assert.Equal("xml.illegal_character", error?.Id);
            Assert.Equal(at, error!.Offset);
        }
    }

    [Fact]
    public void No_prefix_of_a_document_is_a_document()
    {
        const string document = "<?xml version='1.0'?><!--c--><p:a xmlns:p='u' b='&lt;'>t&amp;<![CDATA[x]]><?p d?><p:b/>é</p:a>";
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(document);
        for (int length = 0; length < bytes.Length; length++)
            Assert.NotNull(ReaderDump.ErrorOf(bytes[..length]));
        Assert.Null(ReaderDump.ErrorOf(bytes));
    }
}
