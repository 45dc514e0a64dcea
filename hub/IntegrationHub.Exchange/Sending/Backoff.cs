using System.Buffers.Binary;

namespace IntegrationHub.Exchange.Sending;

/// <summary>Exponential pauses, spread so that documents that failed together do not come back together.</summary>
/// <remarks>
/// The spread is a function of the document's id and the attempt, not of a random number: as even as one, and a decision can be repeated.
/// </remarks>
public static class Backoff
{
    /// <summary>
    /// The pause after failure number <paramref name="failures"/> (from 1): between one half and the whole of
    /// <paramref name="first"/> · 2^(failures−1), at most <paramref name="longest"/>.
    /// </summary>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest, Guid id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var whole = first;
        for (var i = 1; i < failures && whole < longest; i++)
        {
            whole = whole > longest / 2 ? longest : whole * 2;
        }

        whole = whole < longest ? whole : longest;
        return (whole / 2) + TimeSpan.FromTicks(whole.Ticks / 2 / 1000 * Permille(id, failures));
    }

    /// <summary>0 to 999, evenly spread over ids and attempts (FNV-1a).</summary>
    private static long Permille(Guid id, int failures)
    {
        Span<byte> input = stackalloc byte[20];
        id.TryWriteBytes(input);
        BinaryPrimitives.WriteInt32LittleEndian(input[16..], failures);
        var hash = 2166136261u;
        foreach (var value in input)
        {
            hash = unchecked((hash ^ value) * 16777619u);
        }

        return (hash >> 8) % 1000;
    }
}
