using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Acceptance.Tests.Observability;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Lanes.Files;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Acceptance.Tests.Secrets;

/// <summary>Documents that come and go with something planted in them: good, broken, against the rules, altered, refused by the partner, too large for one piece.</summary>
internal sealed class ExchangePlanting(RunningMarket market)
{
    private const string Files = "secrets-files";
    private const string Distribution = "secrets-grid";

    public async Task WorkAsync()
    {
        await Traffic.ReceiveAsync(market, "SECRETS-GOOD", WithPrice);
        await Traffic.ReceiveAsync(market, "SECRETS-BAD", static document => WithText(WithPrice(document), "<price.amount>417.395162<", $"<price.amount>{Marks.Text("price")}<"));
        await Traffic.ReceiveAsync(market, "SECRETS-OTHERS", document => WithText(document, market.Hub.Parties.Current.Self.Code.Value, "10X417395162A--Q"));
        await Traffic.ReceiveAsync(market, "SECRETS-SHORT", static document => Spoiled.Rule(WithPrice(document)));
        await Traffic.ReceiveAsync(market, "SECRETS-ALTERED", alter: WithPrice);
        await MeteredAsync();
        await SentAsync();
        await RefusedByPartnerAsync();
        await LargeAsync();
    }

    /// <summary>Readings with the number of a metering point, which a search keeps hashed, of an account that nobody has: they are refused after their acknowledgement.</summary>
    private async Task MeteredAsync()
    {
        await market.RegisterAsync(Distribution, PartyConnection.Client);
        var party = market.Hub.Parties.Current.FindByName(Distribution)!;
        var self = market.Hub.Parties.Current.Self;
        var now = Whole(TimeProvider.System.GetUtcNow());
        var start = market.Setting.Day(now, -2).Start;
        var document = new MeteredData
        {
            MRid = "SECRETS-METERED", ProcessType = "D42", Sender = new(party.Code, "DGL"), Receiver = new(self.Code, "DDQ"), Created = now,
            Series =
            [
                new MeteredSeries
                {
                    MRid = "S1", MeteringPoint = new("P417395162Q", "NAD"), MeteringPointType = "E17", Registered = start,
                    Period = PeriodPoints.Create(new TimeInterval(start, start.AddMinutes(30)), "PT15M", quantities: new[] { Marks.KilowattHours, Marks.KilowattHours }),
                },
            ],
        };
        var output = new ArrayBufferWriter<byte>();
        MeteredDataWriter.Write(document, output);
        await market.HandOf(Distribution).PutAsync(output.WrittenSpan.ToArray(), MeteredData.Profile.RootElement);
        await market.Records.InStateAsync(Direction.In, "SECRETS-METERED", "Accepted");
    }

    private async Task SentAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var sender = Get<IDocumentSender>();
        var bid = SampleDocuments.ReserveBid(market.Setting, "SECRETS-BID", 1, market.Setting.Day(now, 3), now, Marks.Price);
        Assert.IsType<SendResult.Queued>(await sender.SendAsync(market.TradingCenter, bid, new SendOptions("secrets"), default));
        await market.Records.InStateAsync(Direction.Out, "SECRETS-BID", "Accepted");

        var cancelled = await QueuedAsync("SECRETS-CANCELLED", Distribution);
        await DecideAsync(cancelled, new OutboundInput.Cancel("otto", Marks.Text("reason")));
        var hold = new LegalHold(Guid.CreateVersion7(), RetailerId.Default, cancelled, null, Marks.OpenText("hold"), "otto", now);
        await Get<IArchiveKeeper>().SetHoldAsync(hold, ArchiveEvents.OfHold(Guid.CreateVersion7(), hold), default);
    }

    /// <summary>The words of a partner who does not take a document, and of one who rejects it.</summary>
    private async Task RefusedByPartnerAsync()
    {
        var quarantined = await QueuedAsync("SECRETS-QUARANTINED", Distribution);
        await DecideAsync(quarantined, new OutboundInput.NotDelivered("north", Marks.Text("not-delivered"), Transient: false));
        var rejected = await QueuedAsync("SECRETS-REJECTED", Distribution);
        await DecideAsync(rejected, new OutboundInput.AttemptDelivered("north"));
        var content = new AcknowledgementContent("ACK-1", AcknowledgementOutcome.Rejected, null, [new Rejection("REASON", "A57", Marks.Text("rejected"), Marks.Text("where"), Marks.Text("remedy"))]);
        await DecideAsync(rejected, new OutboundInput.AcknowledgementReceived(content, Guid.CreateVersion7(), new byte[32]));
    }

    /// <summary>More than a head of the archive holds, and nothing that any schema knows.</summary>
    private async Task LargeAsync()
    {
        await market.RegisterAsync(Files, PartyConnection.Files);
        var noise = Convert.ToBase64String(RandomNumberGenerator.GetBytes(3_000_000));
        var octets = Encoding.UTF8.GetBytes($"<a>{Marks.Text("head")}{noise}{Marks.Text("tail")}</a>");
        await Get<FileInbox>().ImportAsync(market.Hub.Parties.Current.FindByName(Files)!, octets, default);
    }

    private async Task<Guid> QueuedAsync(string mRid, string party)
    {
        var now = TimeProvider.System.GetUtcNow();
        var to = market.Hub.Parties.Current.FindByName(party)!;
        var setting = market.With(to);
        var bid = SampleDocuments.ReserveBid(setting, mRid, 1, setting.Day(now, 3), now, Marks.Price);
        return Assert.IsType<SendResult.Queued>(await Get<IDocumentSender>().SendAsync(to, bid, new SendOptions("secrets"), default)).Exchange.Id;
    }

    private async Task DecideAsync(Guid exchange, OutboundInput input) => Assert.NotNull(await Get<ISendingStore>().DecideAsync(
        RetailerId.Default, exchange, found => Get<OutboundDecider>().Decide(found, input, TimeProvider.System.GetUtcNow()), default));

    private static byte[] WithPrice(byte[] document)
    {
        var text = Encoding.UTF8.GetString(document);
        var start = text.IndexOf("<price.amount>", StringComparison.Ordinal) + "<price.amount>".Length;
        return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, start), "417.395162", text.AsSpan(text.IndexOf('<', start))));
    }

    private static byte[] WithText(byte[] document, string what, string by) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document).Replace(what, by, StringComparison.Ordinal));

    private static DateTimeOffset Whole(DateTimeOffset instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private T Get<T>()
        where T : notnull => market.Hub.Services.GetRequiredService<T>();
}
