using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Market;
using IntegrationHub.Retail.Processes;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Tests.Support;

namespace IntegrationHub.Retail.Tests;

[Collection(RetailTests.Name)]
public sealed class SubmissionTests(RetailSite site)
{
    private readonly PartnerStage _stage = new();

    [Fact]
    public async Task A_call_that_is_repeated_hands_in_the_same_octets_once()
    {
        var mRid = DocumentIds.Of("DOC", site.Fresh("call"));
        var made = 0;
        SubmissionOrder Order() => new(mRid, 1, "li", frame => Document(frame, ++made));

        var first = Assert.IsType<Submitted.HandedIn>(await Submission().SubmitAsync(Order(), _stage.Center, default));
        var again = Assert.IsType<Submitted.HandedIn>(await Submission().SubmitAsync(Order(), _stage.Center, default));

        Assert.Equal(first.Submission.Document, again.Submission.Document);
        Assert.Equal(first.Exchange.Id, again.Exchange.Id);
        Assert.Equal((1, 1), (made, _stage.Sent.Count));
        var fact = Assert.Single(await site.EventsAsync("document.made"), item => item.Data.Contains(mRid, StringComparison.Ordinal));
        Assert.Contains(first.Submission.Sha256, fact.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_calls_at_the_same_moment_one_makes_the_document()
    {
        var mRid = DocumentIds.Of("DOC", site.Fresh("call"));
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Submission().SubmitAsync(new(mRid, 1, "li", frame => Document(frame, i)), _stage.Center, default))));
        Assert.Single(all.Select(one => Assert.IsType<Submitted.HandedIn>(one).Submission.Sha256).Distinct());
        Assert.Single(_stage.Sent);
    }

    [Fact]
    public async Task What_has_left_is_not_judged_again()
    {
        var mRid = DocumentIds.Of("DOC", site.Fresh("call"));
        var order = new SubmissionOrder(mRid, 1, "li", frame => Document(frame, 7));
        Assert.IsType<Submitted.HandedIn>(await Submission().SubmitAsync(order, _stage.Center, default));
        _stage.Refuses = new Rejection("GATE_CLOSED", "A57", "The gate closed.", "", "Submit earlier.");
        Assert.IsType<Submitted.HandedIn>(await Submission().SubmitAsync(order, _stage.Center, default));
    }

    [Fact]
    public async Task What_has_not_left_by_its_last_instant_does_not_leave()
    {
        var submission = await Book().MakeAsync(new(DocumentIds.Of("DOC", site.Fresh("call")), 1, "li", frame => Document(frame, 7)), _stage.Center, default);
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal("A57", Assert.IsType<Submitted.Refused>(await Submission().HandInAsync(submission, "li", now.AddSeconds(-1), default)).MarketReason);
        Assert.Empty(_stage.Sent);
        Assert.IsType<Submitted.HandedIn>(await Submission().HandInAsync(submission, "li", now.AddHours(1), default));
        Assert.IsType<Submitted.HandedIn>(await Submission().HandInAsync(submission, "li", now.AddSeconds(-1), default));
    }

    [Fact]
    public async Task What_the_sender_refuses_is_told_with_the_reason_of_the_market()
    {
        _stage.Refuses = new Rejection("GATE_CLOSED", "A57", "The gate closed.", "", "Submit earlier.");
        var refused = Assert.IsType<Submitted.Refused>(await Submission().SubmitAsync(new(DocumentIds.Of("DOC", site.Fresh("call")), 1, "li", frame => Document(frame, 7)), _stage.Center, default));
        Assert.Equal("A57", refused.MarketReason);
        Assert.Equal(new Problem("GATE_CLOSED", "The gate closed.", "", "Submit earlier."), Assert.Single(refused.Problems));
        Assert.Equal("BID_GATE_CLOSED", refused.Problems.ToError("BID_GATE_CLOSED").Code);
    }

    [Fact]
    public async Task A_corrected_document_is_the_next_revision_beside_the_first()
    {
        var mRid = DocumentIds.Of("DOC", site.Fresh("call"));
        await Submission().SubmitAsync(new(mRid, 1, "li", frame => Document(frame, 1)), _stage.Center, default);
        await Submission().SubmitAsync(new(mRid, 2, "li", frame => Document(frame, 2)), _stage.Center, default);
        Assert.Equal([1, 2], _stage.Sent.Select(static document => document.Key.Revision));
        Assert.Equal(2, (await Book().FindAsync(mRid, null, default))!.Revision);
    }

    [Fact]
    public void The_partner_of_a_role_is_the_only_one_that_is_switched_on()
    {
        Assert.Equal(_stage.Center, Submission().Partner(PartyRole.TradingCenter).Required);
        Assert.Equal(DocumentSubmission.NoPartner, Submission().Partner(PartyRole.Dispatch).Problems.Single().Code);
        _stage.Parties = [_stage.Center, _stage.Center with { Id = new(Guid.NewGuid()), Name = "other", Code = new("10XOTHER-------8", "A01") }];
        Assert.Equal(DocumentSubmission.NoPartner, Submission().Partner(PartyRole.TradingCenter).Problems.Single().Code);
    }

    [Fact]
    public void Identifications_are_short_and_tell_nothing_of_their_key()
    {
        var id = DocumentIds.Of("BID", "instance/contract-4711/1");
        Assert.True(id.Length <= 35);
        Assert.Equal(id, DocumentIds.Of("BID", "instance/contract-4711/1"));
        Assert.NotEqual(id, DocumentIds.Of("BID", "instance/contract-4711/2"));
        Assert.DoesNotContain("4711", id, StringComparison.Ordinal);
    }

    private static byte[] Document(SubmissionFrame frame, int content) =>
        Encoding.UTF8.GetBytes($"<d><mRID>{frame.MRid}</mRID><revisionNumber>{frame.Revision}</revisionNumber><at>{frame.Created:O}</at><to>{frame.Partner.Name}</to>{content}</d>");

    private SubmissionBook Book() => new(site.Records, _stage, TimeProvider.System);

    private DocumentSubmission Submission() => new(Book(), _stage, _stage, _stage, TimeProvider.System);
}
