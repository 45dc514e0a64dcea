using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Tests.Configuration;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData(typeof(TimeSpan), "500ms")]
    [InlineData(typeof(TimeSpan), "90s")]
    [InlineData(typeof(TimeSpan), "5m")]
    [InlineData(typeof(TimeSpan), "1d")]
    [InlineData(typeof(TimeSpan), "0")]
    [InlineData(typeof(ByteSize), "20kB")]
    [InlineData(typeof(ByteSize), "64MB")]
    [InlineData(typeof(ByteSize), "100")]
    [InlineData(typeof(DateOnly), "2026-02-28")]
    [InlineData(typeof(TimeOnly), "23:59")]
    [InlineData(typeof(bool), "true")]
    [InlineData(typeof(int), "-5")]
    [InlineData(typeof(IPEndPointText), "127.0.0.1:0")]
    [InlineData(typeof(IPEndPointText), "[::1]:8443")]
    public void A_value_is_written_as_it_was_read(Type type, string text)
    {
        var value = ValueText.Parse(type, text, out _);

        Assert.Equal(text, ValueText.Format(value));
    }

    [Theory]
    [InlineData(typeof(TimeSpan), "5")]
    [InlineData(typeof(TimeSpan), "-5s")]
    [InlineData(typeof(TimeSpan), "1.5h")]
    [InlineData(typeof(TimeSpan), "99999999999999d")]
    [InlineData(typeof(ByteSize), "5 XB")]
    [InlineData(typeof(ByteSize), "99999999999GB")]
    [InlineData(typeof(bool), "yes")]
    [InlineData(typeof(int), "99999999999")]
    [InlineData(typeof(DateOnly), "2026-02-30")]
    [InlineData(typeof(TimeOnly), "24:00")]
    [InlineData(typeof(Uri), "file:///etc/passwd")]
    [InlineData(typeof(IPEndPointText), "127.0.0.1")]
    [InlineData(typeof(IPEndPointText), "localhost:80")]
    [InlineData(typeof(IPEndPointText), "::1:80")]
    public void A_value_that_is_none_is_not_guessed(Type type, string text)
    {
        Assert.Null(ValueText.Parse(type, text, out var expected));
        Assert.NotEmpty(expected);
    }
}
