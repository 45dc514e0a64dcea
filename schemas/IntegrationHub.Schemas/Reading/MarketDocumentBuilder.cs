using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Reading;

/// <summary>
/// Collects one <see cref="MarketDocument"/> while validation walks over its bytes. Knows where it stands by the elements that
/// are open; what it has no place for it passes over. One document, one thread.
/// </summary>
internal sealed class MarketDocumentBuilder
{
    private enum Place : byte
    {
        Elsewhere, Document, Series, Period, Point, Interval, Reason, Status, Group,
    }

    private readonly TextPool _texts = new();
    private readonly Stack<(Place Place, DocumentField Group)> _open = new();
    private readonly HeaderDraft _header = new();
    private readonly List<TimeSeries> _allSeries = [];
    private readonly List<SeriesDraft> _openSeries = [];
    private PeriodDraft? _period;
    private int _insidePeriods;
    private Place _place;
    private DocumentField _group;
    private DateTimeOffset? _start, _end;
    private string? _reasonCode, _reasonText, _groupScheme;

    public void Open(ElementDeclaration element, int ordinal)
    {
        _open.Push((_place, _group));
        (_place, _group) = (PlaceOf(element), element.Field);
        switch (_place)
        {
            case Place.Series:
                _openSeries.Add(new SeriesDraft(element.Name, Math.Max(ordinal, 1)));
                break;
            case Place.Period:
                _insidePeriods++;
                (_period ??= new PeriodDraft()).Begin(Math.Max(ordinal, 1));
                break;
            case Place.Point:
                _period!.BeginPoint();
                break;
            case Place.Interval:
                _start = _end = null;
                break;
            case Place.Reason:
                _reasonCode = _reasonText = null;
                break;
            case Place.Group:
                _groupScheme = null;
                break;
            default:
                break;
        }
    }

    public void Close()
    {
        var closed = _place;
        (_place, _group) = _open.Pop();
        switch (closed)
        {
            case Place.Series:
                _allSeries.Add(_openSeries[^1].Build());
                _openSeries.RemoveAt(_openSeries.Count - 1);
                break;
            case Place.Period:
                _insidePeriods--;
                _openSeries[^1].Periods.Add(_period!.Build());
                break;
            case Place.Interval when _start is { } start && _end is { } end:
                if (_place == Place.Period) _period!.Interval = new TimeInterval(start, end);
                else if (_place is Place.Document) _header.Period ??= new TimeInterval(start, end);
                break;
            case Place.Reason when _reasonCode is { } code:
                if (_place == Place.Document) _header.Reasons.Add(new Reason(code, _reasonText));
                else if (_place == Place.Series) _openSeries[^1].Reasons.Add(new Reason(code, _reasonText));
                else if (_place == Place.Period) _period!.Reasons.Add(new Reason(code, _reasonText));
                break;
            default:
                break;
        }
    }

    public void Leaf(DocumentField field, ReadOnlySpan<byte> value, ReadOnlySpan<byte> scheme)
    {
        switch (_place)
        {
            case Place.Point:
                _period!.Set(field, value);
                break;
            case Place.Interval:
                if (field == DocumentField.Start) _start = ValueText.Instant(value);
                else if (field == DocumentField.End) _end = ValueText.Instant(value);
                break;
            case Place.Period:
                if (field == DocumentField.Resolution) _period!.Resolution = _texts.Text(value);
                break;
            case Place.Series:
                _openSeries[^1].Set(field, value, scheme, _texts);
                break;
            case Place.Document:
                _header.Set(field, value, scheme, _texts);
                break;
            case Place.Reason:
                if (field == DocumentField.ReasonCode) _reasonCode = _texts.Text(value);
                else if (field == DocumentField.ReasonText) _reasonText = _texts.Text(value);
                break;
            case Place.Status:
                if (field == DocumentField.Value && _open.Peek().Place == Place.Document) _header.Status = _texts.Text(value);
                break;
            case Place.Group:
                SetGroup(field, value);
                break;
            default:
                break;
        }
    }

    /// <summary>True where a valid number does not fit: the document must not be used as if it were another number.</summary>
    public bool HasUnholdableNumber => _period?.HasUnholdableNumber == true;

    public MarketDocument Build(ProfileId profile)
    {
        _period?.Release();
        return _header.Build(profile, _allSeries);
    }

    // Some families write a coded identifier as two elements, codingScheme and value.
    private void SetGroup(DocumentField field, ReadOnlySpan<byte> value)
    {
        if (field == DocumentField.CodingScheme) _groupScheme = _texts.Text(value);
        if (field != DocumentField.Value) return;
        byte[] scheme = System.Text.Encoding.UTF8.GetBytes(_groupScheme ?? "");
        var outer = _open.Peek().Place;
        if (outer == Place.Series) _openSeries[^1].Set(_group, value, scheme, _texts);
        else if (outer == Place.Document) _header.Set(_group, value, scheme, _texts);
    }

    private Place PlaceOf(ElementDeclaration element)
    {
        if (_open.Count == 1 || element.Name.EndsWith("_MarketDocument", StringComparison.Ordinal)) return Place.Document;
        return element.Field switch
        {
            // A series inside a point (blocks of a bid) is a part of that point, not a series of the document.
            DocumentField.Series => _insidePeriods == 0 ? Place.Series : Place.Elsewhere,
            DocumentField.Period when _openSeries.Count > 0 && _insidePeriods == 0 => Place.Period,
            DocumentField.Point when _place == Place.Period => Place.Point,
            DocumentField.Interval => Place.Interval,
            DocumentField.Reason => Place.Reason,
            DocumentField.Status => Place.Status,
            DocumentField.Sender or DocumentField.Receiver or DocumentField.MeteringPoint or DocumentField.Domain
                or DocumentField.InDomain or DocumentField.OutDomain or DocumentField.InParty or DocumentField.OutParty => Place.Group,
            _ => Place.Elsewhere,
        };
    }
}
