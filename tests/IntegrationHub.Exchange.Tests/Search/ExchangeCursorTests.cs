using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Exchange.Tests.Search;

public sealed class ExchangeCursorTests
{
    private static readonly ExchangeFilter Question = new(State: "Rejected") { Type = "A01" };
    private static readonly ExchangeCursor Cursor = new(Guid.Parse("019b0000-0000-7000-8000-000000000001"), new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_cursor_is_read_back_for_the_same_question_whatever_its_page()
    {
        Assert.Equal(Cursor, ExchangeCursor.Parse(Cursor.ToText(Question), Question));
        Assert.Equal(Cursor, ExchangeCursor.Parse(Cursor.ToText(Question), Question with { Max = 7, After = Cursor }));
        Assert.Equal(Cursor with { PeriodStart = null }, ExchangeCursor.Parse((Cursor with { PeriodStart = null }).ToText(Question), Question));
    }

    [Fact]
    public void Another_question_does_not_take_it()
    {
        Assert.Null(ExchangeCursor.Parse(Cursor.ToText(Question), Question with { Type = "A02" }));
        Assert.Null(ExchangeCursor.Parse(Cursor.ToText(Question), Question with { MeteringPoint = "1" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("019b0000-0000-7000-8000-000000000001")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void What_is_no_cursor_is_not_taken_for_one(string text) => Assert.Null(ExchangeCursor.Parse(text, Question));

    [Fact]
    public void No_altered_character_makes_another_valid_place_of_another_version_or_question()
    {
        var text = Cursor.ToText(Question).ToCharArray();
        for (var index = 0; index < 6; index++)
        {
            var altered = (char[])text.Clone();
            altered[index] = altered[index] == 'A' ? 'B' : 'A';
            Assert.Null(ExchangeCursor.Parse(new string(altered), Question));
        }
    }

    [Fact]
    public void Ids_of_a_span_of_time_are_a_span_of_ids()
    {
        var at = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
        var id = Guid.CreateVersion7(at);
        Assert.Equal(at, TimedId.At(id));
        Assert.True(string.CompareOrdinal(TimedId.First(at).ToString("N"), id.ToString("N")) < 0);
        Assert.True(string.CompareOrdinal(TimedId.First(at.AddMilliseconds(1)).ToString("N"), id.ToString("N")) > 0);
    }
}
