using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Tests.Writing;

/// <summary>Random documents of every kind, with texts, numbers and columns at their limits.</summary>
internal static class WriterGenerators
{
    private static readonly string[] Texts = ["a", "ü€𝄞", "a & b", "<Reason>", "]]>", "\"quoted\" 'text'", "line\r\nbreak", "tab\there", " blanks ", "电力交易中心", "ﬁn\u0085al"];

    private static readonly Gen<string> Any = Gen.OneOf(Gen.Elements(Texts), Gen.Choose(1, 40).Select(n => new string('x', n)));

    public static readonly Gen<string> Id35 = Id(35);

    public static readonly Gen<string> Id60 = Id(60);

    private static readonly Gen<CodedId> Party = Gen.Elements(new CodedId("10X1001A1001A450", "A01"), new CodedId("5790001330552", "A10"), new CodedId("<&>", "NFR"));

    private static readonly Gen<CodedId> Area = Gen.Elements(new CodedId("10YFR-RTE------C", "A01"), new CodedId("10YBE----------2", "A01"));

    private static readonly Gen<PartyInRole> InRole = from id in Party from role in Gen.Elements("A08", "A04", "A11") select new PartyInRole(id, role);

    private static readonly Gen<DateTimeOffset> Second = Gen.Choose(0, int.MaxValue).Select(s => DateTimeOffset.UnixEpoch.AddSeconds(s));

    private static readonly Gen<TimeInterval> Interval =
        from start in Gen.Choose(0, 40_000_000)
        from length in Gen.Choose(1, 500_000)
        select new TimeInterval(DateTimeOffset.UnixEpoch.AddMinutes(start), DateTimeOffset.UnixEpoch.AddMinutes(start + length));

    private static readonly Gen<Reason> AnyReason =
        from code in Gen.Elements("A01", "A02", "A49", "999", "B51")
        from text in Opt(Gen.OneOf(Any, Gen.Constant(new string('é', 512))))
        select new Reason(code, text);

    private static readonly Gen<IReadOnlyList<Reason>> Reasons = List(AnyReason, 0, 3);

    private static readonly Gen<IReadOnlyList<Reason>> SomeReasons = List(AnyReason, 1, 3);

    private static readonly Gen<decimal> Quantity = Gen.OneOf(
        Gen.Choose(-1_000_000, 1_000_000).Select(n => n / 1000m),
        Gen.Elements(0m, 0.000m, -0.0m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, 1.50m));

    private static readonly Gen<decimal> Amount = Gen.OneOf(
        Gen.Choose(-1_000_000, 1_000_000).Select(n => n / 100m),
        Gen.Elements(0m, 99999999999999999m, -0.12345678901234567m, 1.0000000000000000000000000000m));

    public static readonly Gen<Acknowledgement> Acknowledgements =
        from version in Gen.Elements(AcknowledgementVersion.V7_0, AcknowledgementVersion.V8_0, AcknowledgementVersion.V8_1)
        from id in version == AcknowledgementVersion.V8_1 ? Id60 : Id35
        from created in Second
        from sender in InRole
        from receiver in Party
        from role in Opt(Gen.Constant("A11"))
        from received in Opt(ReceivedDocument)
        from rejected in List(Rejected, 0, 3)
        from reasons in SomeReasons
        from intervals in List(InError, 0, 2)
        select new Acknowledgement(version)
        {
            MRid = id, Created = created, Sender = sender, Receiver = receiver, ReceiverRole = role,
            Received = received, Rejected = rejected, Reasons = reasons, Intervals = intervals,
        };

    public static readonly Gen<Schedule> Schedules =
        from id in Id60
        from revision in Gen.Choose(1, 999)
        from created in Second
        from sender in InRole
        from subject in Opt(InRole)
        from period in Interval
        from matching in OptValue(Interval)
        from domain in Area
        from series in List(ScheduleSeries, 0, 3)
        select new Schedule
        {
            MRid = id, Revision = revision, Type = "A01", ProcessType = "A01", Sender = sender, Receiver = sender, Created = created,
            Period = period, MatchingPeriod = matching, Domain = domain, Subject = subject, Series = series,
        };

    public static readonly Gen<Confirmation> Confirmations =
        from id in Id60
        from created in Second
        from sender in InRole
        from subject in Opt(InRole)
        from period in Interval
        from confirmed in Opt(Id60)
        from domain in Area
        from reasons in SomeReasons
        from imposed in List(ImposedSeries, 0, 2)
        from confirmedSeries in List(ConfirmedSeries, 0, 2)
        select new Confirmation
        {
            MRid = id, Type = "A08", Created = created, Sender = sender, Receiver = sender, Period = period, ConfirmedMRid = confirmed,
            ConfirmedRevision = confirmed is null ? null : 999, RelatedMRid = confirmed, RelatedRevision = 1, Domain = domain, Subject = subject,
            ProcessType = "A01", Reasons = reasons, Imposed = imposed, Confirmed = confirmedSeries,
        };

