using System.Runtime.CompilerServices;
using System.Text;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;
using IntegrationHub.Native.Files;

namespace IntegrationHub.Archive.Folder;

/// <summary>
/// Contents as files of a folder: <c>ROOT/r1/3f/a0/3fa0…</c>. A file is written beside its place, flushed, moved, and its folder flushed: it is
/// whole or not there, and it is there when <see cref="StoreAsync"/> returns. Thread-safe, also between processes.
/// </summary>
/// <param name="root">The folder; made when it is missing. On Unix only its owner may look into what the hub makes.</param>
/// <param name="time">The clock that touches files.</param>
public sealed class FolderContents(string root, TimeProvider time) : IContentStore
{
    private const string Unfinished = ".part";
    private const string Leaving = ".gone";
    private const string Owner = "owner";

    public string Place => root;

    public ValueTask<bool> StoreAsync(ContentName name, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var path = PathOf(name);
            if (Touch(path))
                return false;

            var folder = Path.GetDirectoryName(path)!;
            DurableFolder.Make(root, folder);
            var partial = $"{path}.{Guid.NewGuid():N}{Unfinished}";
            try
            {
                await WriteAsync(partial, ContentFrames.Of(pieces), cancellationToken);
                File.SetLastWriteTimeUtc(partial, time.GetUtcNow().UtcDateTime);
                // Two that write the same content at once each move a whole file there: the last one stays, and it says the same.
                File.Move(partial, path, overwrite: true);
            }
            catch
            {
                File.Delete(partial);
                throw;
            }

            FolderEntries.Flush(folder);
            return true;
        });

    public ValueTask<IReadOnlyList<byte[]>?> ReadAsync(ContentName name, CancellationToken cancellationToken) =>
        GuardAsync<IReadOnlyList<byte[]>?>(async () =>
        {
            try
            {
                await using var stream = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
                return await ContentFrames.ReadAsync(stream, cancellationToken);
            }
            catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        });

    public ValueTask<bool> ExistsAsync(ContentName name, CancellationToken cancellationToken) => ValueTask.FromResult(File.Exists(PathOf(name)));

    public ValueTask<bool> RemoveAsync(ContentName name, DateTimeOffset untouchedSince, CancellationToken cancellationToken) =>
        GuardAsync(() => ValueTask.FromResult(Remove(PathOf(name), untouchedSince.UtcDateTime)));

    public async IAsyncEnumerable<ListedContent> ListAsync(
        RetailerId retailer, ContentName? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var last = after?.Path;
        foreach (var first in FoldersOf(Path.Combine(root, ContentName.PrefixOf(retailer).TrimEnd('/')), cancellationToken))
        {
            foreach (var second in FoldersOf(first, cancellationToken))
            {
                if (last is not null && string.CompareOrdinal(Relative(second), last[..last.LastIndexOf('/')]) < 0)
                    continue;

                foreach (var file in new DirectoryInfo(second).EnumerateFiles().OrderBy(static file => file.Name, StringComparer.Ordinal))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (ContentName.Parse(retailer, Relative(file.FullName)) is { } name && (last is null || string.CompareOrdinal(name.Path, last) > 0))
                        yield return new ListedContent(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
                }
            }
        }
    }

    public ValueTask<int> SweepAsync(RetailerId retailer, DateTimeOffset before, CancellationToken cancellationToken) =>
        GuardAsync(() =>
        {
            var folder = Path.Combine(root, ContentName.PrefixOf(retailer).TrimEnd('/'));
            var left = !Directory.Exists(folder)
                ? []
                : new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(static file => file.Extension is Unfinished or Leaving).ToList();
            var removed = 0;
            foreach (var file in left)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((file.Extension == Leaving && MoveBack(file.FullName)) || file.LastWriteTimeUtc >= before.UtcDateTime)
                    continue;

                file.Delete();
                removed++;
            }

            return ValueTask.FromResult(removed);
        });

    public ValueTask<Guid?> ReadOwnerAsync(CancellationToken cancellationToken) =>
        GuardAsync<Guid?>(async () =>
        {
            var mark = Path.Combine(root, Owner);
            if (!File.Exists(mark))
                return null;

            return Guid.TryParse(await File.ReadAllTextAsync(mark, cancellationToken), out var owner)
                ? owner
                : throw new InvalidDataException($"{mark} does not say whose the archive is.");
        });

    public async ValueTask SetOwnerAsync(Guid owner, CancellationToken cancellationToken) => await GuardAsync(async () =>
    {
        DurableFolder.Make(root, root);
        var (mark, partial) = (Path.Combine(root, Owner), Path.Combine(root, $".{Guid.NewGuid():N}{Unfinished}"));
        await WriteAsync(partial, [Encoding.ASCII.GetBytes($"{owner}\n")], cancellationToken);
        File.Move(partial, mark, overwrite: true);
        FolderEntries.Flush(root);
        return true;
    });

    public ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            DurableFolder.Make(root, root);
            var trial = Path.Combine(root, $".{Guid.NewGuid():N}{Unfinished}");
            using (File.Create(trial, 1, FileOptions.DeleteOnClose))
            {
            }

            return ValueTask.CompletedTask;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The archive's folder {root} cannot be written to: {problem.Message}", problem);
        }
    }

    private static async Task WriteAsync(string file, IEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 64 * 1024, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        await using var stream = new FileStream(file, options);
        foreach (var piece in pieces)
            await stream.WriteAsync(piece, cancellationToken);

        stream.Flush(flushToDisk: true);
    }

    /// <summary>Says that somebody stored it again; false where it is not there.</summary>
    private bool Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            // Whoever removes it moves it aside, looks again, and moves it back when it was touched meanwhile.
            return File.Exists(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static bool Remove(string path, DateTime untouchedSince)
    {
        var aside = $"{path}.{Guid.NewGuid():N}{Leaving}";
        try
        {
            if (File.GetLastWriteTimeUtc(path) >= untouchedSince && File.Exists(path))
                return false;

            File.Move(path, aside, overwrite: false);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }

        if (File.GetLastWriteTimeUtc(aside) >= untouchedSince)
        {
            MoveBack(aside);
            return false;
        }

        File.Delete(aside);
        FolderEntries.Flush(Path.GetDirectoryName(path)!);
        return true;
    }

    /// <summary>
    /// Gives a content that a removal moved aside its name again, unless it has been stored anew. Whoever died after moving it may have moved what
    /// somebody had just touched, and a row names it since; what nobody names is removed again.
    /// </summary>
    /// <returns>False where a content lies under the name, or none lies aside any more.</returns>
    private static bool MoveBack(string aside)
    {
        var path = Path.ChangeExtension(Path.ChangeExtension(aside, null), null);
        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path) || !File.Exists(aside))
        {
            return false;
        }

        FolderEntries.Flush(Path.GetDirectoryName(path)!);
        return true;
    }

    private static IEnumerable<string> FoldersOf(string folder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal) : [];
    }

    private string PathOf(ContentName name) => Path.Combine(root, name.Path);

    private string Relative(string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>A disk that is full or gone is no bug: callers answer 503 and acknowledge nothing.</summary>
    private async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The archive's folder {root} is not available: {problem.Message}", problem);
        }
    }
}
