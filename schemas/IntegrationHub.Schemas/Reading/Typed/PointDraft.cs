using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>The points of one period while they are read; the columns are used again for the next.</summary>
internal sealed class PointDraft
{
    private readonly Column<int> _positions = new();
    private readonly Column<decimal>[] _numbers = Columns<decimal>(PointValues.Numbers);
    private readonly Column<string>[] _codes = Columns<string>(2);
    private List<(int Row, Reason Reason)>? _reasons;
    private string? _reasonCode, _reasonText;
    private bool _counting = true, _unholdable;
    private int _points;

    public void BeginPoint() => _points++;

    public void Set(PointValue place, ReadOnlySpan<byte> value, TextPool texts)
    {
        int row = _points - 1;
        switch (place)
        {
            case PointValue.Position:
                int? position = ValueText.Int32(value);
                _counting &= position == _points;
                Set(_positions, row, position);
                break;
            case >= PointValue.Quantity and <= PointValue.EnergyPrice:
                Set(_numbers[(int)place], row, ValueText.Decimal(value));
                break;
            case PointValue.Quality or PointValue.OutQuality:
                _codes[place - PointValue.Quality].Set(row, texts.Text(value));
                break;
            default:
                break;
        }
    }

    public void BeginReason() => _reasonCode = _reasonText = null;

    public void SetReason(PointValue place, ReadOnlySpan<byte> value, TextPool texts)
    {
        if (place == PointValue.Code) _reasonCode = texts.Text(value);
        else if (place == PointValue.Text) _reasonText = texts.Text(value);
    }

    public void EndReason()
    {
        if (_reasonCode is { } code) (_reasons ??= []).Add((_points - 1, new Reason(code, _reasonText)));
    }

    public PointTable Take()
    {
        var positions = _positions.Take(_counting ? 0 : _points);
        var table = new PointTable
        {
            Count = _points,
            Positions = positions,
            Numbers = Values(_numbers),
            Codes = Values(_codes),
            Reasons = Reasons(positions.Span),
            HasUnholdableNumber = _unholdable,
        };
        (_points, _counting, _unholdable, _reasons) = (0, true, false, null);
        return table;
    }

    public void Release()
    {
        _positions.Release();
        foreach (var column in _numbers) column.Release();
        foreach (var column in _codes) column.Release();
    }

    // Reasons of points that share a position are told apart by nobody; such a period is refused for its positions.
    private Dictionary<int, IReadOnlyList<Reason>>? Reasons(ReadOnlySpan<int> positions)
    {
        if (_reasons is null) return null;
        var byPosition = new Dictionary<int, IReadOnlyList<Reason>>();
        foreach (var (row, reason) in _reasons)
        {
            int position = row < positions.Length ? positions[row] : row + 1;
            if (!byPosition.TryGetValue(position, out var known)) byPosition.Add(position, known = new List<Reason>());
            ((List<Reason>)known).Add(reason);
        }
        return byPosition;
    }

    private PointColumnValues<T>[] Values<T>(Column<T>[] columns)
    {
        var values = new PointColumnValues<T>[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            int filled = columns[i].Filled;
            values[i] = new PointColumnValues<T>(columns[i].Take(_points), filled);
        }
        return values;
    }

    private void Set<T>(Column<T> column, int row, T? value) where T : struct
    {
        if (value is { } number) column.Set(row, number);
        else _unholdable = true;
    }

    private static Column<T>[] Columns<T>(int count)
    {
        var columns = new Column<T>[count];
        for (int i = 0; i < count; i++) columns[i] = new Column<T>();
        return columns;
    }
}
