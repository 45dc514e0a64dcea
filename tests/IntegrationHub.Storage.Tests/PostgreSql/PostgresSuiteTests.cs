using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>Every suite runs on PostgreSQL, and every repository has one.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresSuiteTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    [Fact]
    public void Every_port_and_every_repository_is_run_by_a_suite_on_PostgreSQL()
    {
        Assert.True(SuiteCoverage.All.Count >= 24, $"{SuiteCoverage.All.Count} suites were found.");
        Assert.Empty(SuiteCoverage.Missing(store.Database));
    }
}
