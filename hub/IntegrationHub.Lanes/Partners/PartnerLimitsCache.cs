using System.Collections.Concurrent;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Pulling;

namespace IntegrationHub.Lanes.Partners;

/// <summary>What partners allow, asked once a day; a partner that does not tell is treated as without limits.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class PartnerLimitsCache(IPartnerService partner, IAnswerReader reader, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<PartyId, (PartnerLimits Limits, DateTimeOffset Until)> _known = new();

    /// <summary>The party's limits; asks its service when what is known is older than a day.</summary>
    public async Task<PartnerLimits> OfAsync(Party party, PartyEndpoint endpoint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(party.Id, out var known) && now < known.Until)
        {
            return known.Limits;
        }

        var answer = await partner.QueryAsync(party, endpoint, "parameterLimits", [], cancellationToken);
        var limits = answer is PartnerAnswer.Response response ? reader.ReadLimits(response.Body) : null;
        _known[party.Id] = limits is null ? (known.Limits ?? PartnerLimits.Unknown, now + AskAgain) : (limits, now + Fresh);
        return _known[party.Id].Limits;
    }
}
