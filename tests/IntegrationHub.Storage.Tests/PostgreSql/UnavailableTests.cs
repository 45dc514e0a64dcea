using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>A broken machine is reported as what callers answer 503 to.</summary>
[Collection(PostgresCollection.Name)]
public sealed class UnavailableTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    [Fact]
    public async Task A_server_that_is_gone_is_reported_as_unavailable_by_every_write()
    {
        var server = store.Server;
        await using var database = await PostgresStore.OpenOnAsync(
            server, new StorageOptions { DataFolder = "", Database = $"t{Guid.NewGuid():N}", CommandTimeout = TimeSpan.FromSeconds(5), Keys = store.Keys }, null, CancellationToken.None);
        await using var services = new ServiceCollection().AddIntegrationHubStorage(database).BuildServiceProvider();
        await using (var drop = store.Around.CreateCommand($"drop database \"{database.Options.Database}\" with (force)"))
            await drop.ExecuteNonQueryAsync();

        var party = Samples.NewParty();
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await services.GetRequiredService<IReceptionStore>().CommitAsync(Samples.Commit(party), CancellationToken.None));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
            await services.GetRequiredService<IArchive>().StoreAsync(Samples.Retailer, Guid.NewGuid(), ArchiveClass.Received, new byte[10], Samples.Noon, CancellationToken.None));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => database.CheckAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("53100")] // disk full
    [InlineData("53300")] // too many connections
    [InlineData("57P03")] // server is starting up
    [InlineData("58030")] // I/O error
    public async Task A_full_disk_and_its_like_refuse_the_commit_and_leave_nothing(string sqlState)
    {
        await using (var trigger = store.Around.CreateCommand(
            $"""
            create or replace function hub.broken() returns trigger language plpgsql as $f$ begin raise exception 'broken' using errcode = '{sqlState}'; end $f$;
            create or replace trigger broken before insert on hub.notification for each row execute function hub.broken()
            """))
        {
            await trigger.ExecuteNonQueryAsync();
        }

        var commit = Samples.Commit(Samples.NewParty());
        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(async () => await store.Get<IReceptionStore>().CommitAsync(commit, CancellationToken.None));

        Assert.All((IStoreProvider[])[new EmbeddedProvider(), new PostgresProvider()], provider => Assert.Equal(sqlState == "53100", DiskFull.Is(failure, provider)));
        Assert.Null(await store.Get<IReceptionStore>().FindAsync(Samples.Retailer, commit.Registration.Key, CancellationToken.None));
    }

    [Theory]
    [InlineData("53100", true)] // disk full
    [InlineData("57P01", true)] // server is shutting down
    [InlineData("40P01", true)] // deadlock
    [InlineData("23514", false)] // a check: a bug stays what it is
    public async Task What_meets_the_model_while_it_saves_is_told_as_what_meets_a_statement(string sqlState, bool isUnavailable)
    {
        await store.RunAsync(
            $"""
            create or replace function hub.spoilt() returns trigger language plpgsql as $f$ begin raise exception 'spoilt' using errcode = '{sqlState}'; end $f$;
            create or replace trigger spoilt before insert on hub.attempt for each row execute function hub.spoilt()
            """);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => store.Database.ChangeAsync(
            Isolation.Scope.Of(Samples.Retailer),
            static context =>
            {
                context.Attempts.Add(new Model.AttemptRow { RetailerId = 1, Subject = [1] });
                return Task.FromResult(1);
            },
            CancellationToken.None));

        Assert.Equal(isUnavailable, failure is StorageUnavailableException { Message: "The store is not available: spoilt" });
        Assert.Equal(sqlState == "53100", DiskFull.Is(failure, new EmbeddedProvider()));
    }
}
