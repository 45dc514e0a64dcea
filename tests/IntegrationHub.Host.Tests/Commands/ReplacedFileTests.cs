using IntegrationHub.Host.Commands.Proof;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands;

/// <summary>A file that gets a new timestamp is the only copy its owner has.</summary>
public sealed class ReplacedFileTests
{
    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead)]
    public async Task Who_may_read_a_file_stays_as_it_was_and_nothing_is_left_beside_it(UnixFileMode mode)
    {
        using var place = new TemporaryFolder();
        var file = place.File("contract.p7s", "old");
        File.SetUnixFileMode(file, mode);
        // What a killed command left does not decide who may read the file.
        File.WriteAllText(file + ".part", "rest of another renewal");
        await NewFile.ReplaceAsync(file, "new"u8.ToArray(), CancellationToken.None);
        Assert.Equal(("new", mode), (File.ReadAllText(file), File.GetUnixFileMode(file)));
        Assert.Equal([file], Directory.EnumerateFiles(place.Path));
    }
}
