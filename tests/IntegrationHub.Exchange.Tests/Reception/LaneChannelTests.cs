using System.Text;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Tests.Doubles;

namespace IntegrationHub.Exchange.Tests.Reception;

/// <summary>Documents that come without a connection to answer on: pulled ones and files.</summary>
public sealed class LaneChannelTests
{
    private readonly ReceptionRig _rig = new();

    [Fact]
    public async Task A_pulled_document_moves_the_cursor_and_queues_its_acknowledgement_in_one_commit()
    {
        var cursor = new PullCursor(RetailerId.Default, _rig.Center.Id, 17, TestClock.Start, TestClock.Start, 0);
        var result = await _rig.PullAsync(TestMessages.Signed(TestMessages.Schedule(), verb: "reply", result: "OK"), cursor);

        Assert.Equal(InboundState.Accepted, result.State);
        Assert.Null(result.Answer);
        Assert.Equal(17, _rig.Store.Cursor!.LastCode);
        var reply = Assert.Single(_rig.Store.Outbound);
        Assert.Equal((OutboundState.Queued, LanePriority.Acknowledgement, true), (reply.State, reply.Priority, reply.NeverAcknowledged));
        Assert.Equal(result.Acknowledgement.ToArray(), _rig.Store.Archived(reply.DocumentArchiveId).ToArray());
        Assert.StartsWith("signed:", Encoding.UTF8.GetString(_rig.Store.Archived(reply.MessageArchiveId!.Value).Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poison_document_moves_the_cursor_as_well_and_fetched_again_queues_no_second_acknowledgement()
    {
        var cursor = new PullCursor(RetailerId.Default, _rig.Center.Id, 18, TestClock.Start, TestClock.Start, 0);
        await _rig.PullAsync(Poison(), cursor);
        _rig.Clock.Now = _rig.Clock.Now.AddMinutes(5);
        // Every answer to a Get has a timestamp and a signature of its own.
        await _rig.PullAsync(Poison(), cursor);

        Assert.Equal(18, _rig.Store.Cursor!.LastCode);
        Assert.Single(_rig.Store.Outbound);
    }

    [Fact]
    public async Task A_poison_document_that_the_partner_lists_once_more_is_acknowledged_once_more()
    {
        await _rig.PullAsync(Poison(), new PullCursor(RetailerId.Default, _rig.Center.Id, 18, TestClock.Start, TestClock.Start, 0));
        await _rig.PullAsync(Poison(), new PullCursor(RetailerId.Default, _rig.Center.Id, 19, TestClock.Start, TestClock.Start, 0));

        Assert.Equal(2, _rig.Store.Outbound.Count);
    }

    [Fact]
    public async Task The_same_bad_file_of_two_parties_is_acknowledged_to_both()
    {
        await _rig.FileAsync(TestParties.Distribution, "<Schedule_MarketDocument>");
        await _rig.FileAsync(_rig.Center, "<Schedule_MarketDocument>");

        Assert.Equal([_rig.Center.Id, TestParties.Distribution.Id], _rig.Store.Outbound.Select(reply => reply.Party).Order(Comparer<PartyId>.Create((a, b) => a.Value.CompareTo(b.Value))));
    }

    [Fact]
    public async Task A_file_needs_no_signature_and_its_acknowledgement_leaves_as_a_file()
    {
        var document = TestMessages.Schedule(sender: TestParties.Distribution.Code.Value);
        var result = await _rig.FileAsync(TestParties.Distribution, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document);

        Assert.Equal(InboundState.Accepted, result.State);
        var reply = Assert.Single(_rig.Store.Outbound);
        Assert.Null(reply.MessageArchiveId);
        Assert.Equal(NextStep.WriteFile, NextSteps.Of(reply, TestParties.Distribution.Connection, _rig.Clock.Now));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_the_same_document()
    {
        var document = TestMessages.Schedule(sender: TestParties.Distribution.Code.Value);
        await _rig.FileAsync(TestParties.Distribution, document);
        var latin = Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + document);
        var again = await _rig.Pipeline.ReceiveAsync(
            new IncomingMessage { Retailer = RetailerId.Default, Party = TestParties.Distribution, Channel = Channel.File, Body = latin, ReceivedAt = _rig.Clock.Now },
            CancellationToken.None);
        Assert.Equal(InboundState.Repeated, again.State);
    }

    [Fact]
    public async Task A_file_of_another_sender_is_refused()
    {
        var result = await _rig.FileAsync(TestParties.Distribution, TestMessages.Schedule());
        Assert.Equal(InboundState.Refused, result.State);
        Assert.Equal(0, _rig.Store.Registered);
    }

    [Fact]
    public async Task A_file_that_is_no_XML_is_unreadable()
    {
        var result = await _rig.FileAsync(TestParties.Distribution, "<Schedule_MarketDocument>");
        Assert.Equal("unreadable", result.Exchange.SchemaResult);
        Assert.Equal(InboundState.Refused, result.State);
    }

    private (byte[] Body, OpenResult Opened) Poison() =>
        TestMessages.Signed(TestMessages.Schedule(note: "<broken/>"), _rig.Clock.Now, verb: "reply", result: "OK");
}
