using System.Reflection;
using Xunit.Abstractions;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Every case of every suite on a real SQL Server, each with a database of its own; without a server it says so.</summary>
public sealed class SqlServerSuiteTests(ITestOutputHelper output)
{
    private const string None = "no server";

    private static readonly Type[] Suites =
    [
        typeof(SqlServerArchiveSuite), typeof(SqlServerReceptionSuite), typeof(SqlServerSendingSuite), typeof(SqlServerMailboxSuite), typeof(SqlServerNotificationsSuite),
        typeof(SqlServerSearchSuite), typeof(SqlServerPullSuite), typeof(SqlServerPartySuite), typeof(SqlServerProcessSuite), typeof(SqlServerArchiveKeeperSuite),
    ];

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
    public void Every_suite_has_its_half_for_SQL_Server()
    {
        var all = ((string[])["IntegrationHub.Storage.Tests/Compliance", "IntegrationHub.Workflows.Engine.Tests"])
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Sources.Root, "tests", folder), "*Compliance.cs")).Select(static file => Path.GetFileNameWithoutExtension(file)!);
        Assert.Equal(all.Order(StringComparer.Ordinal), Suites.Select(static suite => suite.BaseType!.Name).Order(StringComparer.Ordinal));
    }

    private static List<object?[]> Rows(MethodInfo method) => [.. method.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(method))];
}
