using System.Text.Json;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands;

public sealed class ValidateTests : IDisposable
{
    private const string Schema =
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:note:1:0" targetNamespace="urn:note:1:0" elementFormDefault="qualified">
          <xs:element name="Note"><xs:complexType><xs:sequence><xs:element name="count" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;

    private readonly TemporaryFolder _folder = new();

    public ValidateTests() => _folder.File("schemas/note.xsd", Schema);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<Note xmlns='urn:note:1:0'><count>5</count></Note>", "valid", 0)]
    [InlineData("<Note xmlns='urn:note:1:0'><count>five</count></Note>", "invalid", 1)]
    [InlineData("<Note xmlns='urn:note:1:0'><count>5</Note>", "unreadable", 1)]
    [InlineData("<!DOCTYPE Note><Note xmlns='urn:note:1:0'><count>5</count></Note>", "unreadable", 1)]
    [InlineData("<Letter/>", "unknown", 1)]
    public async Task Each_document_gets_its_verdict_and_the_exit_code_follows(string document, string verdict, int code)
    {
        var file = _folder.File("documents/one.xml", document);

        var outcome = await RunAsync("--json", file);

        var answer = JsonDocument.Parse(outcome.Out).RootElement;
        Assert.Equal(code, outcome.Code);
        Assert.Equal(verdict, answer.GetProperty("verdict").GetString());
        Assert.Equal(file, answer.GetProperty("file").GetString());
        Assert.Equal(verdict is not "valid", answer.GetProperty("errors").GetArrayLength() > 0);
    }

    [Fact]
    public async Task An_error_says_where_what_was_found_and_what_was_expected()
    {
        var outcome = await RunAsync("--json", _folder.File("one.xml", "<Note xmlns='urn:note:1:0'>\n<count>five</count></Note>"));

        var error = JsonDocument.Parse(outcome.Out).RootElement.GetProperty("errors")[0];
        Assert.Equal(2, error.GetProperty("line").GetInt32());
        Assert.Equal("count", error.GetProperty("path").GetString());
        Assert.Equal("five", error.GetProperty("found").GetString());
        Assert.NotEmpty(error.GetProperty("code").GetString()!);
    }

    [Fact]
    public async Task A_folder_means_every_document_below_it_and_ends_with_a_count()
    {
        _folder.File("documents/a.xml", "<Note xmlns='urn:note:1:0'><count>5</count></Note>");
        _folder.File("documents/deep/b.xml", "<Letter/>");
        _folder.File("documents/readme.txt", "no document");

        var outcome = await RunAsync(Path.Combine(_folder.Path, "documents"));

        Assert.Equal(1, outcome.Code);
        Assert.EndsWith("2 documents: 1 valid, 0 invalid, 0 unreadable, 1 unknown\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_a_document_too()
    {
        var shell = new Shell { Input = "<Note xmlns='urn:note:1:0'><count>5</count></Note>" };

        var outcome = await shell.RunAsync("validate", "--schema", Path.Combine(_folder.Path, "schemas/note.xsd"), "-");

        Assert.Equal((0, "-: valid (Note 1.0)\n"), (outcome.Code, outcome.Out));
    }

    [Fact]
    public async Task With_rules_a_document_that_its_schema_allows_can_still_be_wrong()
    {
        var shell = new Shell();
        var file = _folder.File("schedule.xml", Documents.StatusRequestWithWrongEic);

        var without = await shell.RunAsync("validate", file);
        var with = await shell.RunAsync("validate", "--rules", "--json", file);

        Assert.Equal(0, without.Code);
        Assert.Equal(1, with.Code);
        Assert.StartsWith("rule.", JsonDocument.Parse(with.Out).RootElement.GetProperty("errors")[0].GetProperty("code").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing-there.xml")]
    [InlineData("--schemas", "nothing-there", "-")]
    [InlineData("--rules", "--zone", "Mars/Base", "-")]
    [InlineData("--schema", "a", "--schemas", "b", "-")]
    [InlineData]
    public async Task Wrong_use_is_one_line_and_exit_code_2(params string[] args)
    {
        var outcome = await new Shell().RunAsync(["validate", .. args]);

        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Out);
        Assert.Equal(1, outcome.Error.Count(c => c == '\n'));
    }

    private Task<Outcome> RunAsync(params string[] args) =>
        new Shell().RunAsync(["validate", "--schemas", Path.Combine(_folder.Path, "schemas"), .. args]);
}
