using Microsoft.Win32.SafeHandles;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>Messages prepared before anything is measured, one behind the other in a file. Reading is thread-safe.</summary>
internal sealed class MessageFile : IDisposable
{
    private const int PerBatch = 200;

    private readonly SafeFileHandle _file;
    private readonly (long Offset, int Length)[] _places;

    private MessageFile(SafeFileHandle file, (long Offset, int Length)[] places)
    {
        _file = file;
        _places = places;
    }

    public int Count => _places.Length;

    /// <summary>Bytes of one message on average.</summary>
    public double AverageBytes => (double)RandomAccess.GetLength(_file) / Count;

    /// <summary>Makes <paramref name="count"/> messages on all cores and writes them to a new file.</summary>
    /// <param name="path">The file; deleted with the folder it lies in.</param>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes the message of a number; called from many threads.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<MessageFile> PrepareAsync(string path, int count, Func<int, byte[]> make, CancellationToken cancellationToken)
    {
        var places = new (long Offset, int Length)[count];
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous);
        var end = 0L;
        var batches = Enumerable.Range(0, (count + PerBatch - 1) / PerBatch);
        await Parallel.ForEachAsync(batches, cancellationToken, async (batch, cancel) =>
        {
            var first = batch * PerBatch;
            var messages = new ReadOnlyMemory<byte>[Math.Min(PerBatch, count - first)];
            for (var i = 0; i < messages.Length; i++)
            {
                messages[i] = make(first + i);
            }

            var length = messages.Sum(message => (long)message.Length);
            var at = Interlocked.Add(ref end, length) - length;
            await RandomAccess.WriteAsync(file, messages, at, cancel);
            for (var i = 0; i < messages.Length; i++)
            {
                places[first + i] = (at, messages[i].Length);
                at += messages[i].Length;
            }
        });
        return new MessageFile(file, places);
    }

    public int LengthOf(int number) => _places[number].Length;

    /// <summary>Reads a message.</summary>
    public byte[] Read(int number)
    {
        var (offset, length) = _places[number];
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            read += RandomAccess.Read(_file, bytes.AsSpan(read), offset + read) is > 0 and var got ? got : throw new EndOfStreamException();
        }

        return bytes;
    }

    public void Dispose() => _file.Dispose();
}
