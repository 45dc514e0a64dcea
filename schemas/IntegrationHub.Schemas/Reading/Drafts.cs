using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Reading;

/// <summary>The header of a document while it is read.</summary>
internal sealed class HeaderDraft
{
    private string? _mRid, _type, _processType, _senderRole, _receiverRole;
    private int? _revision;
    private CodedId? _sender, _receiver, _domain;
    private DateTimeOffset? _created;
    private DocumentReference? _received;

    public TimeInterval? Period { get; set; }

    public string? Status { get; set; }

    public List<Reason> Reasons { get; } = [];

    public void Set(DocumentField field, ReadOnlySpan<byte> value, ReadOnlySpan<byte> scheme, TextPool texts)
    {
        switch (field)
        {
            case DocumentField.MRid: _mRid ??= texts.Text(value); break;
            case DocumentField.Revision: _revision ??= ValueText.Int32(value); break;
            case DocumentField.Type: _type ??= texts.Text(value); break;
            case DocumentField.ProcessType: _processType ??= texts.Text(value); break;
            case DocumentField.Sender: _sender ??= texts.Coded(value, scheme); break;
            case DocumentField.SenderRole: _senderRole ??= texts.Text(value); break;
            case DocumentField.Receiver: _receiver ??= texts.Coded(value, scheme); break;
            case DocumentField.ReceiverRole: _receiverRole ??= texts.Text(value); break;
            case DocumentField.Created: _created ??= ValueText.Instant(value); break;
            case DocumentField.Domain: _domain ??= texts.Coded(value, scheme); break;
            case DocumentField.ReceivedMRid: _received = Received() with { MRid = texts.Text(value) }; break;
            case DocumentField.ReceivedRevision: _received = Received() with { Revision = ValueText.Int32(value) }; break;
            case DocumentField.ReceivedType: _received = Received() with { Type = texts.Text(value) }; break;
            case DocumentField.ReceivedProcessType: _received = Received() with { ProcessType = texts.Text(value) }; break;
            case DocumentField.ReceivedTitle: _received = Received() with { Title = texts.Text(value) }; break;
            case DocumentField.ReceivedCreated: _received = Received() with { Created = ValueText.Instant(value) }; break;
            default: break;
        }
    }

    public MarketDocument Build(ProfileId profile, IReadOnlyList<TimeSeries> series) => new()
    {
        Profile = profile,
        MRid = _mRid ?? "",
        Revision = _revision ?? 1,
        Type = _type,
        ProcessType = _processType,
        Sender = _sender ?? new CodedId("", null),
        SenderRole = _senderRole,
        Receiver = _receiver,
        ReceiverRole = _receiverRole,
        Created = _created,
        Period = Period,
        Domain = _domain,
        Status = Status,
        Received = _received,
        Reasons = Reasons,
        Series = series,
    };

    private DocumentReference Received() => _received ?? new DocumentReference(null, null);
}

/// <summary>One series while it is read.</summary>
internal sealed class SeriesDraft(string elementName, int ordinal)
{
    private string? _mRid, _businessType, _product, _curveType, _quantityUnit, _priceUnit, _currency, _direction;
    private int? _version;
    private CodedId? _in, _out, _inParty, _outParty, _meteringPoint;

    public List<SeriesPeriod> Periods { get; } = [];

    public List<Reason> Reasons { get; } = [];

    public void Set(DocumentField field, ReadOnlySpan<byte> value, ReadOnlySpan<byte> scheme, TextPool texts)
    {
        switch (field)
        {
            case DocumentField.MRid: _mRid ??= texts.Text(value); break;
            case DocumentField.Version: _version ??= ValueText.Int32(value); break;
            case DocumentField.BusinessType: _businessType ??= texts.Text(value); break;
            case DocumentField.Product: _product ??= texts.Text(value); break;
            case DocumentField.CurveType: _curveType ??= texts.Text(value); break;
            case DocumentField.InDomain: _in ??= texts.Coded(value, scheme); break;
            case DocumentField.OutDomain: _out ??= texts.Coded(value, scheme); break;
            case DocumentField.InParty: _inParty ??= texts.Coded(value, scheme); break;
            case DocumentField.OutParty: _outParty ??= texts.Coded(value, scheme); break;
            case DocumentField.MeteringPoint: _meteringPoint ??= texts.Coded(value, scheme); break;
            case DocumentField.QuantityUnit: _quantityUnit ??= texts.Text(value); break;
            case DocumentField.PriceUnit: _priceUnit ??= texts.Text(value); break;
            case DocumentField.Currency: _currency ??= texts.Text(value); break;
            case DocumentField.Direction: _direction ??= texts.Text(value); break;
            default: break;
        }
    }

    public TimeSeries Build() => new()
    {
        ElementName = elementName,
        Ordinal = ordinal,
        MRid = _mRid,
        Version = _version,
        BusinessType = _businessType,
        Product = _product,
        CurveType = _curveType,
        InDomain = _in,
        OutDomain = _out,
        InParty = _inParty,
        OutParty = _outParty,
        MeteringPoint = _meteringPoint,
        QuantityUnit = _quantityUnit,
        PriceUnit = _priceUnit,
        Currency = _currency,
        Direction = _direction,
        Periods = Periods,
        Reasons = Reasons,
    };
}

/// <summary>One period while it is read; its columns are used again for the next.</summary>
internal sealed class PeriodDraft
{
    private readonly Column<int> _positions = new();
    private readonly Column<decimal> _quantities = new(), _outQuantities = new(), _prices = new();
    private readonly Column<bool> _priced = new();
    private int _ordinal, _points;

    /// <summary>True where a number did not fit into its column.</summary>
    public bool HasUnholdableNumber { get; private set; }

    public TimeInterval Interval { get; set; }

    public string Resolution { get; set; } = "";

    public List<Reason> Reasons { get; private set; } = [];

    public void Begin(int ordinal)
    {
        _ordinal = ordinal;
        _points = 0;
        Interval = default;
        Resolution = "";
        Reasons = [];
    }

    public void BeginPoint() => _points++;

    public void Set(DocumentField field, ReadOnlySpan<byte> value)
    {
        int row = _points - 1;
        switch (field)
        {
            case DocumentField.Position: Set(_positions, row, ValueText.Int32(value)); break;
            case DocumentField.Quantity: Set(_quantities, row, ValueText.Decimal(value)); break;
            case DocumentField.OutQuantity: Set(_outQuantities, row, ValueText.Decimal(value)); break;
            case DocumentField.Price:
                Set(_prices, row, ValueText.Decimal(value));
                Set(_priced, row, true);
                break;
            default: break;
        }
    }

    private void Set<T>(Column<T> column, int row, T? value) where T : struct
    {
        if (value is { } number) column.Set(row, number);
        else HasUnholdableNumber = true;
    }

    public SeriesPeriod Build() => new()
    {
        Priced = Presence(),
        Ordinal = _ordinal,
        Interval = Interval,
        Resolution = Resolution,
        Positions = _positions.Take(_points),
        Quantities = _quantities.Take(_points),
        OutQuantities = _outQuantities.Take(_points),
        Prices = _prices.Take(_points),
        Reasons = Reasons,
    };

    private ReadOnlyMemory<bool> Presence()
    {
        var some = _priced.Filled > 0 && _priced.Filled < _points;
        var present = _priced.Take(_points);
        return some ? present : default;
    }

    public void Release()
    {
        _priced.Release();
        _positions.Release();
        _quantities.Release();
        _outQuantities.Release();
        _prices.Release();
    }
}
