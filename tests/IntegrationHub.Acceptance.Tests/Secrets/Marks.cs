using System.Globalization;

namespace IntegrationHub.Acceptance.Tests.Secrets;

/// <summary>
/// What is planted. All of it holds the same nine digits, in a name, a number or an amount, so that one search finds whatever leaked; the letters around the digits say what it was.
/// What comes to be meanwhile (a total, a ceiling, a token) is looked for as it is.
/// </summary>
internal sealed class Marks
{
    private readonly Dictionary<string, Needle> _needles = new(StringComparer.Ordinal);
    private readonly Needle _open = new("628174935");

    public Marks()
    {
        foreach (var digits in new[] { "417395162", "417395.162", "417.395162" })
            Add(digits);
    }

    /// <summary>A price per MWh, or an amount.</summary>
    public static decimal Price => 417.395162m;

    /// <summary>Energy: in watt-hours, in kWh and in MWh it has the digits.</summary>
    public static decimal MegawattHours => 417.395162m;

    public static decimal KilowattHours => 417395.162m;

    public IReadOnlyCollection<Needle> Needles => _needles.Values;

    /// <summary>A text for a field.</summary>
    public static string Text(string field) => $"planted-417395162-{field}";

    /// <summary>A text for a field whose column lies open by design; it is looked for in tables and logs, since the files of a database hold what its tables hold.</summary>
    public static string OpenText(string field) => $"planted.628174935.{field}";

    /// <summary>A telephone number; each use has its own.</summary>
    public static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"+86417395162{number:00}");

    /// <summary>Something secret that is not of our making.</summary>
    public void Add(string what) => _needles.TryAdd(what, new Needle(what));

    public void Add(string what, byte[] octets) => _needles.TryAdd(what, new Needle(what, octets));

    public void Add(decimal amount) => Add(amount.ToString("0.####", CultureInfo.InvariantCulture));

    /// <summary>Whether something planted is in it, and which.</summary>
    public string? In(ReadOnlySpan<byte> octets)
    {
        foreach (var needle in _needles.Values)
        {
            if (needle.In(octets) is { } around)
                return $"{needle.What}: …{around}…";
        }

        return null;
    }

    /// <summary>The same, and what lies open by design.</summary>
    public string? InOrOpen(ReadOnlySpan<byte> octets) => In(octets) ?? (_open.In(octets) is { } around ? $"{_open.What}: …{around}…" : null);
}