    public static readonly Gen<ReserveBid> ReserveBids =
        from version in Gen.Elements(ReserveBidVersion.V7_2, ReserveBidVersion.V7_6)
        from id in Id60
        from created in Second
        from sender in InRole
        from period in Interval
        from domain in Area
        from bids in List(Bid, 0, 3)
        select new ReserveBid(version)
        {
            MRid = id, ProcessType = "A47", Sender = sender, Receiver = sender, Created = created, Period = period, Domain = domain, Subject = sender, Bids = bids,
        };

    public static readonly Gen<ReserveAllocationResult> ReserveAllocationResults =
        from id in Id60
        from created in Second
        from sender in InRole
        from period in Interval
        from domain in Area
        from series in List(AllocatedSeries, 0, 3)
        from reasons in SomeReasons
        select new ReserveAllocationResult
        {
            MRid = id, ProcessType = "A01", Sender = sender, Receiver = sender, Created = created, Period = period, Domain = domain, Series = series, Reasons = reasons,
        };

    public static readonly Gen<EnergyAccount> EnergyAccounts =
        from version in Gen.Elements(EnergyAccountVersion.V4_0, EnergyAccountVersion.V4_1)
        from id in Id35
        from created in Second
        from sender in InRole
        from period in Interval
        from domain in OptValue(Area)
        from series in List(AccountSeries(version), 1, 3)
        select new EnergyAccount(version)
        {
            MRid = id, Type = "A12", Status = "A02", ProcessType = "A05", Sender = sender, Receiver = sender, Created = created, Period = period, Domain = domain, Series = series,
        };

    public static readonly Gen<Publication> Publications =
        from version in Gen.Elements(PublicationVersion.V7_0, PublicationVersion.V7_3, PublicationVersion.V7_4)
        from id in Id35
        from created in Second
        from sender in InRole
        from receiver in Opt(InRole)
        from period in Interval
        from domain in OptValue(Area)
        from series in List(PublishedSeries, 1, 3)
        select new Publication(version)
        {
            MRid = id, Type = "A44", Sender = sender, Receiver = receiver, Created = created, Period = period, Domain = domain, Status = "A02", Series = series,
        };

    public static readonly Gen<GenerationLoad> GenerationLoads =
        from id in Id35
        from created in Second
        from sender in InRole
        from period in Interval
        from series in List(GenerationSeries, 1, 3)
        select new GenerationLoad { MRid = id, Type = "A65", ProcessType = "A16", Sender = sender, Receiver = sender, Created = created, Period = period, Series = series };

    public static readonly Gen<ProblemStatement> ProblemStatements =
        from id in Id60
        from created in Second
        from sender in InRole
        from period in Interval
        from domain in OptValue(Area)
        from delivery in OptValue(Second)
        from reasons in SomeReasons
        select new ProblemStatement
        {
            MRid = id, Type = "A63", Sender = sender, Receiver = sender, Created = created, Period = period, ExpectedType = "A01", ExpectedCreated = created,
            ExpectedProcessType = "A01", EstimatedDelivery = delivery, Domain = domain, Reasons = reasons,
        };

    public static readonly Gen<StatusRequest> StatusRequests =
        from version in Gen.Elements(StatusRequestVersion.V4_0, StatusRequestVersion.V4_1)
        from id in version == StatusRequestVersion.V4_0 ? Id35 : Id60
        from created in Second
        from sender in InRole
        from attributes in List(from name in Any from value in Any from scheme in Opt(Gen.Constant("A01")) select new RequestAttribute(name, value, scheme), 1, 4)
        select new StatusRequest(version) { MRid = id, Type = "A59", Sender = sender, Receiver = sender, Created = created, Attributes = attributes };

    public static readonly Gen<MeteredData> MeteredDocuments =
        from id in Id60
        from created in Second
        from sender in InRole
        from sector in Opt(Gen.Constant("23"))
        from series in List(MeteredSeries, 0, 3)
        select new MeteredData { MRid = id, ProcessType = "A01", BusinessSector = sector, Sender = sender, Receiver = sender, Created = created, Series = series };

