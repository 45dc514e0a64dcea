using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IntegrationHub.Market.Json;

/// <summary>The faults of one text: the first hundred by place, the others by their number.</summary>
internal sealed class JsonFaults
{
    /// <summary>Faults that are told one by one.</summary>
    public const int Most = 100;

    /// <summary>Faults after which no more are looked for: nobody mends ten thousand by hand, and a hostile text shall cost little.</summary>
    public const int MostCounted = 10_000;

    private readonly List<Problem> _told = [];

    private int _count;

    public bool IsFull => _count >= MostCounted;

    /// <summary>True while the next one is told by its place.</summary>
    public bool IsTelling => _count < Most;

    /// <summary>Everything that keeps a text from being a value of a type, in the order of the text; what a missing property lacks comes at the end of its object.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="type">What it shall be.</param>
    /// <param name="what">What it is called in messages.</param>
    /// <param name="described">Where it is described, as the remedy says it.</param>
    /// <param name="shapes">What is expected of objects.</param>
    public static IReadOnlyList<Problem> Find(ReadOnlySpan<byte> json, Type type, string what, string described, JsonShapes shapes)
    {
        var faults = new JsonFaults();
        new JsonWalk(json, what, described, shapes, faults).Run(type);
        return faults.Told(what);
    }

    public void Add(Problem fault)
    {
        if (IsTelling)
            _told.Add(fault);

        _count++;
    }

    private List<Problem> Told(string what)
    {
        if (_count > Most)
        {
            var more = string.Create(CultureInfo.InvariantCulture, $"And {(IsFull ? "at least " : "")}{_count - Most} more.");
            _told.Add(new(ProblemCodes.JsonMore, more, what, "Correct the ones before; what is left is told then."));
        }

        if (_told.Count > 0)
            _told[^1] = _told[^1] with { Remedy = $"{_told[^1].Remedy} What the {what} says is judged once all of it can be read." };

        return _told;
    }
}

/// <summary>Places of a text.</summary>
internal static class JsonPlace
{
    /// <summary>Line and column in characters, from 1, of a byte, and the path.</summary>
    public static string Of(ReadOnlySpan<byte> json, long offset, string path)
    {
        var before = json[..(int)Math.Min(offset, json.Length)];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return Of(line, column, path);
    }

    /// <summary>The same of the reader's own place, which counts from 0.</summary>
    public static string Of(ReadOnlySpan<byte> json, JsonException fault, string path)
    {
        var (line, column) = ((int)(fault.LineNumber ?? 0), (int)(fault.BytePositionInLine ?? 0));
        var rest = json;
        for (var i = 0; i < line && rest.IndexOf((byte)'\n') is >= 0 and var end; i++)
            rest = rest[(end + 1)..];

        return Of(line + 1, Encoding.UTF8.GetCharCount(rest[..Math.Min(column, rest.Length)]) + 1, path);
    }

    private static string Of(int line, int column, string path) => string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}, {path}");
}
