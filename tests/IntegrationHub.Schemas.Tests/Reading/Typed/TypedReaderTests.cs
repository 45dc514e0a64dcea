using System.Text;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Writing;
using static IntegrationHub.Schemas.Tests.Reading.Typed.TypedDocuments;

namespace IntegrationHub.Schemas.Tests.Reading.Typed;

/// <summary>What typed readers do with documents that no writer of ours would write.</summary>
public sealed class TypedReaderTests
{
    private static readonly PartyInRole Us = new(new CodedId("10XFR-RTE------Q", "A01"), "A08");
    private static readonly PartyInRole Them = new(new CodedId("10X1001A1001A450", "A01"), "A04");
    private static readonly CodedId Area = new("10YFR-RTE------C", "A01");
    private static readonly DateTimeOffset Created = new(2024, 6, 9, 8, 30, 0, TimeSpan.Zero);
    private static readonly TimeInterval Day = new(new DateTimeOffset(2024, 6, 9, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2024, 6, 10, 22, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_invalid_document_gives_its_errors_and_no_document()
    {
        var result = ReadSchedule(text => text.Replace("<type>A01<", "<type>no code<", StringComparison.Ordinal));
        Assert.Null(result.Document);
        Assert.Contains(result.Validation.Errors, error => error.Path == "type");
    }

    [Fact]
    public void Bytes_that_are_no_XML_give_an_error_and_no_document()
    {
        var result = DocumentReaders.ReadSchedule("no xml"u8.ToArray(), null, Find(Schedule.Profile));
        Assert.Null(result.Document);
        Assert.True(result.Validation.IsUnreadable);
    }

    [Fact]
    public void Positions_that_do_not_rise_are_told_with_their_period()
    {
        var result = ReadSchedule(text => text.Replace("<position>2<", "<position>1<", StringComparison.Ordinal));
        AssertNotHeld(result, "TimeSeries[1]/Period[1]", "positions");
    }

    [Fact]
    public void An_interval_that_ends_before_it_starts_is_told()
    {
        // The last interval is the period's; the document's own stands before it.
        var result = ReadSchedule(text => text.Remove(text.LastIndexOf("<end>", StringComparison.Ordinal), 15)
            .Insert(text.LastIndexOf("<end>", StringComparison.Ordinal), "<end>2024-06-08"));
        AssertNotHeld(result, "TimeSeries[1]/Period[1]", "ends after");
    }

    [Fact]
    public void An_identification_that_is_empty_is_told()
    {
        var result = ReadSchedule(text => text.Replace("<mRID>ts-1<", "<mRID><", StringComparison.Ordinal));
        AssertNotHeld(result, "TimeSeries[1]", "empty");
    }

    [Fact]
    public void A_number_with_more_digits_than_are_processed_is_told()
    {
        var result = ReadSchedule(text => text.Replace("<quantity>7<", $"<quantity>{new string('9', 40)}<", StringComparison.Ordinal));
        Assert.Null(result.Document);
        var error = Assert.Single(result.Validation.Errors);
        Assert.Equal(("schema.number_too_large", "TimeSeries[1]/Period[1]"), (error.Code, error.Path));
    }

    [Fact]
    public void A_profile_of_another_document_or_version_is_told_and_nothing_is_read()
    {
        var result = DocumentReaders.ReadConfirmation(Schedules.Bytes(Example()), null, Find(Schedule.Profile));
        Assert.Null(result.Document);
        Assert.Equal("schema.other_profile", Assert.Single(result.Validation.Errors).Code);
        Assert.False(result.Validation.IsValid);
    }

    [Fact]
    public void An_unknown_code_that_the_policy_forgives_is_read_and_stays_a_warning()
    {
        string text = Encoding.UTF8.GetString(Schedules.Bytes(Example())).Replace("<businessType>A02<", "<businessType>X77<", StringComparison.Ordinal);
        var warn = new ValidationOptions { UnknownCodes = UnknownCodes.Warn };
        var result = DocumentReaders.ReadSchedule(Encoding.UTF8.GetBytes(text), null, Find(Schedule.Profile), warn);
        Assert.True(Assert.Single(result.Validation.Errors).IsWarning);
        Assert.Equal("X77", result.Document!.Series[0].BusinessType);
        Assert.Equal("X77", DocumentValidator.Read(Encoding.UTF8.GetBytes(text), null, Find(Schedule.Profile), warn).Document!.Series[0].BusinessType);
    }

    [Fact]
    public void White_space_around_a_coding_scheme_means_nothing()
    {
        var result = ReadSchedule(text => text.Replace("<domain.mRID codingScheme=\"A01\">", "<domain.mRID codingScheme=\" A01\n\">", StringComparison.Ordinal));
        Assert.Equal(Area, result.Document!.Domain);
    }

    [Fact]
    public void A_price_in_some_points_only_is_told()
    {
        var prices = PeriodPoints.Create(Day, "PT12H", prices: new[] { 12.5m, 13m });
        var publication = new Publication(PublicationVersion.V7_4)
        {
            MRid = "p", Type = "A44", Sender = Us, Created = Created, Period = Day,
            Series = [new PublishedSeries { MRid = "s", BusinessType = "A62", InDomain = Area, OutDomain = Area, Periods = [prices] }],
        };
        string text = Encoding.UTF8.GetString(Publications.Bytes(publication)).Replace("<price.amount>13</price.amount>", "<quantity>1</quantity>", StringComparison.Ordinal);
        AssertNotHeld(DocumentReaders.ReadPublication(Encoding.UTF8.GetBytes(text), null, Find(publication.Profile)), "TimeSeries[1]/Period[1]", "1 of 2 points");
    }

    [Fact]
    public void Elements_that_the_record_has_no_property_for_are_passed_over()
    {
        var bid = new ReserveBid(ReserveBidVersion.V7_6)
        {
            MRid = "b", Sender = Us, Receiver = Them, Created = Created, Period = Day, Domain = Area,
            Bids = [new BidSeries { MRid = "s", BusinessType = "B74", AcquiringDomain = Area, ConnectingDomain = Area, Direction = "A01", Periods = [PeriodPoints.Create(Day, "PT12H", quantities: new[] { 1m, 2m })] }],
        };
        string text = Encoding.UTF8.GetString(ReserveBids.Bytes(bid))
            .Replace("</Bid_TimeSeries>", "<Linked_BidTimeSeries><mRID>other</mRID><status><value>A06</value></status></Linked_BidTimeSeries></Bid_TimeSeries>", StringComparison.Ordinal);
        var read = DocumentReaders.ReadReserveBid(Encoding.UTF8.GetBytes(text), null, Find(bid.Profile)).Document!;
        Assert.Equal(RecordText.Of(bid), RecordText.Of(read));
    }

    [Fact]
    public void A_reading_without_quality_or_without_quantity_is_read_as_such()
    {
        var read = ReadMetered("<Point><position>1</position><quantity>1.5</quantity></Point><Point><position>2</position><quality>A02</quality></Point>").Document!;
        var period = read.Series[0].Period;
        Assert.Equal(["", "A02"], period.Qualities.ToArray());
        Assert.Equal([1.5m, 0m], period.Quantities.ToArray());
        Assert.Contains("<Point><position>2</position><quality>A02</quality></Point>", Encoding.UTF8.GetString(MeteredDocuments.Bytes(read)), StringComparison.Ordinal);
        Assert.Contains("<Point><position>1</position><quantity>1.5</quantity></Point>", Encoding.UTF8.GetString(MeteredDocuments.Bytes(read)), StringComparison.Ordinal);
    }

    [Fact]
    public void Readings_of_which_none_is_available_are_read() =>
        Assert.Equal([0m], ReadMetered("<Point><position>1</position><quality>A02</quality></Point>").Document!.Series[0].Period.Quantities.ToArray());

    [Fact]
    public void A_reading_that_is_missing_and_not_said_to_be_is_told() =>
        AssertNotHeld(ReadMetered("<Point><position>1</position><quality>A02</quality><!-- a quantity may stand beside it --></Point><Point><position>2</position></Point>"), "Series[1]/Period", "no quantity");

    [Fact]
    public void What_was_received_is_read_as_far_as_it_stands_there()
    {
        var received = new DocumentReference("d", 3, "A01", "A02", "t", Created);
        foreach (var given in new[] { received, new DocumentReference(null, null, Title: "only this"), null })
        {
            var document = new Acknowledgement(AcknowledgementVersion.V8_1) { MRid = "a", Created = Created, Sender = Us, Receiver = Them.Id, Received = given, Reasons = [new Reason("A01")] };
            Assert.Equal(given, DocumentReaders.ReadAcknowledgement(Acknowledgements.Bytes(document), null, Find(document.Profile)).Document!.Received);
        }
    }

    [Theory]
    [InlineData("A01 ")]
    [InlineData(" A01")]
    [InlineData("\n  A01\t")]
    [InlineData("A01<!-- said -->\n")]
    public void White_space_around_a_code_is_no_part_of_it(string written)
    {
        var document = new Acknowledgement(AcknowledgementVersion.V8_1)
        {
            MRid = "a", Created = Created, Sender = Us, Receiver = Them.Id, Received = new DocumentReference("d", 3, "A01"), Reasons = [new Reason("A01")],
        };
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Acknowledgements.Bytes(document)).Replace("type>A01<", $"type>{written}<", StringComparison.Ordinal));

        Assert.Equal("A01", DocumentReaders.ReadAcknowledgement(bytes, null, Find(document.Profile)).Document!.Received!.Type);
    }

