using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;
using Xunit.Abstractions;

namespace IntegrationHub.Schemas.Tests.Profiles;

public sealed class CatalogTests(ITestOutputHelper output)
{
    [Fact]
    public void A_profile_is_found_by_root_element_and_namespace()
    {
        var profile = Fixture.Catalog.Find("Mini_MarketDocument", Fixture.Namespace);

        Assert.NotNull(profile);
        Assert.Equal(("Mini 1.0", "1.0", "mini.xsd"), (profile.Id.Name, profile.Version, profile.SourceFile));
        Assert.Same(profile, Fixture.Catalog.Find("Mini_MarketDocument"u8, "urn:test:mini:1:0"u8));
        Assert.Same(profile, Fixture.Catalog.Recognise(System.Text.Encoding.UTF8.GetBytes(Fixture.Document())));
        Assert.Null(Fixture.Catalog.Find("Mini_MarketDocument", "urn:test:mini:2:0"));
    }

    [Fact]
    public void Code_lists_are_replaced_by_files_of_the_same_name()
    {
        string document = Fixture.Document(type: "Z77");
        var codes = Fixture.Source(new Dictionary<string, string>(StringComparer.Ordinal) { ["local.xsd"] = Fixture.Local("Z77") });
        var own = ProfileCatalog.Load(new OverlaySchemaSource(Fixture.Source(Fixture.Files()), codes)).Catalog!;
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(document);

        Assert.False(Schemas.Validation.DocumentValidator.Validate(bytes, Fixture.Catalog).IsValid);
        Assert.True(Schemas.Validation.DocumentValidator.Validate(bytes, own).IsValid);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/codes.xsd", "schemas.outside_folder")]
    [InlineData("file:///etc/passwd", "schemas.outside_folder")]
    [InlineData("../codes.xsd", "schemas.outside_folder")]
    [InlineData("sub/../../codes.xsd", "schemas.outside_folder")]
    [InlineData("missing.xsd", "schemas.outside_folder")]
    public void Imports_are_followed_inside_the_folder_only(string location, string code)
    {
        var files = Fixture.Files();
        files["mini.xsd"] = files["mini.xsd"].Replace("schemaLocation=\"codes.xsd\"", $"schemaLocation=\"{location}\"", StringComparison.Ordinal);
        var load = Fixture.Load(files);
        Assert.Null(load.Catalog);
        Assert.Contains(load.Errors, error => error.Code == code);
    }

    [Theory]
    [InlineData("<xs:schema")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>")]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='x' type='none'/></xs:schema>")]
    public void A_set_with_one_wrong_file_is_no_set_and_names_the_file(string wrong)
    {
        var files = Fixture.Files();
        files["wrong.xsd"] = wrong;
        var load = Fixture.Load(files);
        Assert.Null(load.Catalog);
        Assert.Contains(load.Errors, error => error.File == "wrong.xsd");
    }

    [Fact]
    public void Two_different_schemas_for_one_root_are_refused_naming_both_unless_one_is_chosen()
    {
        var files = Fixture.Files();
        files["other.xsd"] = files["mini.xsd"].Replace("<xs:maxLength value=\"5\"/>", "<xs:maxLength value=\"6\"/>", StringComparison.Ordinal);

        var refused = Fixture.Load(files);
        Assert.Null(refused.Catalog);
        string message = Assert.Single(refused.Errors).Message;
        Assert.Contains("mini.xsd", message, StringComparison.Ordinal);
        Assert.Contains("other.xsd", message, StringComparison.Ordinal);

        Assert.Equal("other.xsd", Assert.Single(Fixture.Load(files, new CatalogOptions { Chosen = ["other.xsd"] }).Catalog!.Profiles).SourceFile);
        var rest = Fixture.Load(files, new CatalogOptions { KeepUnambiguous = true }).Catalog!;
        Assert.Empty(rest.Profiles);
        Assert.Equal("schemas.ambiguous", Assert.Single(rest.Refused).Code);
    }

    [Fact]
    public void Two_files_that_say_the_same_are_one_profile()
    {
        var files = Fixture.Files();
        files["same.xsd"] = files["mini.xsd"].Replace("xmlns:c=", "xmlns:codes=", StringComparison.Ordinal).Replace("\"c:", "\"codes:", StringComparison.Ordinal);
        Assert.Single(Fixture.Load(files).Catalog!.Profiles);
    }

    [Fact]
    public void A_folder_is_read_without_its_links()
    {
        string folder = Directory.CreateTempSubdirectory("ihub-schemas").FullName;
        try
        {
            foreach (var (name, text) in Fixture.Files()) File.WriteAllText(Path.Combine(folder, name), text);
            File.WriteAllText(Path.Combine(folder, "notes.txt"), "not a schema");
            Assert.NotNull(ProfileCatalog.Load(new FolderSchemaSource(folder)).Catalog);

            File.Move(Path.Combine(folder, "local.xsd"), Path.Combine(folder, "elsewhere.txt"));
            File.CreateSymbolicLink(Path.Combine(folder, "local.xsd"), Path.Combine(folder, "elsewhere.txt"));
            Assert.Null(ProfileCatalog.Load(new FolderSchemaSource(folder)).Catalog);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_official_schema_runs_on_the_automaton()
    {
        if (Oracle.IsMissing(output)) return;
        var catalog = Oracle.Official;
        Assert.Equal(182, catalog.Profiles.Count);
        Assert.Empty(catalog.Profiles.Where(profile => !profile.IsCompiled).Select(profile => $"{profile.Id}: {profile.NotCovered}"));
    }
}
