using System.Reflection;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Where the provider's texts are.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every statement that the provider can send, found by its type.</summary>
    public static IReadOnlyList<Statement> Statements { get; } = [.. FindStatements().DistinctBy(static statement => statement.Name).OrderBy(static statement => statement.Name, StringComparer.Ordinal)];

    public static Statement Statement(string name) => Statements.Single(statement => statement.Name == name);

    private static IEnumerable<Statement> FindStatements()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var field in typeof(SqlServerStore).Assembly.GetTypes().SelectMany(static type => type.GetFields(Static)))
        {
            if (field.DeclaringType!.ContainsGenericParameters)
                continue;

            switch (field.FieldType)
            {
                case var type when type == typeof(Statement):
                    yield return (Statement)field.GetValue(null)!;
                    break;
                case var type when type == typeof(Statement[]):
                    foreach (var statement in (Statement[])field.GetValue(null)!)
                        yield return statement;

                    break;
            }
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IntegrationHub.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The repository was not found above the tests.");

        return folder.FullName;
    }
}