    [Fact]
    public void Points_are_columns_and_not_objects()
    {
        const int count = 100_000;
        var period = PeriodPoints.Create(new TimeInterval(Day.Start, Day.Start.AddMinutes(count)), "PT1M", quantities: Enumerable.Range(0, count).Select(i => i / 100m).ToArray());
        byte[] bytes = Schedules.Bytes(Example(period));
        var profile = Find(Schedule.Profile);
        DocumentReaders.ReadSchedule(bytes, null, profile);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var read = DocumentReaders.ReadSchedule(bytes, null, profile).Document!;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(period.Quantities.ToArray(), read.Series[0].Periods[0].Quantities.ToArray());
        // Two columns of 4 and 16 bytes a point, growing by the pool: far below one object a point.
        Assert.InRange(allocated, 1_600_000, 12_000_000);
    }

    private static TypedReadResult<Schedule> ReadSchedule(Func<string, string> change)
    {
        string text = Encoding.UTF8.GetString(Schedules.Bytes(Example()));
        string changed = change(text);
        Assert.NotEqual(text, changed);
        return DocumentReaders.ReadSchedule(Encoding.UTF8.GetBytes(changed), null, Find(Schedule.Profile));
    }

    private static TypedReadResult<MeteredData> ReadMetered(string points)
    {
        var document = new MeteredData
        {
            MRid = "m", ProcessType = "A01", Sender = Us, Receiver = Them, Created = Created,
            Series = [new MeteredSeries { MRid = "s", MeteringPoint = new CodedId("571313000000002000", "A10"), MeteringPointType = "E17", Registered = Created, Period = PeriodPoints.Create(Day, "PT12H", quantities: new[] { 7m }) }],
        };
        string text = Encoding.UTF8.GetString(MeteredDocuments.Bytes(document)).Replace("<Point><position>1</position><quantity>7</quantity></Point>", points, StringComparison.Ordinal);
        return DocumentReaders.ReadMeteredData(Encoding.UTF8.GetBytes(text), null, Find(MeteredData.Profile));
    }

    private static Schedule Example(PeriodPoints? period = null) => new()
    {
        MRid = "s", Type = "A01", ProcessType = "A01", Sender = Us, Receiver = Them, Created = Created, Period = Day, Domain = Area,
        Series = [new ScheduleSeries { MRid = "ts-1", BusinessType = "A02", Periods = [period ?? PeriodPoints.Create(Day, "PT12H", quantities: new[] { 7m, 8m })] }],
    };

    private static Profile Find(ProfileId id) => Shipped.Find(id.RootElement, id.Namespace)!;

    private static void AssertNotHeld<T>(TypedReadResult<T> result, string path, string message)
        where T : class
    {
        Assert.Null(result.Document);
        Assert.False(result.Validation.IsValid);
        var error = Assert.Single(result.Validation.Errors);
        Assert.Equal(("schema.not_held", path), (error.Code, error.Path));
        Assert.Contains(message, error.Message, StringComparison.OrdinalIgnoreCase);
    }
}
