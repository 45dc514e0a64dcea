using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Node;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Acceptance.Tests.Market;

/// <summary>What a node has on record, as its operator would look it up; waits for what is still on its way.</summary>
internal sealed class Records(HubNode node)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IExchangeReader _reader = node.Services.GetRequiredService<IExchangeReader>();

    public async Task<IReadOnlyList<ExchangeSummary>> AllAsync(Direction? direction = null, string? mRid = null, PartyId? party = null) =>
        await _reader.SearchAsync(RetailerId.Default, new ExchangeFilter(party, direction, MRid: mRid, Max: 1_000), CancellationToken.None);

    public async Task<ExchangeDetail> DetailAsync(Guid id) =>
        await _reader.FindAsync(RetailerId.Default, id, CancellationToken.None) ?? throw new InvalidOperationException($"There is no exchange {id}.");

    public async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(string kind) =>
        await _reader.RecentEventsAsync(RetailerId.Default, kind, 100, CancellationToken.None);

    /// <summary>The exchange once it is in the state; when it does not get there, the failure tells where it is.</summary>
    public async Task<ExchangeSummary> InStateAsync(Direction direction, string mRid, string state)
    {
        var last = "not on record";
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < deadline)
        {
            var found = await AllAsync(direction, mRid);
            if (found.FirstOrDefault(exchange => exchange.State == state) is { } there)
            {
                return there;
            }

            last = string.Join(", ", found.Select(exchange => $"{exchange.State} ({string.Join(", ", exchange.Rejections.Select(reason => reason.Text))})"));
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        Assert.Fail($"{mRid} did not become {state}: {last}");
        throw new InvalidOperationException();
    }
}