    private static Gen<AllocatedSeries> AllocatedSeries =>
        from id in Id60
        from bid in Opt(Id60)
        from revision in OptValue(Gen.Choose(1, 999))
        from party in OptValue(Party)
        from area in Area
        from period in Points(quantities: true)
        from priced in Points(quantities: true, prices: true)
        select new AllocatedSeries
        {
            MRid = id, BidDocument = bid, BidRevision = revision, BidSeries = bid, Tendering = party, AuctionMRid = bid, BusinessType = "B75", AcquiringDomain = area, ConnectingDomain = area,
            QuantityUnit = "MWH", Currency = "CNY", PriceUnit = "MWH", Direction = "A01", CurveType = "A01", Periods = [period, priced],
        };

    private static Gen<MeteredSeries> MeteredSeries =>
        from id in Id60
        from transaction in Opt(Id60)
        from point in Party
        from area in OptValue(Area)
        from registered in Second
        from period in Points(quantities: true)
        from qualities in Gen.Elements("A02", "A03", "A04").ArrayOf(period.Count)
        select new MeteredSeries
        {
            MRid = id, OriginalTransaction = transaction, MeteringPoint = point, MeteringPointType = "E17", Registered = registered, InDomain = area, OutDomain = area,
            Period = PeriodPoints.Create(period.Interval, period.Resolution, period.Positions, period.Quantities, qualities: qualities),
        };

    private static Gen<DocumentReference> ReceivedDocument =>
        from id in Opt(Gen.OneOf(Id60, Gen.Elements("", "\u0001", "\ud800", new string('n', 400))))
        from revision in Gen.Elements<int?>(null, 0, 1, 999, 1000)
        from type in Opt(Gen.Elements("A01", "no code"))
        from title in Opt(Gen.OneOf(Any, Gen.Constant(string.Concat(Enumerable.Repeat("𝄞", 200)))))
        from created in OptValue(Second)
        select new DocumentReference(id, revision, type, type == "A01" ? "A01" : null, title, created);

    private static Gen<IntervalInError> InError => from interval in Interval from reasons in SomeReasons select new IntervalInError(interval, reasons);

    private static Gen<RejectedSeries> Rejected =>
        from id in Id60
        from version in OptValue(Gen.Choose(1, 999))
        from intervals in List(InError, 0, 2)
        from reasons in Reasons
        select new RejectedSeries { MRid = id, Version = version, Intervals = intervals, Reasons = reasons };

    private static Gen<ScheduleSeries> ScheduleSeries =>
        from id in Id60
        from party in OptValue(Party)
        from area in OptValue(Area)
        from agreement in Opt(Id60)
        from curve in Opt(Gen.Elements("A01", "A03"))
        from periods in List(Points(quantities: true, reasons: true), 1, 2)
        from reason in OptValue(AnyReason)
        select new ScheduleSeries
        {
            MRid = id, BusinessType = "A02", InDomain = area, OutDomain = area, InParty = party, OutParty = party, AgreementId = agreement, AgreementType = "A01",
            MeteringPoint = party, ConnectingLine = party, CurveType = curve, Periods = periods, Reason = reason,
        };

    private static Gen<ImposedSeries> ImposedSeries =>
        from id in Id60
        from periods in List(Points(quantities: true, reasons: true), 1, 2)
        from reasons in SomeReasons
        select new ImposedSeries { MRid = id, BusinessType = "A02", Periods = periods, Reasons = reasons };

    private static Gen<ConfirmedSeries> ConfirmedSeries =>
        from id in Id60
        from periods in List(Points(quantities: true), 0, 2)
        from reasons in Reasons
        select new ConfirmedSeries { MRid = id, BusinessType = "A02", Periods = periods, Reasons = reasons };

    private static Gen<BidSeries> Bid =>
        from id in Id60
        from area in Area
        from resource in OptValue(Party)
        from text in Opt(Id60)
        from created in OptValue(Second)
        from duration in Opt(Gen.Elements("PT15M", "PT0.5S", "P1D"))
        from validity in OptValue(Interval)
        from flag in Gen.Elements<bool?>(true, false, null)
        from number in OptValue(Quantity)
        from periods in List(Points(quantities: true, prices: true, extras: true), 1, 2)
        from reasons in Reasons
        select new BidSeries
        {
            MRid = id, AuctionMRid = text, BusinessType = "B74", AcquiringDomain = area, ConnectingDomain = area, Provider = resource, Currency = "EUR", PriceUnit = "MWH",
            Divisible = flag ?? true, LinkedBids = text, MultipartBid = text, ExclusiveBids = text, BlockBid = flag, Status = flag is null ? null : "A06", Priority = flag is null ? null : -7,
            Resource = resource, Direction = "A01", StepIncrement = number, EnergyPriceUnit = "MWH", AgreementType = "A01", AgreementId = text, AgreementCreated = created,
            ActivationDuration = duration, RestingDuration = duration, MinimumDuration = duration, MaximumDuration = duration, StandardProduct = "A05", OriginalProduct = "A02",
            Validity = validity, InclusiveBids = text, AssetType = "B16", CurveType = "A03", OriginalDocument = text, OriginalRevision = 3, Periods = periods, Reasons = reasons,
        };

