using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace IntegrationHub.Schemas.Tests.Profiles;

/// <summary>What must hold for our schemas whether or not the oracle is there.</summary>
public sealed class ProfileFolderTests
{
    private static readonly XNamespace Xs = XmlSchema.Namespace;

    [Theory]
    [InlineData("Acknowledgement_MarketDocument", "451-1:acknowledgementdocument:7:0")]
    [InlineData("Acknowledgement_MarketDocument", "451-1:acknowledgementdocument:8:0")]
    [InlineData("Acknowledgement_MarketDocument", "451-1:acknowledgementdocument:8:1")]
    [InlineData("Schedule_MarketDocument", "451-2:scheduledocument:5:2")]
    [InlineData("Confirmation_MarketDocument", "451-2:confirmationdocument:5:3")]
    [InlineData("ReserveBid_MarketDocument", "451-7:reservebiddocument:7:2")]
    [InlineData("ReserveBid_MarketDocument", "451-7:reservebiddocument:7:6")]
    [InlineData("EnergyAccount_MarketDocument", "451-4:energyaccountdocument:4:0")]
    [InlineData("EnergyAccount_MarketDocument", "451-4:energyaccountdocument:4:1")]
    [InlineData("Publication_MarketDocument", "451-3:publicationdocument:7:0")]
    [InlineData("Publication_MarketDocument", "451-3:publicationdocument:7:3")]
    [InlineData("GL_MarketDocument", "451-6:generationloaddocument:3:0")]
    [InlineData("ProblemStatement_MarketDocument", "451-5:problemdocument:3:2")]
    [InlineData("StatusRequest_MarketDocument", "451-5:statusrequestdocument:4:1")]
    public void The_documents_the_hub_acts_upon_have_a_profile(string root, string document)
    {
        var ns = $"urn:iec62325.351:tc57wg16:{document}";
        var set = new ReferenceValidator(ProfileFolders.Xsd).SetOf(ProfileFiles.ByNamespace[ns]);
        Assert.NotNull(set.GlobalElements[new XmlQualifiedName(root, ns)]);
    }

    [Fact]
    public void The_folder_compiles_as_one_set()
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        foreach (var file in ProfileFiles.ByNamespace.Values) set.Add(null, Path.Combine(ProfileFolders.Xsd, file));
        set.Compile();
        Assert.Equal(ProfileFiles.ByNamespace.Count, set.GlobalElements.Count);
    }

    [Fact]
    public void Every_include_and_import_names_a_file_of_the_folder()
    {
        foreach (var file in Directory.EnumerateFiles(ProfileFolders.Xsd, "*.xsd"))
        {
            foreach (var reference in XDocument.Load(file).Descendants().Where(e => e.Name == Xs + "include" || e.Name == Xs + "import"))
            {
                var name = reference.Attribute("schemaLocation")!.Value;
                Assert.Equal(Path.GetFileName(name), name);
                Assert.True(File.Exists(Path.Combine(ProfileFolders.Xsd, name)), $"{Path.GetFileName(file)} refers to {name}");
            }
        }
    }

    [Fact]
    public void Every_shared_type_is_used()
    {
        var text = string.Concat(Directory.EnumerateFiles(ProfileFolders.Xsd, "*.xsd").Select(File.ReadAllText));
        var shared = new[] { "common-types.xsd", "common-parts.xsd", "common-units.xsd", "ediel-types.xsd", "ediel-units.xsd" }
            .SelectMany(file => XDocument.Load(Path.Combine(ProfileFolders.Xsd, file)).Root!.Elements())
            .Select(type => type.Attribute("name")?.Value).OfType<string>();
        Assert.DoesNotContain(shared, name => !Regex.IsMatch(text, $"(type|base)=\"{name}\"", RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void The_shipped_local_codes_know_the_currency_of_China_and_the_strict_ones_do_not()
    {
        const string price = """
            <Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:0">
              <mRID>p</mRID><revisionNumber>1</revisionNumber><type>A44</type>
              <sender_MarketParticipant.mRID codingScheme="A01">10X1001A1001A450</sender_MarketParticipant.mRID>
              <sender_MarketParticipant.marketRole.type>A32</sender_MarketParticipant.marketRole.type>
              <createdDateTime>2024-02-29T00:00:00Z</createdDateTime>
              <period.timeInterval><start>2024-02-28T16:00Z</start><end>2024-02-29T16:00Z</end></period.timeInterval>
              <TimeSeries>
                <mRID>1</mRID><businessType>A62</businessType>
                <in_Domain.mRID codingScheme="A01">10YFR-RTE------C</in_Domain.mRID><out_Domain.mRID codingScheme="A01">10YFR-RTE------C</out_Domain.mRID>
                <currency_Unit.name>CNY</currency_Unit.name>
              </TimeSeries>
            </Publication_MarketDocument>
            """;
        const string file = "451-3-publication-7.0.xsd";
        var bytes = System.Text.Encoding.UTF8.GetBytes(price);
        Assert.Null(new ReferenceValidator(ProfileFolders.Xsd).ErrorOf(file, bytes));
        Assert.Contains("CNY", new ReferenceValidator(ProfileFolders.Xsd, Path.Combine(ProfileFolders.Root, "schemas", "codes", "standard-only")).ErrorOf(file, bytes), StringComparison.Ordinal);
    }
}
