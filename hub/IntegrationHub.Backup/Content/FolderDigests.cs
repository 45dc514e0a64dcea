using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Backup.Content;

/// <summary>Counts and digests of files as they go by, per folder. Not thread-safe.</summary>
internal sealed class FolderDigests : IDisposable
{
    private readonly SortedDictionary<string, (SumDigest Sum, long Bytes)> _roots = new(StringComparer.Ordinal);
    private readonly IncrementalHash _file = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private FileHead? _head;
    private long _bytes;

    public IReadOnlyList<FolderTotals> Totals =>
        [.. _roots.Select(static root => new FolderTotals(root.Key, root.Value.Sum.Count, root.Value.Bytes, root.Value.Sum.ToHex()))];

    public void Begin(FileHead head)
    {
        _head = head;
        _bytes = 0;
        _file.AppendData(Encoding.UTF8.GetBytes(head.Path));
        // A path holds no zero, so path and content cannot run into each other.
        _file.AppendData([0]);
    }

    public void Push(ReadOnlySpan<byte> piece)
    {
        _bytes += piece.Length;
        _file.AppendData(piece);
    }

    public void End()
    {
        var (sum, bytes) = _roots.GetValueOrDefault(_head!.Root, (new SumDigest(), 0));
        sum.Add(_file.GetHashAndReset());
        _roots[_head.Root] = (sum, bytes + _bytes);
        _head = null;
    }

    public void Dispose() => _file.Dispose();
}
