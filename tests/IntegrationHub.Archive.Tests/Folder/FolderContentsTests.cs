using IntegrationHub.Archive.Contents;
using IntegrationHub.Archive.Folder;
using IntegrationHub.Archive.Tests.Contents;
using IntegrationHub.Exchange;

namespace IntegrationHub.Archive.Tests.Folder;

public sealed class FolderContentsTests : ContentStoreCompliance, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ihub-archive-").FullName;

    private FolderContents Store => new(_root, Time);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    protected override Task<IContentStore?> OpenAsync() => Task.FromResult<IContentStore?>(Store);

    [Fact]
    public async Task A_file_that_was_cut_is_damage_and_not_a_shorter_content()
    {
        var name = Name();
        await Store.StoreAsync(name, Pieces(new byte[10_000]), default);
        using (var file = File.OpenWrite(Path.Combine(_root, name.Path)))
            file.SetLength(5_000);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Store.ReadAsync(name, default));
    }

    [Fact]
    public async Task Only_the_owner_may_read_a_file()
    {
        if (OperatingSystem.IsWindows()) return;
        var name = Name();
        await Store.StoreAsync(name, Pieces([1]), default);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_root, name.Path)));
    }

    [Fact]
    public async Task What_a_crash_left_beside_the_contents_is_listed_by_nobody_and_swept_after_the_grace_time()
    {
        var name = Name();
        await Store.StoreAsync(name, Pieces([1]), default);
        var left = Path.Combine(_root, name.Path + ".0123.part");
        await File.WriteAllTextAsync(left, "half");
        File.SetLastWriteTimeUtc(left, Noon.UtcDateTime);

        var listed = new List<ListedContent>();
        await foreach (var item in Store.ListAsync(name.Retailer, null, default))
            listed.Add(item);

        Assert.Equal(name, Assert.Single(listed).Name);
        Assert.Equal(0, await Store.SweepAsync(name.Retailer, Noon, default));
        Assert.Equal(1, await Store.SweepAsync(name.Retailer, Noon.AddSeconds(1), default));
        Assert.False(File.Exists(left));
        Assert.NotNull(await Store.ReadAsync(name, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_a_removal_that_was_killed_had_moved_aside_gets_its_name_back(int hoursAfterTheGraceTime)
    {
        var name = Name();
        await Store.StoreAsync(name, Pieces([1, 2, 3]), default);
        var path = Path.Combine(_root, name.Path);
        var aside = $"{path}.{Guid.NewGuid():N}.gone";
        File.Move(path, aside);
        Assert.Null(await Store.ReadAsync(name, default));

        Assert.Equal(0, await Store.SweepAsync(name.Retailer, Noon.AddHours(hoursAfterTheGraceTime), default));
        Assert.NotNull(await Store.ReadAsync(name, default));
        Assert.False(File.Exists(aside));
    }

    [Fact]
    public async Task What_was_moved_aside_goes_after_the_grace_time_where_the_content_was_stored_anew()
    {
        var name = Name();
        await Store.StoreAsync(name, Pieces([1]), default);
        var path = Path.Combine(_root, name.Path);
        var aside = $"{path}.{Guid.NewGuid():N}.gone";
        File.Move(path, aside);
        File.SetLastWriteTimeUtc(aside, Noon.UtcDateTime);
        await Store.StoreAsync(name, Pieces([1]), default);

        Assert.Equal(0, await Store.SweepAsync(name.Retailer, Noon, default));
        Assert.Equal(1, await Store.SweepAsync(name.Retailer, Noon.AddSeconds(1), default));
        Assert.False(File.Exists(aside));
        Assert.NotNull(await Store.ReadAsync(name, default));
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_unavailable_and_says_which()
    {
        var file = Path.Combine(_root, "file");
        await File.WriteAllTextAsync(file, "");
        var store = new FolderContents(file, Time);

        var problem = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.StoreAsync(Name(), Pieces([1]), default));
        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.CheckAsync(default));
    }
}
