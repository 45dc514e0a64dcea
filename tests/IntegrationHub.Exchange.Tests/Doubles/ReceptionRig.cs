using System.Text;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Exchange.Tests.Doubles;

/// <summary>A whole reception in memory: real signatures, real rules, real state machine; store, schema and envelope are doubles.</summary>
public sealed class ReceptionRig
{
    public ReceptionRig(Party? center = null, SignatureRules? rules = null)
    {
        Center = center ?? TestParties.Center;
        Center = Center with { SigningCertificates = [Evidence.Certificates.SignerBinding.ThumbprintOf(TestKeys.Center.Certificate)] };
        var ids = new TestIds();
        Decider = new OutboundDecider(new OutboundPolicy(), ids);
        Pipeline = new ReceptionPipeline(new ReceptionPorts
        {
            Parties = new FixedRegistry(TestParties.With(Center, TestParties.Distribution)),
            Archive = Store,
            Opener = new RefusingOpener(),
            Verifier = new MessageVerifier(),
            Policies = new PartySignaturePolicies(TestKeys.Trust, null, rules: rules),
            Validator = Validator,
            Store = Store,
            Sending = Store,
            Answers = Answers,
            Requests = new PlainRequests(),
            Market = () => Market,
            Outbound = Decider,
            Ids = ids,
            Clock = Clock,
        });
    }

    public Party Center { get; }

    public TestClock Clock { get; } = new(TestClock.Start);

    public MemoryStore Store { get; } = new();

    public TestValidator Validator { get; } = new();

    public RecordedAnswers Answers { get; } = new();

    public OutboundDecider Decider { get; }

    public ReceptionPipeline Pipeline { get; }

    public MarketContext Market { get; set; } = new(
        GateClosureCalendar.Open(DateTimeZoneProviders.Tzdb["Europe/Paris"]),
        new RuleContext { MarketZone = DateTimeZoneProviders.Tzdb["Europe/Paris"] });

    /// <summary>The party puts a message.</summary>
    public Task<ReceptionResult> PutAsync((byte[] Body, OpenResult Opened) message, DateTimeOffset? at = null) =>
        ReceiveAsync(Channel.Push, Center, message, at);

    public Task<ReceptionResult> PullAsync((byte[] Body, OpenResult Opened) message, PullCursor cursor) =>
        ReceiveAsync(Channel.Pull, Center, message, null, cursor);

    public Task<ReceptionResult> AnswerAsync((byte[] Body, OpenResult Opened) message, OutboundExchange sent) =>
        ReceiveAsync(Channel.Answer, Center, message, null, null, new AnsweredAttempt(sent, "north"));

    public Task<ReceptionResult> FileAsync(Party party, string document) => Pipeline.ReceiveAsync(
        new IncomingMessage { Retailer = RetailerId.Default, Party = party, Channel = Channel.File, Body = Encoding.UTF8.GetBytes(document), ReceivedAt = Clock.Now },
        CancellationToken.None).AsTask();

    private Task<ReceptionResult> ReceiveAsync(
        Channel channel, Party party, (byte[] Body, OpenResult Opened) message, DateTimeOffset? at, PullCursor? cursor = null, AnsweredAttempt? attempt = null) =>
        Pipeline.ReceiveAsync(
            new IncomingMessage
            {
                Retailer = RetailerId.Default,
                Party = party,
                Channel = channel,
                Body = message.Body,
                ReceivedAt = at ?? Clock.Now,
                Opened = message.Opened,
                Cursor = cursor,
                AnswerTo = attempt,
            },
            CancellationToken.None).AsTask();
}

public sealed class FixedRegistry(PartyDirectory directory) : IPartyRegistry
{
    public PartyDirectory Current { get; } = directory;

    public ValueTask ReloadAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<Rejection>> SaveAsync(Party party, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Rejection>> SaveSelfAsync(Party self, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>Tests open their messages themselves; what comes here is no envelope.</summary>
public sealed class RefusingOpener : IEnvelopeOpener
{
    public OpenResult Open(ReadOnlyMemory<byte> body, PartyLimits limits) =>
        new OpenResult.Refused(new Rejection("ENVELOPE_UNREADABLE", null, "No SOAP envelope.", "", "Send one."));
}

/// <summary>Answers that carry their acknowledgement in the open, numbered, and remember what they were asked to say.</summary>
public sealed class RecordedAnswers : IAnswerComposer
{
    public List<AnswerContent> Given { get; } = [];

    public ValueTask<ReadOnlyMemory<byte>> ComposeAsync(AnswerContent content, CancellationToken cancellationToken)
    {
        lock (Given)
        {
            Given.Add(content);
            byte[] answer = [.. Encoding.UTF8.GetBytes($"<answer number='{Given.Count}'>"), .. content.Acknowledgement.Span];
            return ValueTask.FromResult<ReadOnlyMemory<byte>>(answer);
        }
    }
}

public sealed class PlainRequests : IRequestComposer
{
    public ValueTask<ReadOnlyMemory<byte>> ComposePutAsync(
        Party party, string rootElement, ReadOnlyMemory<byte> document, DateTimeOffset at, Guid messageId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ReadOnlyMemory<byte>>((byte[])[.. "signed:"u8, .. document.Span]);
}
