using System.Buffers;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Adapters.Simulator.Faults;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Adapters.Simulator.TradingCenter;

/// <summary>
/// What a trading center does with documents it accepted: it confirms schedules, publishes prices and results after bids, gives back the energy account
/// it keeps itself, and answers status requests. Every answer's mRID is made from the request's, so doing it again makes the same document.
/// </summary>
public sealed partial class TradingCenterDesk(
    IPartyRegistry registry,
    IDocumentSender sender,
    StatusDesk status,
    FaultSchedule faults,
    MarketDefinition market,
    ProfileFinder profiles,
    ILogger<TradingCenterDesk> logger) : IDocumentHandler
{
    public bool Wants(string rootElement) =>
        rootElement is "Schedule_MarketDocument" or "ReserveBid_MarketDocument" or "EnergyAccount_MarketDocument" or "StatusRequest_MarketDocument";

    public async Task HandleAsync(ReceivedDocument received, CancellationToken cancellationToken)
    {
        if (registry.Current.Find(received.Exchange.Party) is not { } party)
        {
            return;
        }

        var document = received.Document;
        foreach (var answer in await AnswersAsync(market.With(party, registry.Current.Self), received, cancellationToken))
        {
            var result = await sender.SendAsync(party, answer.Bytes, new SendOptions("trading-center", answer.WaitsToBeFetched), cancellationToken);
            LogAnswer(document.Profile.Name, document.MRid, answer.What, result.GetType().Name);
            if (result is SendResult.Refused refused)
            {
                throw new InvalidOperationException($"The center's own {answer.What} is not valid: {refused.Rejections[0].Text} ({refused.Rejections[0].Where})");
            }
        }
    }

    /// <summary>All answers bear the instant at which the document came in, so that doing it again makes the same bytes.</summary>
    private async Task<IReadOnlyList<DeskAnswer>> AnswersAsync(MarketSetting setting, ReceivedDocument incoming, CancellationToken cancellationToken)
    {
        var (exchange, document, bytes) = incoming;
        var name = $"{document.MRid}-{document.Revision}";
        var answers = new List<DeskAnswer>();
        if (document.Profile.RootElement is "Schedule_MarketDocument" or "ReserveBid_MarketDocument" or "EnergyAccount_MarketDocument"
            && faults.Strike(FaultKind.Contradict) is not null)
        {
            answers.Add(new DeskAnswer("contradicting acknowledgement", Contradiction(setting, document, exchange.At)));
        }

        switch (document.Profile.RootElement)
        {
            case "Schedule_MarketDocument":
                answers.Add(new DeskAnswer("confirmation", SampleDocuments.Confirmation(setting, Short("CNF-" + name), document, exchange.At)));
                break;
            case "ReserveBid_MarketDocument" when document.Period is { } day:
                answers.Add(new DeskAnswer("publication", SampleDocuments.Publication(setting, Short("PUB-" + name), 1, day, exchange.At)));
                if (AuctionResult.Concerns(document))
                {
                    answers.Add(new DeskAnswer("result of the auction", AuctionResult.Of(setting, Short("RES-" + name), document, exchange.At)));
                }

                answers.Add(new DeskAnswer(
                    "load of the zone", SampleDocuments.Load(setting, Short("LOAD-" + name), setting.Day(exchange.At, -1), exchange.At), WaitsToBeFetched: true));
                break;
            case "EnergyAccount_MarketDocument" when document.Period is { } days:
                answers.Add(new DeskAnswer(
                    "energy account",
                    OwnAccount.Of(profiles, document, bytes, Short("EAC-" + name), exchange.At) ?? SampleDocuments.EnergyAccount(setting, setting.Center, setting.Retailer, Short("EAC-" + name), 1, days, exchange.At),
                    WaitsToBeFetched: true));
                break;
            case "StatusRequest_MarketDocument":
                answers.Add(await status.AnswerAsync(setting, document, bytes, exchange.At, cancellationToken));
                break;
        }

        return answers;
    }

    private static byte[] Contradiction(MarketSetting setting, MarketDocument document, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>();
        AcknowledgementWriter.Write(
            new Acknowledgement(AcknowledgementVersion.V8_1)
            {
                MRid = Short($"NAK-{document.MRid}-{document.Revision}"),
                Created = SampleDocuments.Second(now),
                Sender = setting.Center,
                Receiver = setting.Retailer.Id,
                ReceiverRole = setting.Retailer.Role,
                Received = new DocumentReference(document.MRid, document.Revision, document.Type),
                Reasons = [new Reason("A02"), new Reason("A59", "drill: this acknowledgement contradicts the one before it")],
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Old versions allow 35 characters.</summary>
    internal static string Short(string mRid) => mRid.Length <= 35 ? mRid : mRid[..26] + "-" + StableHash(mRid);

    private static string StableHash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash.ToString("X8");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Profile} {MRid}: {Answer} is {Result}")]
    private partial void LogAnswer(string profile, string mRid, string answer, string result);
}