    private static Gen<AccountSeries> AccountSeries(EnergyAccountVersion version) =>
        from id in Id35
        from area in Area
        from party in OptValue(Party)
        from agreement in Opt(Id35)
        from periods in List(Points(quantities: true, both: true, prices: true, extras: true, reasons: true), 1, 2)
        select new AccountSeries
        {
            MRid = id, BusinessType = "A19", CurveType = version == EnergyAccountVersion.V4_0 ? "A01" : "A03", Area = area, Party = party, AgreementId = agreement,
            Currency = "EUR", MeteringPoint = party, Periods = periods,
        };

    private static Gen<PublishedSeries> PublishedSeries =>
        from id in Id35
        from area in Area
        from auction in Opt(Id35)
        from line in OptValue(Party)
        from periods in List(Gen.OneOf(Points(quantities: true, prices: true, reasons: true), Points(prices: true)), 0, 2)
        from reasons in Reasons
        select new PublishedSeries
        {
            MRid = id, AuctionMRid = auction, AuctionType = "A01", AuctionCategory = "A01", BusinessType = "A62", InDomain = area, OutDomain = area, ContractType = "A01",
            QuantityUnit = "MAW", Currency = "EUR", PriceUnit = "MWH", CurveType = "A03", ConnectingLine = line, Periods = periods, Reasons = reasons,
        };

    private static Gen<GenerationLoadSeries> GenerationSeries =>
        from id in Id35
        from area in OptValue(Area)
        from name in Opt(Any)
        from flag in Gen.Elements<bool?>(true, false, null)
        from periods in List(Points(quantities: true, second: true), 0, 2)
        select new GenerationLoadSeries
        {
            MRid = id, BusinessType = "A01", InBiddingZone = area, OutBiddingZone = area, Resource = area, ResourceName = name, Cancelled = flag,
            AssetType = flag is null ? null : "B16", Periods = periods,
        };

    public static Gen<PeriodPoints> Points(bool quantities = false, bool both = false, bool prices = false, bool second = false, bool extras = false, bool reasons = false) =>
        from interval in Interval
        from resolution in Gen.Elements("PT15M", "PT1H", "P1D", "P1M")
        from count in Gen.Choose(1, 12)
        from gap in Gen.Choose(0, 5)
        from sparse in Gen.Elements(true, false)
        from q in Quantity.ArrayOf(count)
        from o in Quantity.ArrayOf(count)
        from p in Amount.ArrayOf(count)
        from extra in Gen.Elements(true, false).Select(b => b && extras)
        from reason in SomeReasons
        select PeriodPoints.Create(
            interval, resolution,
            positions: sparse ? Enumerable.Range(1, count).Select(i => i + (gap * (i - 1))).ToArray() : default,
            quantities: quantities ? q : default,
            outQuantities: both ? o : default,
            minimumQuantities: extra ? o : default,
            secondaryQuantities: second && sparse ? o : default,
            prices: prices ? p : default,
            energyPrices: extra ? p : default,
            qualities: extra ? Enumerable.Repeat("A04", count).ToArray() : default,
            outQualities: extra ? Enumerable.Repeat("A03", count).ToArray() : default,
            pointReasons: reasons && sparse ? new Dictionary<int, IReadOnlyList<Reason>> { [1] = reason } : null);

    private static Gen<string> Id(int max) => Gen.OneOf(Any.Where(t => t.Length <= max), Gen.Constant(new string('m', max)));

    private static Gen<IReadOnlyList<T>> List<T>(Gen<T> gen, int min, int max) =>
        from count in Gen.Choose(min, max)
        from items in gen.ArrayOf(count)
        select (IReadOnlyList<T>)items;

    private static Gen<T?> Opt<T>(Gen<T> gen)
        where T : class => Gen.OneOf(gen.Select(value => (T?)value), Gen.Constant((T?)null));

    private static Gen<T?> OptValue<T>(Gen<T> gen)
        where T : struct => Gen.OneOf(gen.Select(value => (T?)value), Gen.Constant((T?)null));
}
