using IntegrationHub.Customers.Requests;
using NodaTime;

namespace IntegrationHub.Customers.Tests.Entries;

/// <summary>Values of a day as people have them at hand.</summary>
public sealed class EntryTextTests
{
    private static readonly LocalDate Day = new(2026, 11, 27);

    [Theory]
    [InlineData("1 2.5 3")]
    [InlineData("1\n2.5\n3\n")]
    [InlineData("1\r\n\r\n2.5\r\n3")]
    [InlineData("1,2.5;3")]
    [InlineData("1，2.5；3")]
    [InlineData("1\t2.5\t3")]
    [InlineData("00:00 1\n00:15 2.5\n00:30 3")]
    [InlineData("00:00–00:15\t1\n00:15–00:30\t2.5\n00:30–00:45\t3")]
    [InlineData("2026-11-27 00:00,1\n2026-11-27 00:15,2.5\n2026-11-27 00:30,3")]
    [InlineData("1 1\n2 2.5\n3 3")]
    [InlineData("电量\n1\n2.5\n3")]
    [InlineData("time,kwh\n00:00,1\n00:15,2.5\n00:30,3")]
    [InlineData("\ufeffaccount,day,interval,kwh,quality\nA/10kV,2026-11-26,1,9,Measured\nA/10kV,2026-11-27,1,1,Measured\nA/10kV,2026-11-27,2,2.5,Measured\nA/10kV,2026-11-27,3,3,Measured")]
    public void A_line_a_column_and_a_file_say_the_same(string text) => Assert.Equal(["1", "2.5", "3"], EntryText.Read(text, Day).Select(static value => value.Text));

    [Fact]
    public void What_is_no_figure_stays_with_its_line() =>
        Assert.Equal([new EntryValue("1", 1), new EntryValue("much", 3), new EntryValue("-", 4)], EntryText.Read("1\n\nmuch\n-", Day));

    [Fact]
    public void An_empty_field_of_a_file_is_a_value_that_is_missing() => Assert.Equal(["1", "-", "3"], EntryText.Read("day,kwh,quality\n2026-11-27,1,\n2026-11-27,,Missing\n2026-11-27,3,", Day).Select(static value => value.Text));

    [Fact]
    public void Nothing_is_nothing() => Assert.Empty(EntryText.Read(" \n\n", Day));
}
