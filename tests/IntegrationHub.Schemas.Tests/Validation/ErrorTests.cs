using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Tests.Validation;

public sealed class ErrorTests
{
    private const string Padding = "                                                                                                                                                                ";

    [Fact]
    public void A_wrong_value_tells_path_line_column_facet_found_and_expected()
    {
        string points = string.Concat(Enumerable.Range(1, 20).Select(i => $"\n<Point><position>{(i == 17 ? 100 : i)}</position><quantity>1</quantity></Point>"));
        var result = Fixture.Validate(Fixture.Document(points: points) + Padding + Padding + Padding + Padding);

        var error = Assert.Single(result.Errors);
        Assert.False(result.IsValid);
        Assert.Equal("TimeSeries[1]/Period[1]/Point[17]/position", error.Path);
        Assert.Equal((SchemaErrorKind.Value, "schema.invalid_value", "maxInclusive", "100"), (error.Kind, error.Code, error.Facet, error.Found));
        Assert.Equal((22, 21), (error.Line, error.Column));
        Assert.Contains("99", error.Expected, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public void All_errors_are_reported_up_to_the_limit()
    {
        string points = string.Concat(Enumerable.Repeat("<Point><position>0</position><quantity>x</quantity></Point>", 10));
        Assert.Equal(20, Fixture.Validate(Fixture.Document(points: points)).Errors.Count);

        var limited = Fixture.Validate(Fixture.Document(points: points), new ValidationOptions { MaxErrors = 7 });
        Assert.Equal(7, limited.Errors.Count);
        Assert.True(limited.IsTruncated);
    }

    [Fact]
    public void An_unknown_code_is_told_apart_and_may_be_forgiven()
    {
        string document = Fixture.Document(type: "Z99");

        var rejected = Fixture.Validate(document);
        var forgiven = Fixture.Validate(document, new ValidationOptions { UnknownCodes = UnknownCodes.Warn });

        Assert.False(rejected.IsValid);
        Assert.Equal((SchemaErrorKind.UnknownCode, "schema.unknown_code", "enumeration"), (rejected.Errors[0].Kind, rejected.Errors[0].Code, rejected.Errors[0].Facet));
        Assert.True(forgiven.IsValid);
        Assert.True(Assert.Single(forgiven.Errors).IsWarning);
    }

    [Fact]
    public void A_text_that_could_be_no_code_is_a_wrong_value_even_where_codes_are_forgiven() =>
        Assert.False(Fixture.Validate(Fixture.Document(type: "A 01 !"), new ValidationOptions { UnknownCodes = UnknownCodes.Warn }).IsValid);

    [Theory]
    [InlineData("<mRID>1</mRID><mRID>1</mRID>", "schema.unexpected_element")]
    [InlineData("<type>A01</type>", "schema.missing_element")]
    [InlineData("<mRID>1</mRID>stray<type>A01</type>", "schema.unexpected_text")]
    [InlineData("<mRID>1</mRID><type x='1'>A01</type>", "schema.unexpected_attribute")]
    [InlineData("<mRID>1</mRID><type>A01</type><sender_MarketParticipant.mRID>x</sender_MarketParticipant.mRID>", "schema.missing_attribute")]
    [InlineData("<mRID><b/></mRID>", "schema.unexpected_element")]
    [InlineData("<mRID>1</mRID><type xmlns=''>A01</type>", "schema.unexpected_element")]
    [InlineData("<mRID xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'/>", "schema.not_nillable")]
    [InlineData("<mRID xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='none'>1</mRID>", "schema.wrong_type")]
    [InlineData("<mRID>123456</mRID>", "schema.invalid_value")]
    public void Structure_errors_have_stable_codes(string content, string code)
    {
        var result = Fixture.Validate($"<Mini_MarketDocument xmlns='{Fixture.Namespace}'>{content}</Mini_MarketDocument>");
        Assert.Equal(code, result.Errors[0].Code);
    }

    [Fact]
    public void What_is_missing_is_named_and_validation_goes_on_behind_it()
    {
        var result = Fixture.Validate($"<Mini_MarketDocument xmlns='{Fixture.Namespace}'><mRID>1</mRID><note>n</note><TimeSeries><Period/></TimeSeries></Mini_MarketDocument>");

        Assert.Equal(["schema.missing_element", "schema.missing_element"], result.Errors.Select(error => error.Code));
        Assert.Contains("type", result.Errors[0].Expected, StringComparison.Ordinal);
        Assert.Equal("TimeSeries[1]/Period[1]", result.Errors[1].Path);
    }

    [Fact]
    public void A_document_without_a_profile_is_unknown_and_a_broken_one_unreadable()
    {
        Assert.Equal("schema.unknown_document", Assert.Single(Fixture.Validate("<x/>").Errors).Code);
        Assert.Null(Fixture.Validate("<x/>").Profile);
        Assert.True(Fixture.Validate("<x>").IsUnreadable);
        Assert.True(Fixture.Validate(Fixture.Document()[..^3]).IsUnreadable);
        Assert.True(Fixture.Validate("<!DOCTYPE Mini_MarketDocument>" + Fixture.Document()).IsUnreadable);
    }

    [Theory]
    [InlineData("D&#49;")]
    [InlineData("<![CDATA[D1]]>")]
    [InlineData("D<!-- -->1")]
    [InlineData("<?p d?>D1")]
    [InlineData("電力")]
    [InlineData("12345")]
    [InlineData("\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600")]
    [InlineData("")]
    public void Characters_count_whatever_way_they_are_written(string mRid) => Assert.Empty(Fixture.Validate(Fixture.Document(mRid)).Errors);

    [Theory]
    [InlineData("12345 ")]
    [InlineData("123&#52;56")]
    [InlineData("<![CDATA[12345]]>6")]
    [InlineData("\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600")]
    public void Nothing_hides_a_text_that_is_too_long(string mRid) => Assert.Equal("maxLength", Assert.Single(Fixture.Validate(Fixture.Document(mRid)).Errors).Facet);

    [Theory]
    [InlineData("q:TimeSeries", "q:TimeSeries", true)]
    [InlineData("q:TimeSeries", "TimeSeries", false)]
    [InlineData("TimeSeries", "q:TimeSeries", false)]
    public void Tags_must_agree_in_their_prefixes_even_where_these_mean_the_same(string open, string close, bool valid)
    {
        string document = Fixture.Document(points: string.Concat(Enumerable.Repeat("<Point><position>1</position><quantity>1</quantity></Point>", 50)))
            .Replace("<TimeSeries>", $"<{open}>", StringComparison.Ordinal).Replace("</TimeSeries>", $"</{close}>", StringComparison.Ordinal)
            .Replace(" xmlns=", $" xmlns:q='{Fixture.Namespace}' xmlns=", StringComparison.Ordinal) + new string(' ', 1000);
        Assert.Equal(valid, Fixture.Validate(document).IsValid);
    }

    [Fact]
    public void A_valid_number_that_cannot_be_held_is_no_other_number()
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(Fixture.Document(points: $"<Point><position>1</position><quantity>{new string('9', 40)}</quantity></Point>"));
        Assert.True(DocumentValidator.Validate(bytes, Fixture.Catalog).IsValid);
        var read = DocumentValidator.Read(bytes, null, Fixture.Catalog.Profiles[0]);
        Assert.Null(read.Document);
        Assert.Equal("schema.number_too_large", Assert.Single(read.Validation.Errors).Code);
    }

    [Fact]
    public void An_amount_is_not_cut_by_a_comment()
    {
        string document = Fixture.Document(points: "<Point><position>1</position><quantity>12<!-- -->34</quantity></Point>");
        var read = DocumentValidator.Read(System.Text.Encoding.UTF8.GetBytes(document), null, Fixture.Catalog.Profiles[0]);
        Assert.Equal(1234m, read.Document!.Series[0].Periods[0].Quantities.Span[0]);
    }
}
