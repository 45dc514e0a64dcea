using IntegrationHub.Schemas.Automata;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>
/// Collects a document as parts and values by name while validation walks over its bytes; points go straight into columns.
/// Knows no document type: what the names mean is said where the records are made. One document, one thread.
/// </summary>
internal sealed class PartBuilder
{
    private readonly TextPool _texts = new();
    private readonly PointDraft _points = new();
    private DocumentPart? _root, _at, _owner;
    private int _inPoint;
    private bool _inReason;

    public void Open(ElementDeclaration element, int ordinal)
    {
        if (_inPoint > 0)
        {
            // Of all that may stand in a point only its reasons are kept.
            _inReason = _inPoint++ == 1 && element.Field == DocumentField.Reason;
            if (_inReason) _points.BeginReason();
        }
        else if (element.Field == DocumentField.Point && _at is not null && (_owner is null || _owner == _at))
        {
            _owner = _at;
            _inPoint = 1;
            _points.BeginPoint();
        }
        else
        {
            var part = new DocumentPart(element.Name, element.Repeats ? ordinal : 0, _at);
            _at?.Add(part);
            _root ??= part;
            _at = part;
        }
    }

    public void Close()
    {
        if (_inPoint > 0)
        {
            if (_inReason) _points.EndReason();
            _inReason = false;
            _inPoint--;
            return;
        }
        if (_at is null) return;
        if (_owner == _at)
        {
            _at.Points = _points.Take();
            _owner = null;
        }
        _at = _at.Parent;
    }

    public void Leaf(ElementDeclaration element, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute)
    {
        if (_inPoint == 1) _points.Set(element.PointValue, value, _texts);
        else if (_inReason) _points.SetReason(element.PointValue, value, _texts);
        else if (_inPoint == 0) _at?.Add(element.Name, _texts.Text(value), _texts.Scheme(attribute));
    }

    /// <summary>What was read; gives the memory of the columns back.</summary>
    public DocumentPart? Finish(bool valid)
    {
        _points.Release();
        return valid ? _root : null;
    }
}
