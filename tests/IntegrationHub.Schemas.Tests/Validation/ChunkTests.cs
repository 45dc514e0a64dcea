using System.Text;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Tests.Validation;

/// <summary>A document in pieces has the verdict and the errors, with all their positions, of the document at once.</summary>
public sealed class ChunkTests
{
    public static TheoryData<string> Documents => new(
        Fixture.Document(prolog: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- c -->"),
        Fixture.Document(mRid: "é<![CDATA[]]]>&#x41;", type: "<?p d?>A01"),
        Fixture.Document(mRid: "電力電力電力", type: "Z99", points: "<Point><position>0</position><quantity>x</quantity></Point>stray").Replace("\n", "\r\n", StringComparison.Ordinal),
        Fixture.Document().Replace("<", "<p:", StringComparison.Ordinal).Replace("<p:/", "</p:", StringComparison.Ordinal).Replace("xmlns=", "xmlns:p=", StringComparison.Ordinal),
        Fixture.Document() + "<!-- end --> \n",
        Fixture.Document()[..200],
        Fixture.Document(mRid: "]]>"),
        Fixture.Document(mRid: "&nbsp;"),
        "<x xmlns:a='u' a:b='1'><a:c/></x>");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Cut_in_two_at_every_byte(string document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document);
        var whole = DocumentValidator.Validate(bytes, Fixture.Catalog);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            var validator = new StreamingValidator(Fixture.Catalog);
            validator.Push(bytes.AsSpan(0, cut));
            validator.Push(bytes.AsSpan(cut));
            Same(whole, validator.Complete(), $"cut at {cut}");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void In_pieces_of_every_small_size(string document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document);
        var whole = DocumentValidator.Validate(bytes, Fixture.Catalog);
        for (int size = 1; size <= 17; size++)
        {
            var validator = new StreamingValidator(Fixture.Catalog);
            for (int at = 0; at < bytes.Length; at += size) validator.Push(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
            Same(whole, validator.Complete(), $"pieces of {size}");
        }
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public void Other_encodings_in_pieces(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        string declaration = name == "iso-8859-1" ? "<?xml version='1.0' encoding='ISO-8859-1'?>" : "";
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Fixture.Document(mRid: "äöü", prolog: declaration))];
        Assert.True(DocumentValidator.Validate(bytes, Fixture.Catalog).IsValid);
        for (int size = 1; size <= 9; size++)
        {
            var validator = new StreamingValidator(Fixture.Catalog);
            for (int at = 0; at < bytes.Length; at += size) validator.Push(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
            Assert.Empty(validator.Complete().Errors);
        }
    }

    [Fact]
    public void Long_documents_cross_all_windows_and_memory_stays_small()
    {
        string points = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"<Point><position>{(i % 99) + 1}</position><quantity>{i}.25</quantity></Point>\n"));
        byte[] bytes = Encoding.UTF8.GetBytes(Fixture.Document(points: points));
        Assert.True(bytes.Length > 2_000_000);
        Assert.True(DocumentValidator.Validate(bytes, Fixture.Catalog).IsValid);
        Stream(bytes, 1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Stream(bytes, 1000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);

        static void Stream(byte[] bytes, int size)
        {
            var validator = new StreamingValidator(Fixture.Catalog);
            for (int at = 0; at < bytes.Length; at += size) validator.Push(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
            Assert.True(validator.Complete().IsValid);
        }
    }

    [Fact]
    public void A_token_beyond_the_limit_is_refused_at_once_and_in_pieces()
    {
        var options = new ValidationOptions { Limits = ValidationOptions.Default.Limits with { MaxTokenBytes = 10_000 } };
        byte[] bytes = Encoding.UTF8.GetBytes(Fixture.Document(prolog: $"<!--{new string('x', 300_000)}-->"));
        Assert.Equal("xml.limit_exceeded", Assert.Single(DocumentValidator.Validate(bytes, Fixture.Catalog, options).Errors).Code);
        var validator = new StreamingValidator(Fixture.Catalog.Profiles[0], options);
        for (int at = 0; at < bytes.Length && !validator.IsDecided; at += 999) validator.Push(bytes.AsSpan(at, Math.Min(999, bytes.Length - at)));
        Assert.Equal("xml.limit_exceeded", Assert.Single(validator.Complete().Errors).Code);
    }

    private static void Same(ValidationResult expected, ValidationResult actual, string how)
    {
        Assert.True(expected.Profile == actual.Profile && expected.Errors.SequenceEqual(actual.Errors),
            $"{how}: expected [{string.Join("; ", expected.Errors)}] found [{string.Join("; ", actual.Errors)}]");
    }
}
