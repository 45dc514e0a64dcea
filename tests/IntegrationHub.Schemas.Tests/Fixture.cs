using System.Text;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Tests;

/// <summary>A small schema of our own with the shapes of the field, for tests that need no reference data.</summary>
internal static class Fixture
{
    public const string Namespace = "urn:test:mini:1:0";

    private const string Codes = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:test:codes" xmlns="urn:test:codes">
          <xs:include schemaLocation="local.xsd"/>
          <xs:simpleType name="StandardKind"><xs:restriction base="xs:NMTOKEN"><xs:enumeration value="A01"/><xs:enumeration value="A02"/></xs:restriction></xs:simpleType>
          <xs:simpleType name="Kind"><xs:union memberTypes="StandardKind LocalKind"/></xs:simpleType>
        </xs:schema>
        """;

    private const string Main = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:test:mini:1:0" xmlns="urn:test:mini:1:0" xmlns:c="urn:test:codes" elementFormDefault="qualified">
          <xs:import namespace="urn:test:codes" schemaLocation="codes.xsd"/>
          <xs:element name="Mini_MarketDocument" type="Mini"/>
          <xs:complexType name="Mini"><xs:sequence>
            <xs:element name="mRID"><xs:simpleType><xs:restriction base="xs:string"><xs:maxLength value="5"/></xs:restriction></xs:simpleType></xs:element>
            <xs:element name="type" type="c:Kind"/>
            <xs:element name="sender_MarketParticipant.mRID" type="Party"/>
            <xs:element name="note" type="xs:string" minOccurs="0"/>
            <xs:element name="TimeSeries" type="Series" minOccurs="0" maxOccurs="unbounded"/>
          </xs:sequence></xs:complexType>
          <xs:complexType name="Party"><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="codingScheme" type="c:Kind" use="required"/></xs:extension></xs:simpleContent></xs:complexType>
          <xs:complexType name="Series"><xs:sequence>
            <xs:element name="Period" maxOccurs="unbounded"><xs:complexType><xs:sequence>
              <xs:element name="resolution" type="xs:duration"/>
              <xs:element name="Point" type="Point" maxOccurs="unbounded"/>
            </xs:sequence></xs:complexType></xs:element>
          </xs:sequence></xs:complexType>
          <xs:complexType name="Point"><xs:sequence>
            <xs:element name="position"><xs:simpleType><xs:restriction base="xs:integer"><xs:minInclusive value="1"/><xs:maxInclusive value="99"/></xs:restriction></xs:simpleType></xs:element>
            <xs:element name="quantity" type="xs:decimal"/>
          </xs:sequence></xs:complexType>
        </xs:schema>
        """;

    public static string Local(params string[] codes) =>
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:simpleType name=\"LocalKind\"><xs:restriction base=\"xs:NMTOKEN\">"
        + string.Concat(codes.Select(code => $"<xs:enumeration value=\"{code}\"/>")) + "</xs:restriction></xs:simpleType></xs:schema>";

    public static Dictionary<string, string> Files() => new(StringComparer.Ordinal) { ["mini.xsd"] = Main, ["codes.xsd"] = Codes, ["local.xsd"] = Local("Z01") };

    public static ISchemaSource Source(Dictionary<string, string> files) =>
        new MemorySchemaSource("test", files.ToDictionary(file => file.Key, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value)));

    public static CatalogLoad Load(Dictionary<string, string> files, CatalogOptions? options = null) => ProfileCatalog.Load(Source(files), options);

    public static ProfileCatalog Catalog { get; } = Load(Files()).Catalog!;

    public static ValidationResult Validate(string document, ValidationOptions? options = null) =>
        DocumentValidator.Validate(Encoding.UTF8.GetBytes(document), Catalog, options);

    /// <summary>A catalog of one schema: the declarations given, in no namespace; its root element is <c>r</c>.</summary>
    public static ProfileCatalog Of(string declarations)
    {
        var load = Load(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["r.xsd"] = $"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{declarations}</xs:schema>",
        });
        return load.Catalog ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    }

    /// <summary>A valid document; the texts are put in as they are.</summary>
    public static string Document(string mRid = "D1", string type = "A01", string points = "<Point><position>1</position><quantity>1.5</quantity></Point>", string prolog = "") => $"""
        {prolog}<Mini_MarketDocument xmlns="urn:test:mini:1:0">
          <mRID>{mRid}</mRID>
          <type>{type}</type>
          <sender_MarketParticipant.mRID codingScheme="A01">10X1001A1001A39W</sender_MarketParticipant.mRID>
          <TimeSeries><Period><resolution>PT15M</resolution>{points}</Period></TimeSeries>
        </Mini_MarketDocument>
        """;
}
