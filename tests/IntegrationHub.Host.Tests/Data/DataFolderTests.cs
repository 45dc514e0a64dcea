using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Data;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(FolderKind.Development))]
    [InlineData(nameof(FolderKind.Production))]
    public void A_folder_remembers_what_it_was_made_for(string kind)
    {
        Make(Enum.Parse<FolderKind>(kind));

        var opened = DataFolder.Open(Target);

        Assert.Equal(kind, opened.Stamp.Kind.ToString());
        Assert.Equal(Shell.Now, opened.Stamp.Made);
    }

    [Fact]
    public void Nobody_but_its_owner_can_look_into_a_new_folder()
    {
        var folder = Make(FolderKind.Development);

        foreach (var path in new[] { folder.FullPath, folder.Pki, folder.Inbox, folder.Outbox })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_folder_that_others_can_look_into_is_refused_with_the_command_that_closes_it()
    {
        Make(FolderKind.Development);
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        var refused = Assert.Throws<RefusedException>(() => DataFolder.Open(Target));

        Assert.Equal("DATA_FOLDER_OPEN", refused.Code);
        Assert.Equal($"Run: chmod 700 {Target}", refused.Remedy);
    }

    [Fact]
    public void A_folder_is_not_made_over_another_or_over_other_files()
    {
        Make(FolderKind.Development);
        var other = Path.GetDirectoryName(_folder.File("other/file", "x"))!;

        Assert.Equal("DATA_FOLDER_EXISTS", Assert.Throws<RefusedException>(() => Make(FolderKind.Production)).Code);
        Assert.Equal(
            "DATA_FOLDER_NOT_EMPTY",
            Assert.Throws<RefusedException>(() => DataFolder.Create(other, FolderKind.Development, "", Shell.Now)).Code);
    }

    [Theory]
    [InlineData("", "DATA_FOLDER_DAMAGED")]
    [InlineData("{}", "DATA_FOLDER_DAMAGED")]
    [InlineData("""{"kind":"production","layout":1,"made":"2026-01-01T00:00:00Z"}""", "DATA_FOLDER_DAMAGED")]
    [InlineData("""{"kind":"staging","layout":1,"made":"2026-01-01T00:00:00Z","madeBy":"1"}""", "DATA_FOLDER_DAMAGED")]
    [InlineData("""{"kind":"production","layout":99,"made":"2026-01-01T00:00:00Z","madeBy":"9.9"}""", "DATA_FOLDER_NEWER")]
    public void A_stamp_that_cannot_be_trusted_is_never_taken_for_development(string stamp, string code)
    {
        Make(FolderKind.Production);
        File.WriteAllText(Path.Combine(Target, "folder.json"), stamp);

        Assert.Equal(code, Assert.Throws<RefusedException>(() => DataFolder.Open(Target)).Code);
    }

    [Fact]
    public async Task The_data_folder_is_taken_from_the_option_then_the_variable_then_the_working_folder()
    {
        var shell = new Shell();
        shell.Variables["IHUB_DATA"] = Target;

        var byVariable = await shell.RunAsync("init");
        var byOption = await shell.RunAsync("init", "--data", Target + "2");

        Assert.Equal(0, byVariable.Code);
        Assert.Equal(0, byOption.Code);
        Assert.True(DataFolder.Exists(Target));
        Assert.True(DataFolder.Exists(Target + "2"));
        Assert.Equal(Path.GetFullPath("data"), DataFolder.PathFor(null, Surroundings.OfThisProcess() with { Variables = new Dictionary<string, string>() }));
    }

    private DataFolder Make(FolderKind kind) => DataFolder.Create(Target, kind, StarterConfiguration.For(kind, "10XIHUB-RETAILRZ"), Shell.Now);
}
