using System.Text;
using IntegrationHub.Schemas.Bench;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Tests.Validation;

/// <summary>
/// What schemas of this field may use, each against the framework's validator: the expected verdict is the test's own, and the
/// framework must agree with it, too.
/// </summary>
public sealed class SchemaConstructTests
{
    private const string Choice = "<xs:element name='r'><xs:complexType><xs:choice maxOccurs='unbounded'><xs:element name='a' type='xs:string'/><xs:element name='b' type='xs:int' maxOccurs='2'/></xs:choice></xs:complexType></xs:element>";
    private const string All = "<xs:element name='r'><xs:complexType><xs:all><xs:element name='a' type='xs:string'/><xs:element name='b' type='xs:int' minOccurs='0'/></xs:all></xs:complexType></xs:element>";
    private const string Any = "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' type='xs:string'/><xs:any namespace='##other' processContents='lax' minOccurs='0' maxOccurs='2'/></xs:sequence><xs:anyAttribute namespace='##other' processContents='lax'/></xs:complexType></xs:element><xs:element name='g' type='xs:int'/>";
    private const string AnyLocal = "<xs:element name='r'><xs:complexType><xs:sequence><xs:any processContents='lax' maxOccurs='unbounded'/></xs:sequence></xs:complexType></xs:element><xs:element name='g' type='xs:int'/>";
    private const string Counted = "<xs:element name='r'><xs:complexType><xs:sequence minOccurs='2' maxOccurs='3'><xs:element name='a' type='xs:string'/><xs:element name='b' type='xs:string' minOccurs='0'/></xs:sequence></xs:complexType></xs:element>";
    private const string List = "<xs:element name='r'><xs:simpleType><xs:restriction><xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType><xs:maxLength value='3'/></xs:restriction></xs:simpleType></xs:element>";
    private const string Nil = "<xs:element name='r' nillable='true' type='xs:int'/>";
    private const string Fixed = "<xs:element name='r'><xs:complexType><xs:simpleContent><xs:extension base='xs:token'><xs:attribute name='f' type='xs:string' fixed='x'/><xs:attribute name='p' type='xs:int' use='prohibited'/></xs:extension></xs:simpleContent></xs:complexType></xs:element>";
    private const string Mixed = "<xs:element name='r'><xs:complexType mixed='true'><xs:sequence><xs:element name='a' type='xs:string'/></xs:sequence></xs:complexType></xs:element>";
    private const string Empty = "<xs:element name='r'><xs:complexType><xs:attribute name='x' type='xs:int'/></xs:complexType></xs:element>";
    private const string Derived = "<xs:element name='r' type='B'/><xs:complexType name='B'><xs:sequence><xs:element name='a' type='xs:string'/></xs:sequence></xs:complexType><xs:complexType name='D'><xs:complexContent><xs:extension base='B'><xs:sequence><xs:element name='b' type='xs:string'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType><xs:complexType name='E'><xs:sequence/></xs:complexType>";
    private const string Group = "<xs:group name='G'><xs:sequence><xs:element name='a' type='xs:string'/><xs:element name='b' type='xs:string'/></xs:sequence></xs:group><xs:attributeGroup name='A'><xs:attribute name='x' use='required' type='xs:boolean'/></xs:attributeGroup><xs:element name='r'><xs:complexType><xs:group ref='G'/><xs:attributeGroup ref='A'/></xs:complexType></xs:element>";
    private const string Default = "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' type='xs:int' default='1'/></xs:sequence></xs:complexType></xs:element>";
    private const string Unqualified = "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a'/></xs:sequence></xs:complexType></xs:element>";

