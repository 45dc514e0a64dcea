using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Reception.Documents;

/// <summary>
/// Who a document says it is: read from the root's own children, without a profile, so that a repetition is known also after its profile
/// was retired or changed.
/// </summary>
/// <param name="RootElement">Local name of the root.</param>
/// <param name="Namespace">Its namespace; empty where it is in none.</param>
/// <param name="MRid">mRID, or <c>null</c>.</param>
/// <param name="Revision">revisionNumber; 1 where there is none.</param>
/// <param name="Sender">Sender, or <c>null</c>.</param>
/// <param name="Type">type, or <c>null</c>.</param>
public sealed record DocumentIdentity(string RootElement, string Namespace, string? MRid, int Revision, CodedId? Sender, string? Type)
{
    /// <summary>The key, where the document is identified.</summary>
    public DocumentKey? Key => MRid is { Length: > 0 } mRid && Sender is { Value.Length: > 0 } sender ? new(sender.Value, mRid, Revision) : null;

    /// <summary>Reads as far as the last of the parts; <c>null</c> when the bytes have no root element.</summary>
    public static DocumentIdentity? Read(ReadableDocument document)
    {
        var xml = document.Read();
        try
        {
            var watch = new IdentityWatch();
            while (!watch.IsComplete && xml.Read())
            {
                watch.Token(in xml);
            }

            return watch.Identity;
        }
        finally
        {
            xml.Dispose();
        }
    }
}
