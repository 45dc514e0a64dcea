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
    public async Task A_file_whose_way_from_another_disk_ended_half_way_is_not_there_and_comes_whole_with_the_next_restore()
    {
        var archive = Path.Combine(_place.Path, "archive");
        var placed = Path.Combine(archive, "r1/ab/cd/abcd");
        var roots = new Dictionary<string, string> { [FileHead.ArchiveRoot] = archive };
        var cut = new StagedFiles(Path.Combine(_place.Path, "first"), static (from, to) =>
        {
            File.WriteAllBytes(to, File.ReadAllBytes(from)[..1]);
            throw new IOException("The disk was taken away.");
        });
        await StageAsync(cut);

        Assert.Throws<IOException>(() => cut.Place(roots));
        Assert.False(File.Exists(placed));

        var again = new StagedFiles(Staging, static (from, to) => File.Copy(from, to));
        await StageAsync(again);
        again.Place(roots);
        Assert.Equal([7, 8, 9], await File.ReadAllBytesAsync(placed));
        Assert.Empty(again.Kept);
        Assert.Equal([placed], Directory.EnumerateFiles(archive, "*", SearchOption.AllDirectories));

        static async Task StageAsync(StagedFiles staged)
        {
            await using var file = await staged.BeginAsync(new FileHead(FileHead.ArchiveRoot, "r1/ab/cd/abcd"));
            await file.WriteAsync(new byte[] { 7, 8, 9 });
        }
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
