using System.Collections.Immutable;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Tests.Tasks;

/// <summary>Answers to forms: typed, bounded, and all errors at once.</summary>
public sealed class FormCheckTests
{
    private static readonly FormSchema Form = new(
    [
        Field("decision", FieldType.Choice, required: true) with { Choices = [new FormChoice("approve", "Approve"), new FormChoice("reject", "Reject")] },
        Field("price", FieldType.Number) with { Minimum = 0, Maximum = 1500, Decimals = 2 },
        Field("reason", FieldType.Text) with { Maximum = 10 },
        Field("from", FieldType.Date),
        Field("at", FieldType.Instant),
        Field("sure", FieldType.Boolean),
        Field("scan", FieldType.Attachment),
    ]);

    [Fact]
    public void A_good_answer_comes_back_in_its_types()
    {
        var values = Check("""{"decision": "approve", "price": 412.55, "from": "2026-12-01", "at": "2026-12-01T08:00:00+08:00", "sure": true, "scan": "0194f6d5-0000-7000-8000-000000000001", "reason": ""}""", out var findings);

        Assert.Empty(findings);
        Assert.Equal(new DateValue(new DateOnly(2026, 12, 1)), values["from"]);
        Assert.IsType<InstantValue>(values["at"]);
        Assert.True(values["reason"].IsNull);
    }

    [Fact]
    public void All_errors_come_at_once_by_field()
    {
        var values = Check("""{"price": 412.555, "reason": "much too long", "from": "tomorrow", "at": "2026-12-01T08:00:00", "sure": "yes", "scan": "../etc", "extra": 1}""", out var findings);

        Assert.Empty(values.Entries);
        Assert.Equal(
            ["decision FORM_REQUIRED", "price FORM_LIMIT", "reason FORM_LIMIT", "from FORM_TYPE", "at FORM_TYPE", "sure FORM_TYPE", "scan FORM_TYPE", "extra FORM_UNKNOWN_FIELD"],
            findings.Select(finding => $"{finding.Element} {finding.Code}"));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Remedy));
    }

    [Theory]
    [InlineData("""{"decision": "perhaps"}""", FormCheck.NoChoice)]
    [InlineData("""{"decision": "approve", "price": -0.01}""", FormCheck.OutOfLimits)]
    [InlineData("""{"decision": "approve", "price": 1500.01}""", FormCheck.OutOfLimits)]
    [InlineData("""{"decision": null}""", FormCheck.Required)]
    public void Limits_and_choices_are_kept(string answer, string code)
    {
        Check(answer, out var findings);

        Assert.Equal(code, Assert.Single(findings).Code);
    }

    private static ContextValue Check(string answer, out IReadOnlyList<Finding> findings) => FormCheck.Check(Form, (ContextValue)ValueJson.Read(answer)!, out findings);

    private static FormField Field(string name, FieldType type, bool required = false) => new(name, name, type, required, null, null, null, ImmutableArray<FormChoice>.Empty);
}
