using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.History;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity;

/// <summary>
/// What the services of this part have in common: transactions of the retailer, events in them, counters. Thread-safe. It is written with the
/// store's model, so that it works on every provider.
/// </summary>
/// <param name="store">The open store.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="time">The clock.</param>
/// <param name="cipher">Seals what is personal; <c>null</c> where the hub seals nothing.</param>
public sealed class IdentityStore(HubStore store, IIdSource ids, TimeProvider time, IValueCipher? cipher = null)
{
    private const int MostTurns = 5;

    internal RetailerId Retailer => store.Options.Retailer;

    internal AccountRows Rows { get; } = new(cipher);

    internal StoreValues Values => store.Values;

    internal DateTimeOffset Now => time.GetUtcNow();

    internal Guid NewId() => ids.Next(Now);

    internal Task<T> ReadAsync<T>(Func<HubContext, Task<T>> read, CancellationToken cancellationToken) => store.ReadAsync(Scope.Of(Retailer), read, cancellationToken);

    /// <summary>One transaction. Somebody else's change of the same row in the meantime makes it begin again.</summary>
    internal async Task<T> ChangeAsync<T>(Func<HubContext, Task<T>> change, CancellationToken cancellationToken)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                return await store.ChangeAsync(Scope.Of(Retailer), change, cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException) when (turn < MostTurns)
            {
                // A row was changed or made meanwhile: decide anew on what is there now.
            }
        }
    }

    /// <summary>Says in the ledger what the transaction does.</summary>
    /// <param name="context">The transaction's.</param>
    /// <param name="kind">Stable dotted name.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="exchange">The exchange it is about, where it is about one.</param>
    /// <param name="facts">No secrets, no phone numbers.</param>
    internal void Record(HubContext context, string kind, string actor, Guid? exchange, params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var now = Now;
        context.Events.Add(EventRows.Of(store.Values, Retailer, new ExchangeEvent(ids.Next(now), now, kind, exchange, PartyId: null, actor, EventData.Json(facts))));
    }

    /// <summary>Counts one more of each and tells whether every limit still holds. The counters stay locked until the transaction ends.</summary>
    internal async Task<bool> TakeAsync(HubContext context, IReadOnlyList<AttemptLimit> limits, CancellationToken cancellationToken)
    {
        var within = true;
        foreach (var limit in limits)
            within &= await TakeAsync(context, limit, cancellationToken).ConfigureAwait(false) <= limit.Most;

        return within;
    }

    internal Task ForgetAsync(HubContext context, AttemptLimit limit, CancellationToken cancellationToken)
    {
        var key = KeyOf(limit);
        return context.Attempts.Where(x => x.RetailerId == Retailer.Value && x.Subject == key).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>There are few phone numbers: under a digest without a key an administrator of the database would find which were sent a code.</summary>
    private byte[] KeyOf(AttemptLimit limit) => store.Values.BlindDigest(Retailer.Value, "attempt", "subject", limit.Subject);

    private async Task<int> TakeAsync(HubContext context, AttemptLimit limit, CancellationToken cancellationToken)
    {
        var (now, key) = (Now, KeyOf(limit));
        var begun = now - limit.Window;
        var counter = context.Attempts.Where(x => x.RetailerId == Retailer.Value && x.Subject == key);
        var updated = await counter.ExecuteUpdateAsync(
            set => set
                .SetProperty(x => x.Count, x => x.Since > begun ? x.Count + 1 : 1)
                .SetProperty(x => x.Since, x => x.Since > begun ? x.Since : now),
            cancellationToken).ConfigureAwait(false);
        if (updated == 0)
        {
            context.Attempts.Add(new AttemptRow { RetailerId = Retailer.Value, Subject = key, Since = now, Count = 1 });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return 1;
        }

        return await counter.AsNoTracking().Select(x => x.Count).SingleAsync(cancellationToken).ConfigureAwait(false);
    }
}
