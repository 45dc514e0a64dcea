using System.Text;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Tests.Doubles;

namespace IntegrationHub.Exchange.Tests.Reception;

public sealed class ReceptionTests
{
    private readonly ReceptionRig _rig = new();

    [Fact]
    public async Task A_good_document_is_registered_told_of_and_acknowledged_with_A01()
    {
        var result = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()));

        Assert.Equal(InboundState.Accepted, result.State);
        Assert.Equal("valid", result.Exchange.SchemaResult);
        Assert.Contains("<code>A01</code>", Text(result.Acknowledgement), StringComparison.Ordinal);
        Assert.Contains("<received_MarketDocument.mRID>sched-1</received_MarketDocument.mRID>", Text(result.Acknowledgement), StringComparison.Ordinal);
        Assert.Equal(1, _rig.Store.Registered);
        Assert.Equal([result.Exchange.Id], _rig.Store.Notified);
        Assert.Equal(result.Answer!.Value.ToArray(), _rig.Store.Archived(result.Exchange.AnswerArchiveId!.Value).ToArray());
    }

    [Fact]
    public async Task The_raw_bytes_are_kept_whatever_becomes_of_them()
    {
        var garbage = Encoding.UTF8.GetBytes("no XML at all");
        var result = await _rig.PutAsync((garbage, new OpenResult.Refused(new Rejection("ENVELOPE_UNREADABLE", null, "No XML."))));

        Assert.Equal(InboundState.Refused, result.State);
        Assert.Equal("ENVELOPE_UNREADABLE", result.Fault!.Code);
        Assert.Equal(garbage, _rig.Store.Archived(result.Exchange.ArchiveId).ToArray());
    }

    [Fact]
    public async Task Under_a_bad_signature_nothing_else_is_said_or_kept()
    {
        var result = await _rig.PutAsync(TestMessages.Altered(TestMessages.Schedule(note: "<broken/>"), "sched-1", "sched-2"));

        Assert.Equal("SIGNATURE_DIGEST_MISMATCH", result.Fault!.Code);
        Assert.Equal(["SIGNATURE_DIGEST_MISMATCH"], result.Exchange.Rejections.Select(one => one.Code));
        Assert.Null(result.Answer);
        Assert.Null(result.Exchange.Document);
        Assert.Null(result.Exchange.RootElement);
        Assert.Null(result.Exchange.SchemaResult);
        Assert.Equal(0, _rig.Store.Registered);
    }

    [Fact]
    public async Task A_trusted_signer_that_is_not_the_partys_is_refused()
    {
        var result = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(), key: TestKeys.Stranger));
        Assert.Equal("SIGNATURE_SIGNER_NOT_EXPECTED", result.Fault!.Code);
        Assert.Equal(0, _rig.Store.Registered);
    }

    [Fact]
    public async Task A_broken_document_is_refused_with_A94_and_its_errors_and_burns_no_id()
    {
        var refused = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(note: "<broken/>")));
        Assert.Equal(InboundState.Refused, refused.State);
        Assert.Equal("invalid", refused.Exchange.SchemaResult);
        Assert.Contains("<code>A02</code>", Text(refused.Acknowledgement), StringComparison.Ordinal);
        Assert.Contains("broken is not allowed here", Text(refused.Acknowledgement), StringComparison.Ordinal);
        Assert.Contains("TimeSeries is missing", Text(refused.Acknowledgement), StringComparison.Ordinal);
        Assert.False(refused.Positive);

        var corrected = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule()));
        Assert.Equal(InboundState.Accepted, corrected.State);
    }

    [Fact]
    public async Task An_unknown_profile_is_refused_with_A94_and_counted_as_unknown()
    {
        var result = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule().Replace("Schedule_MarketDocument", "Weather_MarketDocument", StringComparison.Ordinal)));
        Assert.Equal("unknown", result.Exchange.SchemaResult);
        Assert.Equal("PROFILE_UNKNOWN", Assert.Single(result.Exchange.Rejections).Code);
        Assert.Contains("<code>A94</code>", Text(result.Acknowledgement), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_burns_the_id_of_another_party()
    {
        var stolen = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(sender: TestParties.Distribution.Code.Value)));
        Assert.Equal("SENDER_NOT_REPRESENTED", Assert.Single(stolen.Exchange.Rejections).Code);
        Assert.Contains("<code>A05</code>", Text(stolen.Acknowledgement), StringComparison.Ordinal);
        Assert.Equal(0, _rig.Store.Registered);

        var unknown = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(sender: "10XNOBODY------P")));
        Assert.Contains("<code>A78</code>", Text(unknown.Acknowledgement), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_receiver_is_a_business_rejection_that_is_registered()
    {
        var result = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(receiver: TestParties.Distribution.Code.Value)));
        Assert.Equal(InboundState.Rejected, result.State);
        Assert.Contains("<code>A53</code>", Text(result.Acknowledgement), StringComparison.Ordinal);
        Assert.Equal(1, _rig.Store.Registered);
        Assert.Empty(_rig.Store.Notified);
    }

    [Fact]
    public async Task A_noun_that_is_not_the_payload_is_refused()
    {
        var result = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(), noun: "Publication_MarketDocument"));
        Assert.Equal("NOUN_MISMATCH", Assert.Single(result.Exchange.Rejections).Code);
    }

    [Fact]
    public async Task A_document_without_a_name_is_refused()
    {
        var result = await _rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(mRid: "")));
        Assert.Equal("DOCUMENT_UNIDENTIFIED", Assert.Single(result.Exchange.Rejections).Code);
        Assert.Equal(0, _rig.Store.Registered);
    }

    [Theory]
    [InlineData("get", "VERB_UNEXPECTED")]
    [InlineData("create", "PAYLOAD_MISSING")]
    public async Task A_put_has_its_verb_and_a_payload(string verb, string code)
    {
        var document = verb == "get" ? TestMessages.Schedule() : "";
        var result = await _rig.PutAsync(TestMessages.Signed(document, verb: verb));
        Assert.Equal(code, result.Fault!.Code);
    }

    [Fact]
    public async Task What_is_too_large_leaves_only_its_beginning()
    {
        var rig = new ReceptionRig(TestParties.Center with { Limits = new() { MaxRequestBytes = 6000 } });
        var result = await rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(note: new string(' ', 9000))));
        Assert.Equal("REQUEST_TOO_LARGE", result.Fault!.Code);
        Assert.Equal(4096, rig.Store.Archived(result.Exchange.ArchiveId).Length);
    }

    [Fact]
    public async Task The_daily_quota_holds_until_the_next_day()
    {
        var rig = new ReceptionRig(TestParties.Center with { Limits = new() { MaxBytesPerDay = 5000 } });
        var results = new List<ReceptionResult>();
        for (var i = 0; i < 4; i++)
        {
            results.Add(await rig.PutAsync(TestMessages.Signed(TestMessages.Schedule($"s-{i}"))));
        }

        Assert.Equal(InboundState.Accepted, results[0].State);
        Assert.Equal("DAILY_QUOTA_EXCEEDED", results[^1].Fault!.Code);
        Assert.Equal(InboundState.Accepted, (await rig.PutAsync(TestMessages.Signed(TestMessages.Schedule("next")), rig.Clock.Now.AddDays(1))).State);
    }

    [Fact]
    public async Task Binary_bytes_of_a_party_without_that_agreement_are_refused_and_register_nothing()
    {
        var rig = new ReceptionRig(TestParties.Center with { TakesBinary = false });
        var result = await rig.PutAsync(TestMessages.Binary([1, 2, 3], "notice.pdf"));
        Assert.Equal(InboundState.Refused, result.State);
        Assert.False(result.Positive);
        Assert.Equal("BINARY_NOT_AGREED", Assert.Single(result.Exchange.Rejections).Code);
        Assert.Equal(InboundState.Refused, (await rig.PutAsync(TestMessages.Binary([1, 2, 3], "notice.pdf"))).State);
    }

    [Fact]
    public async Task Binary_bytes_are_stored_and_answered_without_a_schema()
    {
        var result = await _rig.PutAsync(TestMessages.Binary([1, 2, 3], "notice.pdf"));
        Assert.Equal(InboundState.Accepted, result.State);
        Assert.Null(result.Exchange.SchemaResult);
        Assert.Equal(0, _rig.Validator.Checked);
        Assert.Contains("notice.pdf", Text(result.Acknowledgement), StringComparison.Ordinal);

        Assert.Equal(InboundState.Repeated, (await _rig.PutAsync(TestMessages.Binary([1, 2, 3], "notice.pdf"))).State);
        Assert.Equal(InboundState.Accepted, (await _rig.PutAsync(TestMessages.Binary([1, 2, 4], "notice.pdf"))).State);
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task A_clock_may_be_wrong_by_five_minutes_where_that_is_the_limit(int seconds, bool accepted)
    {
        var rig = new ReceptionRig(TestParties.Center with { Limits = new() { MaxClockSkew = TimeSpan.FromMinutes(5) } });
        var result = await rig.PutAsync(TestMessages.Signed(TestMessages.Schedule(), rig.Clock.Now.AddSeconds(seconds)));
        Assert.Equal(accepted ? null : "TIMESTAMP_SKEWED", result.Fault?.Code);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
