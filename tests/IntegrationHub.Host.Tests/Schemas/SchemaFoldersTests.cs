using System.Text;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Host.Tests.Commands;
using IntegrationHub.Host.Tests.Support;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Host.Tests.Schemas;

/// <summary>What is dropped into a folder counts without a restart, for whom the folder is meant, and never by halves.</summary>
public sealed class SchemaFoldersTests : IDisposable
{
    private const string Codes = "urn-entsoe-eu-wgedi-codelists.xsd";

    private static readonly byte[] Document = Encoding.UTF8.GetBytes(Documents.StatusRequestWithWrongEic);

    private readonly TemporaryFolder _folder = new();

    private string Own => Path.Combine(_folder.Path, "north");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_code_list_in_a_partys_folder_replaces_the_shipped_one_for_that_party_only()
    {
        var schemas = WithPartyFolder();
        Assert.Empty(Faults(schemas, "north"));

        Drop("north", CodesWithoutRole("A12"));

        Assert.Equal(1, Look(schemas));
        var fault = Assert.Single(Faults(schemas, "north"));
        Assert.Equal(("schema.unknown_code", "A12"), (fault.Code, fault.Found));
        Assert.Empty(Faults(schemas, "south"));
        Assert.Empty(Faults(schemas, null));
        Assert.Empty(schemas.Problems);
    }

    [Fact]
    public void Code_lists_for_everybody_are_looked_at_again_too()
    {
        var common = Directory.CreateDirectory(Path.Combine(_folder.Path, "codes")).FullName;
        Directory.CreateDirectory(Own);
        var schemas = new SchemaFolders(new SchemaOptions { CodesFolder = common, Parties = [new PartySchemaOptions { Party = "north", Folder = Own }] });
        Assert.Empty(Faults(schemas, "south"));

        Drop("codes", CodesWithoutRole("A12"));

        Assert.Equal(2, Look(schemas));
        Assert.Single(Faults(schemas, "south"));
        Assert.Single(Faults(schemas, "north"));
    }

    [Fact]
    public void A_party_keeps_its_own_code_list_where_everybodys_changes()
    {
        var common = Directory.CreateDirectory(Path.Combine(_folder.Path, "codes")).FullName;
        Drop("north", File.ReadAllText(Path.Combine(SchemaSets.ShippedFolder, Codes)));
        var schemas = new SchemaFolders(new SchemaOptions { CodesFolder = common, Parties = [new PartySchemaOptions { Party = "north", Folder = Own }] });

        Drop("codes", CodesWithoutRole("A12"));
        Look(schemas);

        Assert.Single(Faults(schemas, "south"));
        Assert.Empty(Faults(schemas, "north"));
    }

    [Fact]
    public void A_half_copied_code_list_leaves_what_was_in_force_and_is_named()
    {
        var schemas = WithPartyFolder();
        Drop("north", CodesWithoutRole("A12")[..2000]);

        Assert.Equal(1, Look(schemas));
        Assert.Empty(Faults(schemas, "north"));
        var problem = Assert.Single(schemas.Problems);
        Assert.Equal(Own, problem.Folder);
        Assert.Contains(Codes, problem.Text, StringComparison.Ordinal);

        Drop("north", CodesWithoutRole("A12"));
        Look(schemas);
        Assert.Single(Faults(schemas, "north"));
        Assert.Empty(schemas.Problems);
    }

    [Fact]
    public void A_file_that_is_still_growing_is_not_looked_into()
    {
        var schemas = WithPartyFolder();
        Drop("north", CodesWithoutRole("A12")[..2000]);
        Assert.Equal(0, schemas.Look());
        Drop("north", CodesWithoutRole("A12"));
        Assert.Equal(0, schemas.Look());
        Assert.Equal(1, schemas.Look());

        Assert.Empty(schemas.Problems);
        Assert.Single(Faults(schemas, "north"));
    }

    [Fact]
    public void A_file_that_neither_is_a_schema_of_a_document_nor_replaces_a_code_list_is_named()
    {
        var schemas = WithPartyFolder();
        File.WriteAllText(Path.Combine(Own, "my-codes.xsd"), CodesWithoutRole("A12"));

        Look(schemas);

        Assert.Contains("schemas.empty", Assert.Single(schemas.Problems).Text, StringComparison.Ordinal);
        Assert.Empty(Faults(schemas, "north"));
    }

    [Fact]
    public void A_folder_taken_away_leaves_what_was_in_force()
    {
        Drop("north", CodesWithoutRole("A12"));
        var schemas = WithPartyFolder();
        Assert.Single(Faults(schemas, "north"));

        Directory.Delete(Own, recursive: true);
        Look(schemas);

        Assert.Single(Faults(schemas, "north"));
        Assert.Contains("there is no folder", Assert.Single(schemas.Problems).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_schemas_for_one_document_the_chosen_one_wins_and_without_a_choice_none()
    {
        const string shipped = "451-5-statusrequest-4.1.xsd";
        var text = File.ReadAllText(Path.Combine(SchemaSets.ShippedFolder, shipped));
        Directory.CreateDirectory(Own);
        foreach (var file in Directory.GetFiles(SchemaSets.ShippedFolder))
        {
            File.Copy(file, Path.Combine(Own, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(Own, "stricter.xsd"), text.Replace("maxOccurs=\"unbounded\"", "maxOccurs=\"2\"", StringComparison.Ordinal));
        var options = new SchemaOptions { Parties = [new PartySchemaOptions { Party = "north", Folder = Own }] };

        var refused = Assert.Throws<RefusedException>(() => new SchemaFolders(options));
        Assert.Contains(shipped, refused.Message, StringComparison.Ordinal);
        Assert.Contains("stricter.xsd", refused.Message, StringComparison.Ordinal);

        var chosen = new SchemaFolders(options with { Chosen = ["stricter.xsd"] });
        Assert.Equal("stricter.xsd", chosen.Catalogs("north")[0].Recognise(Document)!.SourceFile);
    }

    private static string CodesWithoutRole(string role)
    {
        var codes = File.ReadAllText(Path.Combine(SchemaSets.ShippedFolder, Codes));
        var list = codes.IndexOf("\"StandardRoleTypeList\"", StringComparison.Ordinal);
        var line = $"      <xs:enumeration value=\"{role}\"/>\n";
        var at = codes.IndexOf(line, list, StringComparison.Ordinal);
        return codes.Remove(at, line.Length);
    }

    /// <summary>The faults of the document for a party, by the first catalog that knows it, as the hub looks it up.</summary>
    private static IReadOnlyList<SchemaError> Faults(SchemaFolders schemas, string? party)
    {
        var profile = schemas.Catalogs(party).Select(catalog => catalog.Recognise(Document)).OfType<Profile>().First();
        return DocumentValidator.Read(Document, null, profile).Validation.Errors;
    }

    /// <summary>Twice, as whoever watches does: a folder counts when it has come to rest.</summary>
    private static int Look(SchemaFolders schemas) => schemas.Look() + schemas.Look();

    private SchemaFolders WithPartyFolder()
    {
        Directory.CreateDirectory(Own);
        return new SchemaFolders(new SchemaOptions { Parties = [new PartySchemaOptions { Party = "north", Folder = Own }] });
    }

    private void Drop(string folder, string codes) => _folder.File(Path.Combine(folder, Codes), codes);
}
