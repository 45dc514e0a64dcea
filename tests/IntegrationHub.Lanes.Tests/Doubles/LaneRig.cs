using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Sending.Lanes;
using IntegrationHub.Lanes.Files;
using IntegrationHub.Lanes.Partners;
using IntegrationHub.Lanes.Pulling;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Schemas.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace IntegrationHub.Lanes.Tests.Doubles;

/// <summary>Lanes over the core in memory: real decisions, real signatures, a partner that follows a script, a clock that stands.</summary>
internal sealed class LaneRig
{
    private readonly Dictionary<string, OpenResult> _answers = new(StringComparer.Ordinal);
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private readonly TestIds _ids = new();

    public LaneRig(IArchive? archive = null)
    {
        Center = TestParties.Center with { SigningCertificates = [SignerBinding.ThumbprintOf(TestKeys.Center.Certificate)] };
        Registry = new FixedRegistry(TestParties.With(Center, TestParties.Distribution, Other));
        Decider = new OutboundDecider(new OutboundPolicy(), _ids);
        Health = new EndpointHealth(Options.Breaker, Time);
        Reader = new ListedEntries(this);
        Reception = new ReceptionPipeline(new ReceptionPorts
        {
            Parties = Registry,
            Archive = Store,
            Opener = new KnownAnswers(_answers),
            Verifier = new MessageVerifier(),
            Policies = new PartySignaturePolicies(TestKeys.Trust, null),
            Validator = new TestValidator(),
            Store = Store,
            Sending = Store,
            Answers = new RecordedAnswers(),
            Requests = new PlainRequests(),
            Market = () => new MarketContext(GateClosureCalendar.Open(Zone), new RuleContext { MarketZone = Zone }),
            Outbound = Decider,
            Ids = _ids,
            Clock = Time,
        });
        Step = new LaneStep(
            Store,
            archive ?? Store,
            Partner,
            new ListStatusQuery(Partner, Reader, Time),
            Reception,
            new FileOutbox("unused"),
            Health,
            Decider,
            Options,
            Time,
            NullLogger<LaneStep>.Instance);
    }

    public static Party Other { get; } = TestParties.Center with { Id = new PartyId(Guid.CreateVersion7()), Name = "other-center", Code = new("10X1001A1001B45Z", "A01"), TlsCertificates = [] };

    public FakeTime Time { get; } = new();

    public MemoryStore Store { get; } = new();

    public ScriptedPartner Partner { get; } = new();

    public Party Center { get; }

    public IPartyRegistry Registry { get; }

    public OutboundDecider Decider { get; }

    public EndpointHealth Health { get; }

    public ReceptionPipeline Reception { get; }

    public LaneStep Step { get; }

    public LaneSignals Signals { get; } = new();

    public LaneOptions Options { get; } = new() { Node = "test", LookEvery = TimeSpan.FromMilliseconds(20), Lane = new LanePolicy(2, 1), DrainWithin = TimeSpan.FromSeconds(30) };

    /// <summary>Reads every list as <see cref="Listed"/>.</summary>
    public IAnswerReader Reader { get; }

    /// <summary>What the partner lists as ours.</summary>
    public List<ListedEntry> Listed { get; } = [];

    /// <summary>Queues a document of ours, with a message in the archive.</summary>
    public async Task<OutboundExchange> QueueAsync(string mRid = "bid-1", DateTimeOffset? gate = null, LanePriority priority = LanePriority.Bid, PartyId? party = null)
    {
        var exchange = TestExchanges.In(OutboundState.Queued, gate) with
        {
            Id = _ids.Next(Time.Now),
            Party = party ?? Center.Id,
            Document = new DocumentKey(TestParties.Self.Code.Value, mRid, 1),
            Priority = priority,
            DueAt = Time.Now,
            DocumentArchiveId = _ids.Next(Time.Now),
            MessageArchiveId = _ids.Next(Time.Now),
        };
        var message = System.Text.Encoding.UTF8.GetBytes($"signed:{mRid}");
        Assert.Null(await Store.QueueAsync(exchange, message, message, [], CancellationToken.None));
        return exchange;
    }

    /// <summary>Claims what is due and does its step.</summary>
    public async Task StepAsync()
    {
        foreach (var claim in await Store.ClaimDueAsync(RetailerId.Default, Center.Id, "test", Time.Now, Options.Lease, LanePriority.Bulk, 10, CancellationToken.None))
        {
            await Step.RunAsync(Center, claim, CancellationToken.None);
        }
    }

    /// <summary>Moves the clock to when the exchange is due, and does its step.</summary>
    public async Task StepWhenDueAsync(Guid exchange)
    {
        var due = Now(exchange).DueAt ?? throw new InvalidOperationException("Nothing is due.");
        Time.Now = due > Time.Now ? due : Time.Now;
        await StepAsync();
    }

    public OutboundExchange Now(Guid exchange) => Store.Outbound.Single(one => one.Id == exchange);

    /// <summary>The partner's signed answer with an acknowledgement.</summary>
    public PartnerAnswer Acknowledged(string mRid, string code = "A01")
    {
        var (body, opened) = TestMessages.Signed(TestMessages.Acknowledgement("ack-" + mRid, mRid, code), Time.Now, verb: "reply", result: code == "A01" ? "OK" : "FAILED");
        lock (_answers)
        {
            _answers[Convert.ToBase64String(body)] = opened;
        }

        return new PartnerAnswer.Response(body);
    }

    public Poll PollOf(IPullStore cursors, PullPolicy policy) => new(
        cursors,
        Store,
        Partner,
        Reader,
        Reception,
        new PartnerLimitsCache(Partner, Reader, Time),
        Health,
        new PullDecider(policy),
        new RequestPaces(Time),
        Options,
        _ids,
        Time,
        NullLogger<Poll>.Instance);

    public Lane LaneOf(Party party) => new(party.Id, Registry, Store, Step, Signals, Options, Time, NullLogger<Lane>.Instance);

    private sealed class KnownAnswers(Dictionary<string, OpenResult> answers) : IEnvelopeOpener
    {
        public OpenResult Open(ReadOnlyMemory<byte> body, PartyLimits limits)
        {
            lock (answers)
            {
                return answers.GetValueOrDefault(Convert.ToBase64String(body.Span)) ?? new RefusingOpener().Open(body, limits);
            }
        }
    }

    private sealed class ListedEntries(LaneRig rig) : IAnswerReader
    {
        public IReadOnlyList<ListedEntry>? ReadList(ReadOnlyMemory<byte> body, out string problem)
        {
            problem = "";
            return rig.Listed;
        }

        public PartnerLimits? ReadLimits(ReadOnlyMemory<byte> body) => null;
    }
}
