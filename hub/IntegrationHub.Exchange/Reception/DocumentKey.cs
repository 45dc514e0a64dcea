namespace IntegrationHub.Exchange.Reception;

/// <summary>What names a document for good: its sender's code, its mRID and its revision (1 where the document has none).</summary>
public sealed record DocumentKey(string SenderCode, string MRid, int Revision)
{
    public override string ToString() => $"{SenderCode}/{MRid}/{Revision}";
}
