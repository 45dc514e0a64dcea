using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresDesksTests(StoreFixture store) : DesksCompliance, IClassFixture<StoreFixture>
{
    protected override HubStore Store => store.Database;
}
