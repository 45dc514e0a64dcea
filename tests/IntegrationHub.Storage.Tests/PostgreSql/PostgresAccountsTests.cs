using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresAccountsTests(StoreFixture store) : AccountsCompliance, IClassFixture<StoreFixture>
{
    protected override HubStore Store => store.Database;
}
