using System.Text;
using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.SimpleTypes;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <content>Errors: what, where, what was there and what should be.</content>
internal sealed partial class ValidationEngine
{
    private const int FoundLimit = 100;

    private readonly List<SchemaError> _errors = [];
    private int _faults, _warnings, _placed;

    /// <summary>True where validation stopped at the limit of errors.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>All errors; lines and columns are set where <see cref="Place"/> has seen the bytes.</summary>
    public IReadOnlyList<SchemaError> Errors => _errors;

    /// <summary>True where errors wait for their line and column.</summary>
    public bool HasUnplaced => _placed < _errors.Count;

    /// <summary>Gives the errors found since the last call their lines and columns.</summary>
    /// <param name="text">Bytes of the document that reach up to and over the errors.</param>
    /// <param name="start">Offset of those bytes in the document.</param>
    /// <param name="position">Line and column of their first byte.</param>
    public void Place(ReadOnlySpan<byte> text, long start, TextPosition position)
    {
        long at = start;
        var first = position;
        // Errors mostly come in document order; an attribute's may stand a little before its element's.
        for (; _placed < _errors.Count; _placed++)
        {
            var error = _errors[_placed];
            if (error.Offset >= at)
            {
                position = position.After(text.Slice((int)(at - start), (int)Math.Min(error.Offset - at, text.Length - (at - start))));
                at = error.Offset;
                _errors[_placed] = error with { Line = position.Line, Column = position.Column };
            }
            else
            {
                var before = first.After(text[..(int)(error.Offset - start)]);
                _errors[_placed] = error with { Line = before.Line, Column = before.Column };
            }
        }
    }

    private void AddFault(XmlError fault)
    {
        Ended = true;
        if (Finished) return;
        Finished = true;
        _errors.Add(new SchemaError(SchemaErrorKind.WellFormedness, fault.Id, _windowStart + fault.Offset, 0, 0, Path(null), fault.Message)
        {
            Remedy = fault.Remedy,
        });
    }

    private void AddLimit(string message)
    {
        Ended = true;
        if (Finished) return;
        Finished = true;
        _errors.Add(new SchemaError(SchemaErrorKind.WellFormedness, "xml.limit_exceeded", _windowStart, 0, 0, Path(null), message)
        {
            Remedy = XmlError.RemedyFor(XmlErrorCode.LimitExceeded),
        });
    }

    private void AddValue(SimpleTypeFault fault, SimpleType type, int at, ReadOnlySpan<byte> value, string? attribute)
    {
        bool code = fault == SimpleTypeFault.Enumeration;
        string what = attribute is null ? "The value" : $"The value of {attribute}";
        Add(code ? SchemaErrorKind.UnknownCode : SchemaErrorKind.Value, code ? "schema.unknown_code" : "schema.invalid_value", at,
            code ? $"{what} is not in the code list {type.Name}." : $"{what} is not allowed by {type.Name}.",
            found: value, expected: type.Expectation, facet: FacetOf(fault), attribute: attribute);
    }

    private void Add(SchemaErrorKind kind, string code, int at, string message, ReadOnlySpan<byte> found = default, string? expected = null, string? facet = null, string? attribute = null)
    {
        bool warning = kind == SchemaErrorKind.UnknownCode && _options.UnknownCodes == UnknownCodes.Warn;
        if (warning && _warnings++ >= _options.MaxErrors) return;
        _errors.Add(new SchemaError(kind, code, _windowStart + at, 0, 0, Path(attribute), message)
        {
            Found = found.IsEmpty ? null : Cut(found),
            Expected = expected,
            Facet = facet,
            Remedy = RemedyOf(code, expected),
            IsWarning = warning,
        });
        if (warning || ++_faults < _options.MaxErrors) return;
        IsTruncated = true;
        Finished = true;
    }

    /// <summary>Where: the open elements below the root, with numbers where they may repeat.</summary>
    private string Path(string? attribute)
    {
        var path = new StringBuilder();
        for (int i = 1; i < _depth; i++)
        {
            ref readonly var frame = ref _frames[i];
            if (i > 1) path.Append('/');
            path.Append(frame.Declaration?.Name ?? "*");
            if (frame.Declaration is { Repeats: true }) path.Append('[').Append(frame.Ordinal).Append(']');
        }
        if (attribute is not null) path.Append(path.Length > 0 ? "/@" : "@").Append(attribute);
        return path.ToString();
    }

    private static string Expected(ContentState state, ElementDeclaration? end)
    {
        var names = state.Transitions.Select(transition => transition.Element.Name).Distinct(StringComparer.Ordinal).ToList();
        if (state.Wildcards.Length > 0) names.Add("an element of another namespace");
        if (state.Accepting && end is not null) names.Add($"the end of {end.Name}");
        return names.Count == 0 ? "the end of the element" : string.Join(" or ", names);
    }

    private static string Describe(ReadOnlySpan<byte> local, ReadOnlySpan<byte> uri) =>
        uri.IsEmpty ? Encoding.UTF8.GetString(local) : $"{{{Encoding.UTF8.GetString(uri)}}}{Encoding.UTF8.GetString(local)}";

    private static string Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= FoundLimit) return Encoding.UTF8.GetString(text);
        int end = FoundLimit;
        while ((text[end] & 0xC0) == 0x80) end--;
        return Encoding.UTF8.GetString(text[..end]) + "…";
    }

    private static string? FacetOf(SimpleTypeFault fault) => fault switch
    {
        SimpleTypeFault.Length => "length",
        SimpleTypeFault.MinLength => "minLength",
        SimpleTypeFault.MaxLength => "maxLength",
        SimpleTypeFault.Pattern => "pattern",
        SimpleTypeFault.Enumeration => "enumeration",
        SimpleTypeFault.MinInclusive => "minInclusive",
        SimpleTypeFault.MaxInclusive => "maxInclusive",
        SimpleTypeFault.MinExclusive => "minExclusive",
        SimpleTypeFault.MaxExclusive => "maxExclusive",
        SimpleTypeFault.TotalDigits => "totalDigits",
        SimpleTypeFault.FractionDigits => "fractionDigits",
        _ => null,
    };

    private static string? RemedyOf(string code, string? expected) => code switch
    {
        "schema.unknown_code" => "Use a code of the list, or agree on a local code list with the receiver.",
        "schema.invalid_value" when expected is not null => $"Send {expected}.",
        "schema.missing_element" when expected is not null => $"Add {expected}.",
        "schema.unexpected_element" => "Remove the element or move it to its place.",
        "schema.missing_attribute" when expected is not null => $"Add the attribute {expected}.",
        "schema.unexpected_attribute" => "Remove the attribute.",
        "schema.unknown_document" => "Add the schema of this document type, or correct its namespace.",
        "schema.unexpected_text" => "Remove the text.",
        "schema.wrong_document" when expected is not null => $"Send {expected}, or name the profile this is.",
        _ => null,
    };
}
