using System.Collections.Concurrent;
using System.Text;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Soap.Tests.Support;

/// <summary>Stands for the reception: keeps what arrived, verifies signatures where asked to, and answers with a fixed acknowledgement.</summary>
internal sealed class TestReception(IAnswerComposer composer) : IDocumentReception
{
    public const string Acknowledgement =
        "<Acknowledgement_MarketDocument xmlns=\"urn:iec62325.351:tc57wg16:451-1:acknowledgementdocument:8:1\"><mRID>ack-1</mRID></Acknowledgement_MarketDocument>";

    public ConcurrentQueue<(IncomingMessage Incoming, byte[] Document)> Received { get; } = new();

    public TrustAnchors? Trust { get; set; }

    /// <summary>What the reception refuses with, where a test wants a certain code.</summary>
    public Rejection? Refusal { get; set; }

    public Exception? Failure { get; set; }

    public async ValueTask<ReceptionResult> ReceiveAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        if (Failure is { } failure) throw failure;
        var exchange = new InboundExchange
        {
            Id = Guid.CreateVersion7(), Retailer = incoming.Retailer, Party = incoming.Party.Id, Channel = incoming.Channel, State = InboundState.Refused,
            ReceivedAt = incoming.ReceivedAt, CompletedAt = incoming.ReceivedAt, ArchiveId = Guid.CreateVersion7(), Size = incoming.Body.Length,
        };
        var opened = (incoming.Opened as OpenResult.Opened)?.Message;
        Received.Enqueue((incoming with { Body = incoming.Body.ToArray() }, opened?.Document.ToArray() ?? []));
        if ((Refusal ?? RefusalOf(incoming, opened)) is { } refusal)
            return new ReceptionResult(exchange, null, default, false, refusal);
        var acknowledgement = opened!.Payload == PayloadKind.Binary ? [] : Encoding.UTF8.GetBytes(Acknowledgement);
        var answer = await composer.ComposeAsync(
            new AnswerContent(incoming.Party, opened, acknowledgement, true, incoming.ReceivedAt, Guid.CreateVersion7()), cancellationToken);
        return new ReceptionResult(exchange with { State = InboundState.Accepted }, answer, acknowledgement, true, null);
    }

    private Rejection? RefusalOf(IncomingMessage incoming, OpenedMessage? opened)
    {
        if (incoming.Opened is OpenResult.Refused refused) return refused.Reason;
        if (opened!.Payload == PayloadKind.None) return new Rejection(RejectionCodes.PayloadMissing, "A94", "The message carries no document.");
        if (Trust is null) return null;
        var policy = new PartySignaturePolicies(Trust, null).For(incoming.Party, incoming.ReceivedAt);
        var verdict = new MessageVerifier().Verify(opened.Message, policy, incoming.ReceivedAt);
        return verdict.Accepted ? null : new Rejection(verdict.Refusal.Id.Replace('.', '_').ToUpperInvariant(), null, verdict.Refusal.Detail);
    }
}
