using System.Text;
using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Crossing;

/// <summary>
/// Seals what crossed before there was sealing, on both sides: the company's end can for both directions, of which it is the sender or the receiver. Runs
/// before anything is served; killed, it goes on at the next start.
/// </summary>
public sealed class OpenCrossings(HubStore store)
{
    private const int Batch = 200;
    private const int Samples = 20;

    private static readonly string SealedBegin = "{\"sealed\":\"";

    /// <summary>The newest payloads of the company's side, to see by which keys they were sealed.</summary>
    public Task<IReadOnlyList<string>> ReadNewestAsync(RetailerId retailer, CancellationToken cancellationToken) => store.ReadAsync(
        ScopeOf(retailer),
        async context => (IReadOnlyList<string>)
        [
            .. await Newest(context.Set<CompanyOutboxRow>().Where(x => x.RetailerId == retailer.Value).OrderByDescending(x => x.Id).Select(x => x.Payload), cancellationToken),
            .. await Newest(context.Set<CompanyInboxRow>().Where(x => x.RetailerId == retailer.Value).OrderByDescending(x => x.Id).Select(x => x.Payload), cancellationToken),
        ],
        cancellationToken);

    /// <summary>Seals everything that lies open.</summary>
    /// <returns>How many rows.</returns>
    public async Task<int> SealAsync(RetailerId retailer, ICrossingSeal company, CancellationToken cancellationToken)
    {
        var written = await UntilDoneAsync(work => store.ChangeAsync(ScopeOf(retailer), work, cancellationToken), OutboxAsync<CompanyOutboxRow>)
            + await UntilDoneAsync(work => store.ChangeAsync(ScopeOf(retailer), work, cancellationToken), InboxAsync<CompanyInboxRow>);
        if (!store.ReachesCustomersSide)
            return written;

        return written + await UntilDoneAsync(work => store.ChangeCustomersAsync(ScopeOf(retailer), work, cancellationToken), OutboxAsync<CustomerOutboxRow>)
            + await UntilDoneAsync(work => store.ChangeCustomersAsync(ScopeOf(retailer), work, cancellationToken), InboxAsync<CustomerInboxRow>);

        async Task<int> OutboxAsync<T>(HubContext context)
            where T : CrossingOutboxRow
        {
            var rows = await context.Set<T>().AsNoTracking().Where(x => x.RetailerId == retailer.Value && !x.Payload.StartsWith(SealedBegin)).OrderBy(x => x.Id).Take(Batch).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var payload = Sealed(row.Stream, new(row.Id, row.Subject, row.Kind, row.Version, row.Payload, row.At));
                await context.Set<T>().Where(x => x.RetailerId == row.RetailerId && x.Stream == row.Stream && x.Id == row.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.Payload, payload), cancellationToken);
            }

            return rows.Count;
        }

        async Task<int> InboxAsync<T>(HubContext context)
            where T : CrossingInboxRow
        {
            var rows = await context.Set<T>().AsNoTracking().Where(x => x.RetailerId == retailer.Value && !x.Payload.StartsWith(SealedBegin)).OrderBy(x => x.Id).Take(Batch).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var payload = Sealed(row.Stream, new(row.Id, row.Subject, row.Kind, row.Version, row.Payload, row.At));
                await context.Set<T>().Where(x => x.RetailerId == row.RetailerId && x.Stream == row.Stream && x.Id == row.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.Payload, payload), cancellationToken);
            }

            return rows.Count;
        }

        string Sealed(string stream, CrossingItem item)
        {
            var at = CrossingSealing.At(retailer, stream, item);
            var payload = Seal(at, item.Payload);
            return Encoding.UTF8.GetByteCount(payload) <= CrossingRules.MostBytes ? payload : Seal(at, "{}");
        }

        string Seal(CrossingBinding at, string payload)
        {
            try
            {
                return at.Stream == CrossingStream.Requests.Name ? company.SealReceived(at, payload) : company.Seal(at, payload);
            }
            catch (EncoderFallbackException)
            {
                // Half a surrogate pair, put there around the hub: it never was a payload.
                return Seal(at, "{}");
            }
        }
    }

    private static async Task<int> UntilDoneAsync(Func<Func<HubContext, Task<int>>, Task<int>> change, Func<HubContext, Task<int>> step)
    {
        var written = 0;
        while (await change(step) is > 0 and var rows)
            written += rows;

        return written;
    }

    private static Task<List<string>> Newest(IQueryable<string> payloads, CancellationToken cancellationToken) => payloads.Take(Samples).ToListAsync(cancellationToken);

    private static Scope ScopeOf(RetailerId retailer) => Scope.Of(SystemScope.Synchronisation, retailer);
}
