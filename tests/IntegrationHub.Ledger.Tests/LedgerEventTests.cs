using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Ledger.Tests;

public sealed class LedgerEventTests
{
    private static readonly LedgerEvent Event = new(
        "1", Guid.Parse("01934f00-0000-7000-8000-000000000001"), new DateTimeOffset(2026, 11, 21, 12, 0, 0, 123, 456, TimeSpan.Zero),
        "exchange.accepted", Guid.Parse("01934f00-0000-7000-8000-000000000002"), null, "10XES-REE------E", "{\"mRID\":\"A\",\n \"revision\":1}");

    [Fact]
    public void A_record_reads_back_as_the_same_event() => Assert.Equal(Event, LedgerEvent.FromRecord(Event.ToRecord()));

    [Fact]
    public void A_record_is_the_same_whatever_offset_the_instant_came_with()
    {
        var elsewhere = Event with { At = Event.At.ToOffset(TimeSpan.FromHours(8)) };
        Assert.Equal(Event.ToRecord(), elsewhere.ToRecord());
    }

    [Fact]
    public void Text_cannot_move_from_one_field_to_the_next()
    {
        var moved = Event with { Actor = "", Data = $"{Event.Actor},{Event.Data}" };
        Assert.NotEqual(Event.ToRecord(), moved.ToRecord());
        Assert.Equal(moved, LedgerEvent.FromRecord(moved.ToRecord()));
    }

    [Fact]
    public void A_record_cut_short_or_changed_in_any_octet_is_another_event_or_none()
    {
        var record = Event.ToRecord();
        for (var i = 0; i < record.Length; i++)
        {
            Assert.Null(LedgerEvent.FromRecord(record.AsSpan(0, i)));
            record[i] ^= 1;
            Assert.NotEqual(Event, LedgerEvent.FromRecord(record));
            record[i] ^= 1;
        }
        Assert.Null(LedgerEvent.FromRecord([.. record, (byte)'x']));
    }

    [Fact]
    public void Equal_events_with_different_salts_have_different_digests() =>
        Assert.NotEqual(LeafDigest.Of(new byte[16], Event.ToRecord()), LeafDigest.Of([.. new byte[15], 1], Event.ToRecord()));
}
