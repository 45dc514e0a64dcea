using System.Reflection;
using IntegrationHub.Storage.Tests.Compliance;
using Xunit.Abstractions;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Every case of every suite on a real SQL Server, each with a database of its own; without a server it says so.</summary>
public sealed class SqlServerSuiteTests(ITestOutputHelper output)
{
    private const string None = "no server";

    private static IReadOnlyList<Type> Suites => SuiteCoverage.Halves;

    public static TheoryData<string, string, int> Cases()
    {
        var cases = new TheoryData<string, string, int>();
        if (SqlServerDatabase.Server is null)
        {
            cases.Add(None, None, 0);
            return cases;
        }

        foreach (var suite in Suites)
        {
            foreach (var method in suite.GetMethods().Where(static method => method.IsDefined(typeof(FactAttribute))))
            {
                for (var row = 0; row < Math.Max(1, Rows(method).Count); row++)
                    cases.Add(suite.Name, method.Name, row);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_case_of_a_suite_passes_on_SQL_Server(string suite, string method, int row)
    {
        if (suite == None)
        {
            output.WriteLine($"SKIPPED: {SqlServerDatabase.Variable} holds no connection string; the suites did not run on a SQL Server");
            return;
        }

        await using var database = await SqlServerDatabase.MakeAsync();
        var type = Suites.Single(candidate => candidate.Name == suite);
        var instance = Activator.CreateInstance(type, database)!;
        try
        {
            var test = type.GetMethod(method)!;
            var arguments = Rows(test) is { Count: > 0 } rows ? rows[row] : [];
            if (test.Invoke(instance, arguments) is Task running)
                await running;
        }
        finally
        {
            if (instance is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_port_and_every_repository_is_run_by_a_suite_on_SQL_Server()
    {
        await using var recorded = new RecordedStore();

        Assert.True(Suites.Count >= 24, $"{Suites.Count} suites were found.");
        Assert.Empty(SuiteCoverage.Missing(recorded.Store));
    }

    /// <summary>Suites are abstract classes that are compiled for each provider, whose names end as their files do.</summary>
    [Fact]
    public void Every_file_of_a_suite_is_one_of_the_suites_that_are_run()
    {
        var files = ((string[])["IntegrationHub.Storage.Tests/Compliance", "IntegrationHub.Workflows.Engine.Tests"])
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Sources.Root, "tests", folder), "*Compliance.cs")).Select(static file => Path.GetFileNameWithoutExtension(file)!);
        Assert.Equal(files.Order(StringComparer.Ordinal), SuiteCoverage.All.Select(static suite => suite.Name).Order(StringComparer.Ordinal));
    }

    private static List<object?[]> Rows(MethodInfo method) => [.. method.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(method))];
}
