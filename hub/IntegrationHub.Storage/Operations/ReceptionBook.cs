using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Isolation;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Operations;

/// <summary>What came from a party within some time, by the way it came.</summary>
/// <param name="Channel">By which way.</param>
/// <param name="Received">Documents that came.</param>
/// <param name="Refused">Those that were rejected or refused.</param>
/// <param name="MeanMilliseconds">From the first octet to the commit; null where nothing came.</param>
/// <param name="LastRefusedAt">When the last of them was refused; null where none was.</param>
public sealed record ReceptionFigures(Channel Channel, long Received, long Refused, decimal? MeanMilliseconds, DateTimeOffset? LastRefusedAt);

/// <summary>How receiving from a party went, from its exchanges. Thread-safe.</summary>
public sealed class ReceptionBook(HubStore store)
{
    /// <summary>Of more the newest are counted: a page about a busy partner costs no more than this.</summary>
    public const int Most = 10_000;

    private const short Rejected = (short)InboundState.Rejected;
    private const short Refused = (short)InboundState.Refused;

    /// <summary>By the ways that something came, at most the newest <see cref="Most"/> of them.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="party">From whom.</param>
    /// <param name="since">Came at or after this instant, to the millisecond.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<ReceptionFigures>> ReadAsync(RetailerId retailer, PartyId party, DateTimeOffset since, CancellationToken cancellationToken) => store.ReadAsync(
        Scope.Of(retailer),
        async context =>
        {
            var first = TimedId.First(since);
            var ways = await context.Inbound.Where(x => x.RetailerId == retailer.Value && x.PartyId == party.Value && x.Id >= first)
                .OrderByDescending(x => x.Id).Take(Most).Select(store.Reception).GroupBy(x => x.Channel)
                .Select(way => new
                {
                    way.Key,
                    Count = way.LongCount(),
                    Refused = way.LongCount(x => x.State == Rejected || x.State == Refused),
                    Mean = way.Average(x => x.Milliseconds < 0 ? 0 : x.Milliseconds),
                    LastRefusedAt = way.Max(x => x.State == Rejected || x.State == Refused ? (DateTimeOffset?)x.ReceivedAt : null),
                })
                .ToListAsync(cancellationToken);
            return (IReadOnlyList<ReceptionFigures>)
                [.. ways.OrderBy(static way => way.Key).Select(static way => new ReceptionFigures((Channel)way.Key, way.Count, way.Refused, Math.Round((decimal)way.Mean, 1), way.LastRefusedAt))];
        },
        cancellationToken);
}
