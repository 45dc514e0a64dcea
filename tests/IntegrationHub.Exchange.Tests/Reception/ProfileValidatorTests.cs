using System.Text;
using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Exchange.Tests.Doubles;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Exchange.Tests.Reception;

/// <summary>The validator with the profiles that are shipped.</summary>
public sealed class ProfileValidatorTests
{
    private static readonly Lazy<ProfileCatalog> Catalog = new(Load);
    private readonly ProfileValidator _validator = new(_ => [Catalog.Value]);

    [Theory]
    [InlineData(AcknowledgementVersion.V7_0)]
    [InlineData(AcknowledgementVersion.V8_0)]
    [InlineData(AcknowledgementVersion.V8_1)]
    public void Our_acknowledgements_are_valid_in_every_version_and_say_what_was_planned(AcknowledgementVersion version)
    {
        var hour = new TimeInterval(TestClock.Start, TestClock.Start.AddHours(1));
        var plan = AcknowledgementPlan.Of(
            [
                new Rejection("X", "A62", "wrong type", Level: RejectionLevel.Series, SeriesMRid: "s1"),
                new Rejection("X", "A49", "gap", Level: RejectionLevel.Interval, SeriesMRid: "s2", Interval: hour),
            ],
            null);
        var party = TestParties.Center with { AcknowledgementVersion = version };
        var (bytes, _) = AcknowledgementDraft.Write(plan, TestParties.Self, party, new DocumentReference("sched-1", 3, "A01"), "ack-1", TestClock.Start);

        var check = Check(bytes);

        Assert.Empty(check.Errors);
        Assert.Equal(SchemaVerdict.Valid, check.Verdict);
        Assert.Empty(DocumentRules.Check(check.Document!, new RuleContext { MarketZone = DateTimeZone.Utc }));
        var content = AcknowledgementReader.Read(check.Document!);
        Assert.Equal(AcknowledgementOutcome.PartlyAccepted, content.Outcome);
        Assert.Equal(("sched-1", 3), (content.Acknowledged!.MRid, content.Acknowledged.Revision));
        Assert.Equal(["A03", "A20", "A62", "A21", "A49"], content.Reasons.Select(one => one.MarketReason));
    }

    [Fact]
    public void An_invalid_document_is_told_with_path_line_and_code()
    {
        var (bytes, _) = AcknowledgementDraft.Write(AcknowledgementPlan.Positive, TestParties.Self, TestParties.Center, null, "ack-1", TestClock.Start);
        var text = Encoding.UTF8.GetString(bytes.Span).Replace("<code>A01</code>", "<code>no code</code>", StringComparison.Ordinal);
        var check = Check(Encoding.UTF8.GetBytes(text));

        Assert.Equal(SchemaVerdict.Invalid, check.Verdict);
        Assert.Null(check.Document);
        var error = Assert.Single(check.Errors);
        Assert.StartsWith("SCHEMA_", error.Code, StringComparison.Ordinal);
        Assert.Contains("Reason", error.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a/>", SchemaVerdict.Unknown)]
    [InlineData("<a>", SchemaVerdict.Unreadable)]
    [InlineData("", SchemaVerdict.Unreadable)]
    public void What_has_no_profile_is_unknown_if_it_is_XML_at_all(string document, SchemaVerdict verdict) =>
        Assert.Equal(verdict, Check(Encoding.UTF8.GetBytes(document)).Verdict);

    private DocumentCheck Check(ReadOnlyMemory<byte> bytes)
    {
        var document = ReadableDocument.Whole(bytes, out var error);
        Assert.Null(error);
        return _validator.Check(document, TestParties.Center);
    }

    private static ProfileCatalog Load()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "schemas", "xsd")))
        {
            folder = folder.Parent;
        }

        var files = Directory.EnumerateFiles(Path.Combine(folder!.FullName, "schemas", "xsd"), "*.xsd")
            .Where(file => !Path.GetFileName(file).StartsWith("451-", StringComparison.Ordinal) || file.Contains("acknowledgement", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetFileName(file)!, file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file), StringComparer.Ordinal);
        var load = ProfileCatalog.Load(new MemorySchemaSource("xsd", files));
        return load.Catalog ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    }
}
