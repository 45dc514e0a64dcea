using IntegrationHub.Adapters.Soap.Client;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Lanes.Partners;

namespace IntegrationHub.Host.Node;

/// <summary>Reads List and QueryData answers with the SOAP adapter.</summary>
internal sealed class SoapAnswerReader : IAnswerReader
{
    public IReadOnlyList<ListedEntry>? ReadList(ReadOnlyMemory<byte> body, out string problem)
    {
        var answer = ListAnswer.Read(body, out var refusal);
        problem = refusal is null ? "" : $"{refusal.Code}: {refusal.Text}";
        return answer?.Entries;
    }

    public PartnerLimits? ReadLimits(ReadOnlyMemory<byte> body) =>
        QueryAnswer.Read(body, out _) is { } answer ? PartnerLimits.From(answer.Parameters) : null;
}
