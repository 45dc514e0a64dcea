using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Host.Node;

/// <summary>Takes note of who signed what was verified; of a refused signature the signer is a mere claim.</summary>
internal sealed class NotedSigners(IMessageVerifier verifier, ICertificateNotes notes) : IMessageVerifier
{
    public SignatureVerdict Verify(ReadOnlyMemory<byte> message, SignaturePolicy policy, DateTimeOffset at, IMessagePart? part = null)
    {
        var verdict = verifier.Verify(message, policy, at, part);
        if (verdict.Accepted && policy.ExpectedSigners is not null)
        {
            notes.Seen(verdict.Signer);
        }

        return verdict;
    }
}
