using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>What names a database's driver lies in the project of its provider, and nowhere else.</summary>
public sealed class OneDatabasePerProviderTests
{
    [Theory]
    [InlineData("Npgsql", "IntegrationHub.Storage.PostgreSql")]
    [InlineData("Microsoft.Data.SqlClient", "IntegrationHub.Storage.SqlServer")]
    [InlineData("Microsoft.EntityFrameworkCore.SqlServer", "IntegrationHub.Storage.SqlServer")]
    public void Only_the_provider_knows_its_driver(string driver, string provider)
    {
        Assert.Contains(ProductAssembly.All, assembly => assembly.Name == provider && assembly.Types.Any(type => type.StartsWith(driver, StringComparison.Ordinal)));
        Assert.Empty(ProductAssembly.All
            .Where(assembly => assembly.Name != provider)
            .SelectMany(assembly => assembly.Types.Where(type => type.StartsWith(driver + ".", StringComparison.Ordinal)).Select(type => $"{assembly.Name}: {type}")));
    }

    [Fact]
    public void A_provider_does_not_know_another()
    {
        Assert.DoesNotContain("Storage.SqlServer", ProjectReferences.OfProduct["Storage.PostgreSql"]);
        Assert.DoesNotContain("Storage.PostgreSql", ProjectReferences.OfProduct["Storage.SqlServer"]);
    }
}
