using System.Text.RegularExpressions;
using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>What is of one database is in its provider: nobody else knows a driver, or the part of Entity Framework that is made for it.</summary>
public sealed class DatabaseDriversTests
{
    private static readonly (string Provider, string[] Spaces)[] Drivers =
    [
        ("IntegrationHub.Storage.PostgreSql", ["Npgsql", "NpgsqlTypes"]),
        ("IntegrationHub.Storage.SqlServer", ["Microsoft.Data.SqlClient", "Microsoft.EntityFrameworkCore.SqlServer", "Microsoft.SqlServer"]),
    ];

    /// <summary>Tests that open the database themselves: those of the providers, and those that play somebody who has the tables and not the hub.</summary>
    private static readonly string[] TestsAroundTheHub =
    [
        "tests/IntegrationHub.Acceptance.Tests/Secrets/Haystack.cs",
        "tests/IntegrationHub.Acceptance.Tests/Secrets/PlantedSecretTests.cs",
        "tests/IntegrationHub.Storage.Tests/",
        "tests/IntegrationHub.Storage.SqlServer.Tests/",
        "tests/IntegrationHub.Wire.Tests/Support/Store.cs",
        "tests/IntegrationHub.Wire.Tests/Verbs/KeysVerbTests.cs",
        "tests/IntegrationHub.Wire.Tests/Verbs/ProofVerbTests.cs",
    ];

    private static readonly Regex NamesADriver = new(@"\b(Npgsql\w*|SqlClient|Sql(Connection|Command|Exception|Parameter|DataReader))\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    [Fact]
    public void No_assembly_of_the_product_refers_to_a_driver_but_its_own_provider()
    {
        foreach (var (provider, spaces) in Drivers)
        {
            var users = ProductAssembly.All.Where(assembly => assembly.Types.Any(type => spaces.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal)))).Select(static assembly => assembly.Name);
            Assert.Equal([provider], users);
        }
    }

    [Fact]
    public void No_project_of_the_product_takes_the_package_of_a_driver_but_its_own_provider()
    {
        var takers = Repository.ProductProjects.Where(static project => Regex.IsMatch(
            Repository.Read(project), @"(PackageReference Include=""(Npgsql|Microsoft\.Data\.SqlClient)|Import Project=""[^""]*SqlServer\.targets)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));

        Assert.Equal(Drivers.Select(static driver => driver.Provider), takers.Select(Path.GetFileNameWithoutExtension));
    }

    [Fact]
    public void Tests_name_no_driver_but_those_that_look_at_a_database_around_the_hub()
    {
        var users = Repository.TestSources.Where(static file => Code(file).Any(NamesADriver.IsMatch)).ToList();

        Assert.DoesNotContain(users, static file => !TestsAroundTheHub.Any(known => file.StartsWith(known, StringComparison.Ordinal)));
        Assert.All(TestsAroundTheHub, known => Assert.Contains(users, file => file.StartsWith(known, StringComparison.Ordinal)));
    }

    /// <summary>The suites that every provider passes are compiled for each of them.</summary>
    [Fact]
    public void The_suites_of_all_providers_name_none()
    {
        var suites = Repository.TestSources.Where(static file => file.StartsWith("tests/IntegrationHub.Storage.Tests/Compliance/", StringComparison.Ordinal)).ToList();

        Assert.True(suites.Count > 20, "the rule sees the suites");
        Assert.DoesNotContain(suites, static file => Code(file).Any(static line =>
            NamesADriver.IsMatch(line) || line.Contains("Storage.PostgreSql", StringComparison.Ordinal) || line.Contains("Storage.SqlServer", StringComparison.Ordinal)));
    }

    /// <summary>Lines without comments and without this test's own words.</summary>
    private static IEnumerable<string> Code(string file) => file.EndsWith(nameof(DatabaseDriversTests) + ".cs", StringComparison.Ordinal)
        ? []
        : Repository.Read(file).Split('\n').Where(static line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
