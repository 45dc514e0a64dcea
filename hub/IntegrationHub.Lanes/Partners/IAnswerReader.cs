using IntegrationHub.Exchange.Pulling;

namespace IntegrationHub.Lanes.Partners;

/// <summary>Port: reads answers that carry no market document. They are usually unsigned, so nothing they say is ever evidence.</summary>
/// <remarks>Never throws for what a partner sent.</remarks>
public interface IAnswerReader
{
    /// <summary>Entries of a List answer, or <c>null</c> with the reason why it cannot be read.</summary>
    IReadOnlyList<ListedEntry>? ReadList(ReadOnlyMemory<byte> body, out string problem);

    /// <summary>The partner's limits, or <c>null</c> when the answer has none that can be read.</summary>
    PartnerLimits? ReadLimits(ReadOnlyMemory<byte> body);
}
