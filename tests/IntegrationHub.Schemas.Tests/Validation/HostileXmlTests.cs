using System.Text;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Tests.Validation;

/// <summary>The XML cases of the list of attacks and faults, against the validator.</summary>
public sealed class HostileXmlTests
{
    public static TheoryData<string, string> Attacks => new()
    {
        { "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Fixture.Document("&x;"), "xml.doctype_refused" },
        { "<!DOCTYPE a [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]>" + Fixture.Document("&x;"), "xml.doctype_refused" },
        { "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/\"> %p;]>" + Fixture.Document(), "xml.doctype_refused" },
        { "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>" + Fixture.Document("&b;"), "xml.doctype_refused" },
        { Fixture.Document("&x;"), "xml.undefined_entity" },
        { string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000)), "xml.limit_exceeded" },
        { Fixture.Document().Replace("<mRID>", "<mRID" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $" a{i}='1'")) + ">", StringComparison.Ordinal), "xml.limit_exceeded" },
        { Fixture.Document(new string('x', 2_000_000)), "xml.limit_exceeded" },
        { Fixture.Document("a\0b"), "xml.illegal_character" },
        { Fixture.Document(prolog: "<?xml version='1.0' encoding='UTF-16'?>"), "xml.encoding_refused" },
        { Fixture.Document(prolog: "<?xml version='1.0' encoding='UTF-7'?>"), "xml.encoding_refused" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_refused_with_its_code(string document, string code)
    {
        var result = DocumentValidator.Validate(Encoding.UTF8.GetBytes(document), Fixture.Catalog.Profiles[0]);
        Assert.False(result.IsValid);
        Assert.Equal(code, result.Errors[^1].Code);
    }

    [Fact]
    public void Overlong_utf8_is_refused()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Fixture.Document("??"));
        int at = bytes.AsSpan().IndexOf("??"u8);
        (bytes[at], bytes[at + 1]) = (0xC0, 0xAF);
        Assert.Equal("xml.illegal_character", Assert.Single(DocumentValidator.Validate(bytes, Fixture.Catalog).Errors).Code);
    }

    [Fact]
    public void Schema_locations_and_processing_instructions_fetch_nothing_and_change_nothing()
    {
        string document = Fixture.Document(prolog: "<?xml-stylesheet href='http://127.0.0.1:1/'?>").Replace(
            "<Mini_MarketDocument", "<Mini_MarketDocument xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:test:mini:1:0 http://127.0.0.1:1/x.xsd'", StringComparison.Ordinal);
        Assert.True(Fixture.Validate(document).IsValid);
    }

    [Fact]
    public void An_inline_schema_and_an_XInclude_are_elements_like_any_other()
    {
        string inner = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>";
        Assert.Equal(["schema.unexpected_element", "schema.unexpected_element"],
            Fixture.Validate(Fixture.Document().Replace("</Mini_", inner + "</Mini_", StringComparison.Ordinal)).Errors.Select(error => error.Code));
    }

    [Fact]
    public void The_charset_of_the_message_must_not_contradict_the_document()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Fixture.Document(prolog: "<?xml version='1.0' encoding='UTF-8'?>"));
        Assert.True(DocumentValidator.Validate(bytes, Fixture.Catalog, charset: "utf-8").IsValid);
        Assert.Equal("xml.encoding_refused", DocumentValidator.Validate(bytes, Fixture.Catalog, charset: "iso-8859-1").Errors[0].Code);
    }
}
