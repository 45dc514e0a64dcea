using IntegrationHub.Backup.Content;
using IntegrationHub.Host.Commands.Backup;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands.Backup;

/// <summary>Files of a backup on their way to their places: below the staging folder, for their owner alone, and never over what is there.</summary>
public sealed class StagedFilesTests : IDisposable
{
    private readonly TemporaryFolder _place = new();

    private string Staging => Path.Combine(_place.Path, "staging");

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("/tmp", "ihub-planted")]
    [InlineData("..", "planted")]
    [InlineData("data/../..", "planted")]
    [InlineData("data", "../../planted")]
    [InlineData("elsewhere", "planted")]
    public async Task A_file_that_would_lie_elsewhere_is_not_written(string root, string path)
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => new StagedFiles(Staging).BeginAsync(new FileHead(root, path)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_place.Path));
    }

    [Fact]
    public async Task What_is_placed_is_for_its_owner_alone()
    {
        var staged = new StagedFiles(Staging);
        await using (var file = await staged.BeginAsync(new FileHead(FileHead.ArchiveRoot, "r1/ab/cd/abcd")))
            await file.WriteAsync(new byte[] { 7 });

        var archive = Path.Combine(_place.Path, "archive");
        staged.Place(new Dictionary<string, string> { [FileHead.ArchiveRoot] = archive });

        var placed = Path.Combine(archive, "r1/ab/cd/abcd");
        Assert.Equal([7], await File.ReadAllBytesAsync(placed));
        Assert.Equal(1, staged.Placed);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(placed));
    }
}