    public static TheoryData<string, string, bool> Cases => new()
    {
        { Choice, "<r><a/><b>1</b><b>2</b><a/><b>3</b></r>", true },
        { Choice, "<r><b>1</b><b>2</b><b>3</b></r>", true },
        { Choice, "<r/>", false },
        { Choice, "<r><c/></r>", false },
        { All, "<r><b>1</b><a/></r>", true },
        { All, "<r><a/></r>", true },
        { All, "<r><b>1</b></r>", false },
        { All, "<r><a/><a/></r>", false },
        { Any, "<r><a/><x xmlns='u'><y/></x></r>", true },
        { Any, "<r z:q='1' xmlns:z='u'><a/></r>", true },
        { Any, "<r q='1'><a/></r>", false },
        { Any, "<r><a/><g>1</g></r>", false },
        { Any, "<r><a/><x xmlns='u'/><x xmlns='u'/><x xmlns='u'/></r>", false },
        { AnyLocal, "<r><g>1</g><x><g>2</g></x></r>", true },
        { AnyLocal, "<r><g>x</g></r>", false },
        { AnyLocal, "<r><x><g>x</g></x></r>", false },
        { Counted, "<r><a/><b/><a/></r>", true },
        { Counted, "<r><a/><a/><a/><b/></r>", true },
        { Counted, "<r><a/></r>", false },
        { Counted, "<r><a/><a/><a/><a/></r>", false },
        { List, "<r> 1  2\n3 </r>", true },
        { List, "<r/>", true },
        { List, "<r>1 2 3 4</r>", false },
        { List, "<r>1 x</r>", false },
        { Nil, "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>", true },
        { Nil, "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'></r>", true },
        { Nil, "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'>1</r>", false },
        { Nil, "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='false'>1</r>", true },
        { Nil, "<r/>", false },
        { Fixed, "<r f='x'>t</r>", true },
        { Fixed, "<r>t</r>", true },
        { Fixed, "<r f='y'>t</r>", false },
        { Fixed, "<r p='1'>t</r>", false },
        { Mixed, "<r>t<a/>t</r>", true },
        { Mixed, "<r>t</r>", false },
        { Empty, "<r x='1'/>", true },
        { Empty, "<r x='1'></r>", true },
        { Empty, "<r x='1'><!-- --></r>", true },
        { Empty, "<r> </r>", false },
        { Derived, "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='D'><a/><b/></r>", true },
        { Derived, "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='D'><a/></r>", false },
        { Derived, "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='E'/>", false },
        { Derived, "<r><a/></r>", true },
        { Group, "<r x='true'><a/><b/></r>", true },
        { Group, "<r><a/><b/></r>", false },
        { Default, "<r><a/></r>", true },
        { Default, "<r><a> </a></r>", false },
        { Unqualified, "<r><a><anything at='all'>t</anything></a></r>", true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_construct_accepts_and_refuses_what_it_should(string schema, string document, bool valid)
    {
        var catalog = Fixture.Of(schema);
        var profile = catalog.Find("r", "")!;
        Assert.True(profile.IsCompiled, profile.NotCovered);
        byte[] bytes = Encoding.UTF8.GetBytes(document);
        Assert.Equal(valid, DocumentValidator.Validate(bytes, profile).IsValid);
        Assert.Equal(valid, Reference(schema).Validate(bytes, "r", "").IsValid);
    }

    [Theory]
    [InlineData("<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' maxOccurs='unbounded' type='xs:string'/></xs:sequence></xs:complexType><xs:key name='k'><xs:selector xpath='a'/><xs:field xpath='.'/></xs:key></xs:element>", "<r><a>1</a><a>2</a></r>", "<r><a>1</a><a>1</a></r>", "key")]
    [InlineData("<xs:element name='r'><xs:complexType><xs:attribute name='i' type='xs:ID'/></xs:complexType></xs:element>", "<r i='a'/>", "<r i='1'/>", "ID")]
    [InlineData("<xs:element name='r'><xs:simpleType><xs:restriction base='xs:date'><xs:minInclusive value='2026-01-01'/></xs:restriction></xs:simpleType></xs:element>", "<r>2026-01-01</r>", "<r>2025-01-01</r>", "bounds")]
    [InlineData("<xs:element name='r' type='xs:QName'/>", "<r>a</r>", "<r>p:a</r>", "QName")]
    public void What_the_compiler_does_not_cover_it_names_and_the_framework_validates(string schema, string good, string bad, string reason)
    {
        var catalog = Fixture.Of(schema);
        var profile = catalog.Find("r", "")!;

        Assert.False(profile.IsCompiled);
        Assert.Contains(reason, profile.NotCovered, StringComparison.Ordinal);
        Assert.True(DocumentValidator.Validate(Encoding.UTF8.GetBytes(good), profile).IsValid);
        Assert.False(DocumentValidator.Validate(Encoding.UTF8.GetBytes(bad), profile).IsValid);
        var streaming = new StreamingValidator(catalog);
        foreach (byte b in Encoding.UTF8.GetBytes(bad)) streaming.Push([b]);
        Assert.False(streaming.Complete().IsValid);
    }

    private static ReferenceValidator Reference(string schema) => ReferenceValidator.Load(
        Fixture.Source(new Dictionary<string, string>(StringComparer.Ordinal) { ["r.xsd"] = $"<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">{schema}</xs:schema>" }), "r.xsd");
}
