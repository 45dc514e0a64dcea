using IntegrationHub.Evidence;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Files;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;

namespace IntegrationHub.Host.Node;

/// <summary>How the messages inside bundles are judged, on the command line and in the pages alike.</summary>
/// <param name="messages">Reads messages, bare or in an envelope.</param>
/// <param name="trust">Authorities of their signers.</param>
internal sealed class BundleMessages(MessageFiles messages, TrustAnchors trust)
{
    /// <summary>The message inside a bundle; a document that is no signed message (of a file lane) is left to its reader.</summary>
    public MessageFinding? Judge(ReadOnlyMemory<byte> raw, IRevocationSource revocation, DateTimeOffset at)
    {
        var verdict = messages.Verify(raw, new SignaturePolicy { Trust = trust, Revocation = revocation, Rule = SignatureRule.WithSm2 }, at);
        if (verdict.Accepted)
        {
            return new MessageFinding(verdict.Signature?.Signer?.Subject, verdict.Signature?.Doubt, null);
        }

        return verdict.Signature is null || verdict.Signature.Refusal?.Code is SignatureRefusalCode.NotAMessage or SignatureRefusalCode.Unreadable
            ? null
            : new MessageFinding(null, null, new Refusal(verdict.Reasons[0].Code, verdict.Reasons[0].Detail, verdict.Reasons[0].Remedy));
    }
}
