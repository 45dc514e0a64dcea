namespace IntegrationHub.Schemas.Reading;

/// <summary>
/// What an element means to the reader of market documents, by its name alone: the same names mean the same in every profile.
/// Where it stands (document, series, period, point, reason) is the reader's own knowledge.
/// </summary>
internal enum DocumentField : byte
{
    None,
    MRid, Revision, Version, Type, ProcessType, Created, Domain, Status, Value,
    Sender, SenderRole, Receiver, ReceiverRole,
    ReceivedMRid, ReceivedRevision, ReceivedType, ReceivedProcessType, ReceivedTitle, ReceivedCreated,
    BusinessType, Product, CurveType, InDomain, OutDomain, InParty, OutParty, MeteringPoint,
    QuantityUnit, PriceUnit, Currency, Direction,
    Series, Period, Interval, Start, End, Resolution,
    Point, Position, Quantity, OutQuantity, Price, CodingScheme,
    Reason, ReasonCode, ReasonText,
}

/// <summary>The names behind the fields.</summary>
internal static class DocumentFields
{
    public static DocumentField Of(string name) => name switch
    {
        "mRID" => DocumentField.MRid,
        "revisionNumber" => DocumentField.Revision,
        "version" => DocumentField.Version,
        "type" => DocumentField.Type,
        "process.processType" => DocumentField.ProcessType,
        "createdDateTime" => DocumentField.Created,
        "docStatus" => DocumentField.Status,
        "value" => DocumentField.Value,
        "domain.mRID" or "area_Domain.mRID" or "controlArea_Domain.mRID" => DocumentField.Domain,
        "sender_MarketParticipant.mRID" => DocumentField.Sender,
        "sender_MarketParticipant.marketRole.type" => DocumentField.SenderRole,
        "receiver_MarketParticipant.mRID" => DocumentField.Receiver,
        "receiver_MarketParticipant.marketRole.type" => DocumentField.ReceiverRole,
        "received_MarketDocument.mRID" or "order_MarketDocument.mRID" or "bid_Original_MarketDocument.mRID"
            or "confirmed_MarketDocument.mRID" or "reference_MarketDocument.mRID" => DocumentField.ReceivedMRid,
        "received_MarketDocument.revisionNumber" or "order_MarketDocument.revisionNumber" or "bid_Original_MarketDocument.revisionNumber"
            or "confirmed_MarketDocument.revisionNumber" or "reference_MarketDocument.revisionNumber" => DocumentField.ReceivedRevision,
        "received_MarketDocument.type" => DocumentField.ReceivedType,
        "received_MarketDocument.process.processType" => DocumentField.ReceivedProcessType,
        "received_MarketDocument.title" => DocumentField.ReceivedTitle,
        "received_MarketDocument.createdDateTime" => DocumentField.ReceivedCreated,
        "businessType" => DocumentField.BusinessType,
        "product" => DocumentField.Product,
        "curveType" => DocumentField.CurveType,
        "in_Domain.mRID" or "acquiring_Domain.mRID" or "inBiddingZone_Domain.mRID" => DocumentField.InDomain,
        "out_Domain.mRID" or "connecting_Domain.mRID" or "outBiddingZone_Domain.mRID" => DocumentField.OutDomain,
        "in_MarketParticipant.mRID" => DocumentField.InParty,
        "out_MarketParticipant.mRID" => DocumentField.OutParty,
        "marketEvaluationPoint.mRID" => DocumentField.MeteringPoint,
        "measurement_Unit.name" or "measure_Unit.name" or "quantity_Measure_Unit.name" or "quantity_Measurement_Unit.name"
            or "energy_Measurement_Unit.name" or "energyMeasurement_Unit.name" => DocumentField.QuantityUnit,
        "price_Measure_Unit.name" or "price_Measurement_Unit.name" => DocumentField.PriceUnit,
        "currency_Unit.name" or "timeSeries.currency_Unit.name" => DocumentField.Currency,
        "flowDirection.direction" or "direction" => DocumentField.Direction,
        "timeInterval" => DocumentField.Interval,
        "codingScheme" => DocumentField.CodingScheme,
        "start" => DocumentField.Start,
        "end" => DocumentField.End,
        "Period" or "InError_Period" => DocumentField.Period,
        "resolution" => DocumentField.Resolution,
        "Point" => DocumentField.Point,
        "position" => DocumentField.Position,
        "quantity" or "quantity.quantity" or "in_Quantity.quantity" or "energy_Quantity.quantity" => DocumentField.Quantity,
        "out_Quantity.quantity" => DocumentField.OutQuantity,
        "price.amount" or "energy_Price.amount" or "imbalance_Price.amount" or "procurement_Price.amount"
            or "activation_Price.amount" => DocumentField.Price, // bid_Price is what was bid, beside the price of a result.
        "Reason" => DocumentField.Reason,
        "code" => DocumentField.ReasonCode,
        "text" => DocumentField.ReasonText,
        _ when name.EndsWith(".timeInterval", StringComparison.Ordinal) => DocumentField.Interval,
        _ when name.EndsWith("Series", StringComparison.Ordinal) && !name.Contains('.', StringComparison.Ordinal) => DocumentField.Series,
        _ => DocumentField.None,
    };
}
