using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>One element with element content as it was read: its values and parts by name, and the points below it in columns.</summary>
/// <remarks>Filled while reading, then only asked. Records are made from it on one thread.</remarks>
internal sealed partial class DocumentPart(string name, int ordinal, DocumentPart? parent)
{
    private readonly List<(string Name, string Text, string? Scheme)> _values = [];
    private readonly List<DocumentPart> _parts = [];
    private int _next;

    public DocumentPart? Parent { get; } = parent;

    public PointTable? Points { get; set; }

    /// <summary>Where it stands, as errors say it: <c>TimeSeries[3]/Period[1]</c>; empty for the root.</summary>
    public string Path => Parent is null ? "" : Parent.Path is { Length: > 0 } above ? $"{above}/{Step}" : Step;

    private string Step => ordinal > 0 ? $"{name}[{ordinal}]" : name;

    public void Add(string element, string text, string? scheme) => _values.Add((element, text, scheme));

    public void Add(DocumentPart part) => _parts.Add(part);

    /// <summary>The first part of a name.</summary>
    public DocumentPart? Part(string element) => _parts.Find(part => part.Is(element));

    /// <summary>Makes a record of each part of a name, in document order; what a record does not hold is told with the part's path.</summary>
    public IReadOnlyList<T> Each<T>(string element, Func<DocumentPart, T> make)
    {
        var made = new List<T>();
        foreach (var part in _parts)
            if (part.Is(element)) made.Add(part.To(make));
        return made;
    }

    /// <summary>Makes a record of this part.</summary>
    /// <exception cref="NotHeldException">The record does not hold what was read.</exception>
    public T To<T>(Func<DocumentPart, T> make)
    {
        try
        {
            return make(this);
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException or OverflowException)
        {
            throw new NotHeldException(Path, refused);
        }
    }

    /// <summary>The periods below, with the columns that the record holds.</summary>
    public IReadOnlyList<PeriodPoints> Periods(PointContent content) => Each("Period", period =>
        (period.Points ?? throw new FormatException("The period has no points."))
            .ToPeriod(period.Interval("timeInterval"), period.Text("resolution"), content));

    public IReadOnlyList<Reason> Reasons() => Each("Reason", reason => new Reason(reason.Text("code"), reason.OptionalText("text")));

    private bool Is(string element) => string.Equals(name, element, StringComparison.Ordinal);

    // Values are asked for in the order in which they stand, nearly always: the search goes on where the last one ended.
    private int Find(string element)
    {
        for (int i = _next; i < _values.Count; i++)
            if (string.Equals(_values[i].Name, element, StringComparison.Ordinal)) return _next = i;
        for (int i = 0; i < _next; i++)
            if (string.Equals(_values[i].Name, element, StringComparison.Ordinal)) return _next = i;
        return -1;
    }
}
