using System.IO.Compression;
using IntegrationHub.Backup.Sealing;

namespace IntegrationHub.Backup.Content;

/// <summary>Writes a backup: opening, tables, files, manifest, all packed and sealed while they go by. Memory does not grow with what is saved.</summary>
/// <remarks>Not thread-safe. What was not completed has no end and is refused by every reader.</remarks>
public sealed class BackupWriter : IAsyncDisposable
{
    private readonly SealingStream _sealed;
    private readonly BrotliStream _packed;
    private readonly BackupOpening _opening;
    private readonly List<TableTotals> _tables = [];
    private readonly FolderDigests _folders = new();
    private readonly byte[] _piece = new byte[Frames.PieceBytes];

    private BackupWriter(SealingStream sealing, BackupOpening opening)
    {
        _sealed = sealing;
        _opening = opening;
        _packed = new BrotliStream(sealing, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <param name="file">Where it goes; stays open.</param>
    /// <param name="keys">Who may open it.</param>
    /// <param name="opening">What it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BackupWriter> StartAsync(Stream file, SealingKeys keys, BackupOpening opening, CancellationToken cancellationToken)
    {
        var writer = new BackupWriter(await SealingStream.StartAsync(file, keys, cancellationToken), opening);
        await Frames.WriteJsonAsync(writer._packed, FrameKind.Opening, opening, cancellationToken);
        return writer;
    }

    /// <summary>Saves a table.</summary>
    /// <param name="head">Which one.</param>
    /// <param name="rows">Its rows in PostgreSQL's binary COPY format.</param>
    /// <param name="progress">Told of octets as they go by.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TableTotals> AddTableAsync(TableHead head, Stream rows, Action<long> progress, CancellationToken cancellationToken)
    {
        await Frames.WriteJsonAsync(_packed, FrameKind.Table, head, cancellationToken);
        using var watch = new CopyRows();
        await AddPiecesAsync(rows, watch.Push, progress, cancellationToken);
        if (!watch.IsComplete)
            throw new InvalidDataException($"The database ended the table {head} before its end.");
        var totals = new TableTotals(head.Schema, head.Name, watch.Rows, watch.Bytes, watch.Digest);
        _tables.Add(totals);
        return totals;
    }

    /// <summary>Saves a file.</summary>
    public async Task AddFileAsync(FileHead head, Stream content, Action<long> progress, CancellationToken cancellationToken)
    {
        if (!head.IsSafe)
            throw new ArgumentException($"{head.Path} is no path below a folder.", nameof(head));
        await Frames.WriteJsonAsync(_packed, FrameKind.File, head, cancellationToken);
        _folders.Begin(head);
        await AddPiecesAsync(content, _folders.Push, progress, cancellationToken);
        _folders.End();
    }

    /// <summary>Writes the manifest and the end.</summary>
    public async Task<BackupManifest> CompleteAsync(IReadOnlyList<SequenceState> sequences, LedgerState ledger, CancellationToken cancellationToken)
    {
        var manifest = new BackupManifest(_opening, _tables, _folders.Totals, sequences, ledger);
        await Frames.WriteJsonAsync(_packed, FrameKind.Manifest, manifest, cancellationToken);
        await _packed.DisposeAsync();
        await _sealed.CompleteAsync(cancellationToken);
        return manifest;
    }

    public async ValueTask DisposeAsync()
    {
        _folders.Dispose();
        await _packed.DisposeAsync();
        await _sealed.DisposeAsync();
    }

    private async Task AddPiecesAsync(Stream source, PiecePush push, Action<long> progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Full pieces pack better than what a socket happens to give.
            var count = await source.ReadAtLeastAsync(_piece, _piece.Length, throwOnEndOfStream: false, cancellationToken);
            if (count > 0)
            {
                push(_piece.AsSpan(0, count));
                await Frames.WriteAsync(_packed, FrameKind.Piece, _piece.AsMemory(0, count), cancellationToken);
                progress(count);
            }

            if (count < _piece.Length)
                return;
        }
    }

    private delegate void PiecePush(ReadOnlySpan<byte> piece);
}
