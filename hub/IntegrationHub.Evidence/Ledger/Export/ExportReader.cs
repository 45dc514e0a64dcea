using System.Runtime.CompilerServices;
using System.Text;

namespace IntegrationHub.Evidence.Ledger.Export;

/// <summary>The lines of an export, none of them longer than a leaf may be.</summary>
internal static class ExportReader
{
    private const int LongestLine = 4 * 1024 * 1024;

    /// <exception cref="FormatException">A line is too long; it was not read to its end.</exception>
    public static async IAsyncEnumerable<(int Number, string Line)> LinesAsync(Stream source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        source.Position = 0;
        using var reader = new StreamReader(source, leaveOpen: true);
        var (line, number) = (new StringBuilder(), 1);
        var buffer = new char[64 * 1024];
        for (int count; (count = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            var rest = buffer.AsMemory(0, count);
            for (int end; (end = rest.Span.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                line.Append(rest[..end]);
                yield return (number++, line.ToString());
                line.Clear();
            }
            line.Append(rest);
            if (line.Length > LongestLine)
                throw new FormatException($"Line {number} is longer than any leaf.");
        }
        if (line.Length > 0)
            yield return (number, line.ToString());
    }
}
