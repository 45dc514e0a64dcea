using System.IO.Compression;
using IntegrationHub.Backup.Sealing;

namespace IntegrationHub.Backup.Content;

/// <summary>Reads a backup from its start to its end, once. Whoever gets the manifest has seen every octet verified.</summary>
/// <remarks>What goes to the target before that is not to be used for anything yet. Not thread-safe.</remarks>
public sealed class BackupReader : IAsyncDisposable
{
    private readonly OpeningStream _sealed;
    private readonly BrotliStream _packed;
    private readonly Frames.FrameBuffer _buffer = new();
    private readonly List<TableTotals> _tables = [];
    private readonly FolderDigests _folders = new();
    private CopyRows? _rows;
    private TableHead? _table;
    private Stream? _section;

    private BackupReader(OpeningStream opening)
    {
        _sealed = opening;
        _packed = new BrotliStream(opening, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>What the backup says of itself first.</summary>
    public BackupOpening Opening { get; private set; } = null!;

    /// <summary>Octets of the file that were read and verified.</summary>
    public long Verified => _sealed.Verified;

    /// <param name="file">The backup; stays open.</param>
    /// <param name="key">What opens it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BackupException">It is damaged, or the key opens nothing.</exception>
    public static async Task<BackupReader> StartAsync(Stream file, OpeningKey key, CancellationToken cancellationToken)
    {
        var reader = new BackupReader(await OpeningStream.StartAsync(file, key, cancellationToken));
        try
        {
            reader.Opening = await SenseAsync(async () => await Frames.ReadAsync(reader._packed, reader._buffer, cancellationToken) is (FrameKind.Opening, var content)
                ? Frames.Parse<BackupOpening>(content)
                : throw new InvalidDataException("It does not begin with what it is."));
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands everything to a target and returns the manifest, which agrees with what was handed over.</summary>
    /// <exception cref="BackupException">It is damaged; the target holds a part of it.</exception>
    public Task<BackupManifest> ReadAsync(IBackupTarget target, Action<long> progress, CancellationToken cancellationToken) => SenseAsync(async () =>
    {
        while (true)
        {
            var (kind, content) = await Frames.ReadAsync(_packed, _buffer, cancellationToken) ?? throw new InvalidDataException("It has no manifest.");
            switch (kind)
            {
                case FrameKind.Table:
                    await EndSectionAsync();
                    _table = Frames.Parse<TableHead>(content);
                    _rows = new CopyRows();
                    _section = await target.BeginTableAsync(_table, cancellationToken);
                    break;
                case FrameKind.File:
                    await EndSectionAsync();
                    var file = Frames.Parse<FileHead>(content);
                    if (!file.IsSafe)
                        throw new InvalidDataException($"A file named {file.Path} in {file.Root} would leave its folder.");
                    _folders.Begin(file);
                    _section = await target.BeginFileAsync(file, cancellationToken);
                    break;
                case FrameKind.Piece when _section is not null:
                    Watch(content.Span);
                    await _section.WriteAsync(content, cancellationToken);
                    progress(content.Length);
                    break;
                case FrameKind.Manifest:
                    await EndSectionAsync();
                    var manifest = Frames.Parse<BackupManifest>(content);
                    await DemandEndAsync(cancellationToken);
                    DemandAgreement(manifest);
                    return manifest;
                default:
                    throw new InvalidDataException("A part stands where it does not belong.");
            }
        }
    });

    public async ValueTask DisposeAsync()
    {
        _rows?.Dispose();
        _folders.Dispose();
        await _packed.DisposeAsync();
        await _sealed.DisposeAsync();
    }

    private void Watch(ReadOnlySpan<byte> piece)
    {
        if (_rows is not null)
            _rows.Push(piece);
        else
            _folders.Push(piece);
    }

    private async Task EndSectionAsync()
    {
        if (_section is null)
            return;
        // A table whose end is missing must not be taken for a short one.
        if (_rows is { IsComplete: false })
            throw new InvalidDataException($"The table {_table} has no end.");
        await _section.DisposeAsync();
        _section = null;
        if (_rows is null)
        {
            _folders.End();
            return;
        }

        _tables.Add(new TableTotals(_table!.Schema, _table.Name, _rows.Rows, _rows.Bytes, _rows.Digest));
        _rows.Dispose();
        _rows = null;
    }

    private async Task DemandEndAsync(CancellationToken cancellationToken)
    {
        var rest = new byte[1];
        if (await _packed.ReadAsync(rest, cancellationToken) > 0 || await _sealed.ReadAsync(rest, cancellationToken) > 0)
            throw new InvalidDataException("Something stands behind its manifest.");
    }

    private void DemandAgreement(BackupManifest manifest)
    {
        var tables = _tables.SequenceEqual(manifest.Tables);
        if (!tables || !_folders.Totals.SequenceEqual(manifest.Folders))
            throw new InvalidDataException($"Its {(tables ? "files" : "tables")} are not those that its manifest names.");
    }

    /// <summary>Octets that were sealed as they are and still make no sense.</summary>
    private static async Task<T> SenseAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception nonsense) when (nonsense is InvalidDataException or EndOfStreamException)
        {
            throw new BackupException(
                BackupFault.ContentWrong, $"the backup opens, but what it holds makes no sense: {nonsense.Message.TrimEnd('.')}", BackupException.AnotherCopy);
        }
    }
}
