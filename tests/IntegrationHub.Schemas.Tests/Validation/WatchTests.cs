using System.Text;
using IntegrationHub.Schemas.Bench.Fuzzing;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Tests.Validation;

/// <summary>A watch sees all of a document, once and in order, whatever the windows, and changes nothing about the verdict.</summary>
public sealed class WatchTests
{
    [Theory]
    [InlineData(128 * 1024)]
    [InlineData(4_096)]
    [InlineData(700)]
    [InlineData(64)]
    public void Tokens_and_stretches_are_the_document(int windowBytes)
    {
        var random = new Random(windowBytes);
        var mutator = new XmlMutator(random);
        byte[] original = Original();
        int whole = 0, fast = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] document = i == 0 ? original : mutator.Mutate(original);
            var watch = new Recorder(new StringBuilder());
            var errors = Walk(document, windowBytes, ref watch);
            var expected = DocumentValidator.Validate(document, Profile);
            Assert.Equal(expected.Errors.Select(error => error.ToString()), errors);
            fast += watch.Stretches;
            if (!watch.Ended) continue;
            whole++;
            Assert.Equal(Encoding.UTF8.GetString(Utf8Input.Open(document).Bytes.Span), watch.Seen.ToString());
        }
        Assert.True(whole > 50, $"Only {whole} documents were seen to their end.");
        Assert.Equal(windowBytes > 500, fast > 0);
    }

    [Fact]
    public void After_too_many_errors_the_rest_is_still_seen()
    {
        byte[] document = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Original()).Replace("<position>", "<position>x", StringComparison.Ordinal));
        var watch = new Recorder(new StringBuilder());
        var read = DocumentValidator.Read(document, null, Profile, new ValidationOptions { MaxErrors = 3 }, ref watch);
        Assert.True(read.Validation.IsTruncated);
        Assert.True(watch.Ended);
        Assert.Equal(Encoding.UTF8.GetString(document), watch.Seen.ToString());
    }

    [Fact]
    public void A_document_that_breaks_off_is_not_ended()
    {
        byte[] document = Original()[..^40];
        var watch = new Recorder(new StringBuilder());
        Assert.True(DocumentValidator.Read(document, null, Profile, null, ref watch).Validation.IsUnreadable);
        Assert.False(watch.Ended);
    }

    [Fact]
    public void A_value_with_a_greater_than_sign_is_told_as_a_token()
    {
        byte[] document = Encoding.UTF8.GetBytes(Fixture.Document(mRid: "a>b").Replace("<TimeSeries>", new string(' ', 600) + "<TimeSeries>", StringComparison.Ordinal));
        var watch = new Recorder(new StringBuilder());
        var profile = Fixture.Catalog.Recognise(document)!;
        Assert.True(DocumentValidator.Read(document, null, profile, null, ref watch).Validation.IsValid);
        Assert.Contains("a>b", watch.Tokens.ToString(), StringComparison.Ordinal);
        Assert.True(watch.Stretches > 0);
    }

    private static IntegrationHub.Schemas.Profiles.Profile Profile { get; } = Fixture.Catalog.Find("Mini_MarketDocument", Fixture.Namespace)!;

    private static byte[] Original() => Encoding.UTF8.GetBytes(Fixture.Document(points: string.Concat(
        Enumerable.Range(1, 99).Select(position => $"\n    <Point>\n      <position>{position}</position>\n      <quantity>{position}.5</quantity>\n    </Point>"))));

    private static IEnumerable<string> Walk(byte[] document, int windowBytes, ref Recorder watch)
    {
        var input = Utf8Input.Open(document);
        if (input.Error is { } refused) return DocumentValidator.Unreadable(null, refused).Errors.Select(error => error.ToString());
        var engine = new ValidationEngine(Profile.Root!, Profile.Globals, ValidationOptions.Default) { Transcoded = input.Transcoded };
        var sink = default(NoSink);
        DocumentValidator.Walk(engine, input.Bytes.Span, ref sink, ref watch, windowBytes);
        return engine.Errors.Select(error => error.ToString());
    }

    /// <summary>Writes down what it sees.</summary>
    private ref struct Recorder(StringBuilder seen) : IDocumentWatch
    {
        private ReadOnlySpan<byte> _window;
        private int _told;

        public static bool Watches => true;

        public StringBuilder Seen { get; } = seen;

        public StringBuilder Tokens { get; } = new();

        public int Stretches { get; private set; }

        public bool Ended { get; private set; }

        public void Window(ReadOnlySpan<byte> window)
        {
            _window = window;
            _told = 0;
        }

        public void Token(scoped ref readonly Utf8XmlReader xml)
        {
            Tell(xml.TokenStart, xml.TokenEnd);
            Tokens.Append(Encoding.UTF8.GetString(_window[xml.TokenStart..xml.TokenEnd]));
        }

        public readonly void Leaf(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> attributeValue)
        {
        }

        public void Stretch(int start, int end, int depth)
        {
            Stretches++;
            Tell(start, end);
        }

        public void End()
        {
            Ended = true;
            Seen.Append(Encoding.UTF8.GetString(_window[_told..]));
        }

        /// <summary>Only white space outside the root and a byte order mark are passed over.</summary>
        private void Tell(int start, int end)
        {
            var between = _window[_told..start];
            if (between.StartsWith("\uFEFF"u8)) between = between[3..];
            Assert.True(XmlCharacters.IsAllSpace(between));
            Seen.Append(Encoding.UTF8.GetString(_window[_told..end]));
            _told = end;
        }
    }
}
