using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>
/// What every store's database itself keeps from whoever serves, by its row policies, whatever a statement says. How it refuses a change is its own: it fails, or it
/// finds no row.
/// </summary>
public abstract class IsolationCompliance
{
    private static readonly RetailerId Another = new(2);

    protected abstract HubStore Store { get; }

    protected abstract IReceptionStore Reception { get; }

    protected abstract ICustomerCrossings Customers { get; }

    [Fact]
    public async Task Without_a_scope_no_row_is_seen_and_none_can_be_written()
    {
        await CommitAsync();
        Assert.Equal(0, await CountAsync<EventRow>(default));
        Assert.Equal(0, await CountAsync<InboundExchangeRow>(default));
        Assert.Equal(0, await CountAsync<RegisteredDocumentRow>(default));

        await using var bare = Store.CreateContext();
        Assert.Equal(0, await bare.Events.CountAsync());
        bare.Add(Certificate(Samples.Retailer));
        await Assert.ThrowsAsync<DbUpdateException>(() => bare.SaveChangesAsync());
    }

    [Fact]
    public async Task A_scope_sees_its_own_retailer_and_writes_for_no_other()
    {
        await CommitAsync();
        Assert.NotEqual(0, await CountAsync<InboundExchangeRow>(Scope.Of(Samples.Retailer)));
        Assert.Equal(0, await CountAsync<InboundExchangeRow>(Scope.Of(Another)));

        await AddAsync(Scope.Of(Samples.Retailer), Certificate(Samples.Retailer));
        await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync(Scope.Of(Another), Certificate(Samples.Retailer)));
    }

    [Fact]
    public async Task A_mailbox_and_what_a_party_sent_are_seen_in_its_own_name_only()
    {
        var commit = await CommitAsync();
        var (own, other) = (Scope.Of(Samples.Retailer, commit.Exchange.Party), Scope.Of(Samples.Retailer, Samples.NewParty()));

        Assert.Equal((1, 1), (await CountAsync<MailboxEntryRow>(own), await CountAsync<InboundExchangeRow>(own)));
        Assert.Equal((0, 0), (await CountAsync<MailboxEntryRow>(other), await CountAsync<InboundExchangeRow>(other)));
        Assert.Equal(0, await CountAsync<MailboxEntryRow>(Scope.Of(Samples.Retailer)));
    }

    [Fact]
    public async Task A_scope_ends_with_its_transaction_also_when_that_failed()
    {
        await CommitAsync();
        for (var round = 0; round < 4; round++)
        {
            Assert.NotEqual(0, await CountAsync<EventRow>(Scope.Of(SystemScope.Ledger, Samples.Retailer)));
            await NobodyAsync();
            await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Store.ChangeAsync<int>(
                Scope.Of(SystemScope.Ledger, Samples.Retailer),
                static async context =>
                {
                    await context.Events.CountAsync();
                    throw new InvalidTimeZoneException("The work failed.");
                },
                default));
            await NobodyAsync();
        }

        async Task NobodyAsync()
        {
            await using var bare = Store.CreateContext();
            Assert.Equal(0, await bare.Events.CountAsync());
        }
    }

    [Fact]
    public async Task A_sealed_column_is_written_anew_by_the_work_on_data_keys_alone()
    {
        var commit = await CommitAsync();
        await PlaceAsync(commit);
        var (business, keys) = (Scope.Of(Samples.Retailer), Scope.Of(SystemScope.Keys, Samples.Retailer));

        await RefusedAsync(business, context => context.Events.Where(row => row.RetailerId == 1 && row.ExchangeId == commit.Exchange.Id), row => row.Data, "forged"u8.ToArray());
        await RefusedAsync(business, context => context.Registered.Where(row => row.RetailerId == 1 && row.ExchangeId == commit.Exchange.Id), row => row.Acknowledgement, "forged"u8.ToArray());
        await RefusedAsync(business, context => context.Inbound.Where(row => row.RetailerId == 1 && row.Id == commit.Exchange.Id), row => row.Rejections!, "forged"u8.ToArray());
        Assert.Equal(1, await SetAsync(keys, context => context.Events.Where(row => row.RetailerId == 1 && row.ExchangeId == commit.Exchange.Id), row => row.Data, "anew"u8.ToArray()));
        Assert.Equal(1, await SetAsync(keys, context => context.Registered.Where(row => row.RetailerId == 1 && row.ExchangeId == commit.Exchange.Id), row => row.Acknowledgement, "anew"u8.ToArray()));
    }

    [Fact]
    public async Task A_place_in_the_ledger_is_given_once()
    {
        var commit = await CommitAsync();
        var place = await PlaceAsync(commit);

        await RefusedAsync(Scope.Of(SystemScope.Ledger), context => context.Events.Where(row => row.Position == place), row => row.Position, place + 1);
    }

    [Fact]
    public async Task A_system_scope_sees_the_tables_of_its_name_only()
    {
        await CommitAsync();
        foreach (var (system, sees) in (IEnumerable<(SystemScope, bool)>)[(SystemScope.Ledger, true), (SystemScope.Claims, false), (SystemScope.Timestamps, false), (SystemScope.Drill, false)])
            Assert.Equal(sees, await CountAsync<EventRow>(Scope.Of(system)) > 0);

        Assert.NotEqual(0, await CountAsync<MailboxEntryRow>(Scope.Of(SystemScope.Drill)));
        Assert.Equal(0, await CountAsync<RegisteredDocumentRow>(Scope.Of(SystemScope.Ledger)));
    }

    [Fact]
    public async Task What_a_customer_asked_is_seen_in_its_own_name_and_by_the_service_alone_and_gets_its_number_from_it()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Empty(await Customers.RequestAsync(Samples.Retailer, one, new(Samples.NewId(), null, "question", 1, "{}", Samples.Noon), default));
        var (own, other, service) = (Scope.OfCustomer(Samples.Retailer, one), Scope.OfCustomer(Samples.Retailer, two), Scope.Of(SystemScope.Synchronisation, Samples.Retailer));

        Assert.Equal((1, 0, 0), (await AskedAsync(own, one), await AskedAsync(other, one), await AskedAsync(Scope.Of(Samples.Retailer), one)));
        Assert.Equal(1, await AskedAsync(service, one));
        Assert.Equal(0, await AskedAsync(Scope.Of(SystemScope.Synchronisation, Another), one));
        await AskCustomersAsync(own, Row(one, null));
        await Assert.ThrowsAsync<DbUpdateException>(() => AskCustomersAsync(own, Row(two, null)));
        await Assert.ThrowsAsync<DbUpdateException>(() => AskCustomersAsync(own, Row(one, 7)));
    }

    private Task<int> AskedAsync(Scope scope, Guid customer) =>
        Store.ChangeCustomersAsync(scope, context => context.Set<CustomerOutboxRow>().CountAsync(row => row.Subject == customer), default);

    private Task<int> AskCustomersAsync(Scope scope, CustomerOutboxRow row) => Store.ChangeCustomersAsync(
        scope,
        context =>
        {
            context.Add(row);
            return Task.FromResult(1);
        },
        default);

    private static CustomerOutboxRow Row(Guid subject, long? number) => new()
    {
        RetailerId = 1, Stream = CrossingStream.Requests.Name, Id = Samples.NewId(), Subject = subject, Kind = "question", Version = 1, Payload = "{}", At = Samples.Noon, Number = number,
    };

    private static PartyCertificateRow Certificate(RetailerId retailer) => new() { RetailerId = retailer.Value, Thumbprint = $"{Guid.NewGuid():N}", PartyId = Guid.NewGuid() };

    private async Task<ReceptionCommit> CommitAsync()
    {
        var commit = Samples.Commit(Samples.NewParty());
        Assert.IsType<CommitOutcome.Committed>(await Reception.CommitAsync(commit, default));
        return commit;
    }

    /// <summary>Gives the exchange's event a place that no other has.</summary>
    private async Task<long> PlaceAsync(ReceptionCommit commit)
    {
        var place = Random.Shared.NextInt64(1_000_000, long.MaxValue / 2);
        Assert.Equal(1, await SetAsync(Scope.Of(SystemScope.Ledger), context => context.Events.Where(row => row.ExchangeId == commit.Exchange.Id), row => row.Position, (long?)place));
        return place;
    }

    private Task<int> CountAsync<TRow>(Scope scope)
        where TRow : class => Store.ReadAsync(scope, static context => context.Set<TRow>().CountAsync(), default);

    private Task<int> AddAsync<TRow>(Scope scope, TRow row)
        where TRow : class => Store.ChangeAsync(
        scope,
        context =>
        {
            context.Add(row);
            return Task.FromResult(1);
        },
        default);

    private Task<int> SetAsync<TRow, TValue>(Scope scope, Func<HubContext, IQueryable<TRow>> rows, System.Linq.Expressions.Expression<Func<TRow, TValue>> column, TValue value) =>
        Store.ChangeAsync(scope, context => rows(context).ExecuteUpdateAsync(set => set.SetProperty(column, value)), default);

    /// <summary>It fails, or it changes no row.</summary>
    private async Task RefusedAsync<TRow, TValue>(Scope scope, Func<HubContext, IQueryable<TRow>> rows, System.Linq.Expressions.Expression<Func<TRow, TValue>> column, TValue value)
    {
        var before = await Store.ReadAsync(scope, context => rows(context).Select(column).SingleAsync(), default);
        try
        {
            Assert.Equal(0, await SetAsync(scope, rows, column, value));
        }
        catch (System.Data.Common.DbException)
        {
            // As it should be.
        }

        Assert.Equal(before, await Store.ReadAsync(scope, context => rows(context).Select(column).SingleAsync(), default));
    }
}
