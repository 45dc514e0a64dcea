using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Parses T-SQL as SQL Server 2022 does, and asks the tree.</summary>
internal static class Parsing
{
    /// <summary>What the parser says against a text; quoted identifiers are on, as the driver has them.</summary>
    public static (TSqlFragment Tree, IReadOnlyList<string> Errors) Parse(string text)
    {
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        return (tree, [.. errors.Select(static error => $"{error.Line}:{error.Column} {error.Message}")]);
    }

    public static List<T> All<T>(this TSqlFragment fragment)
        where T : TSqlFragment
    {
        var collector = new Collector<T>();
        fragment.Accept(collector);
        return collector.Found;
    }

    /// <summary>The text that a fragment was parsed from.</summary>
    public static string Text(this TSqlFragment fragment) =>
        string.Concat(fragment.ScriptTokenStream.Skip(fragment.FirstTokenIndex).Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(static token => token.Text));

    /// <summary>Tables that a query or a change names itself, not those of what lies within it.</summary>
    public static IEnumerable<NamedTableReference> Tables(FromClause? from) => from is null ? [] : from.TableReferences.SelectMany(Tables);

    private static IEnumerable<NamedTableReference> Tables(TableReference reference) => reference switch
    {
        NamedTableReference named => [named],
        JoinTableReference join => Tables(join.FirstTableReference).Concat(Tables(join.SecondTableReference)),
        JoinParenthesisTableReference parenthesis => Tables(parenthesis.Join),
        _ => [],
    };

    private sealed class Collector<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment node)
        {
            if (node is T found)
                Found.Add(found);
        }
    }
}
