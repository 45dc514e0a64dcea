using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Every statement that the provider can send, judged on its tree.</summary>
public sealed class StatementRuleTests
{
    /// <summary>What serves all retailers: their scope says so, by name.</summary>
    private static readonly string[] OfAllRetailers = ["ledger.", "claims.", "mailbox.drill", "timestamps.", "opening.", "model."];

    public static TheoryData<string> Names() => [.. Sources.Statements.Select(static statement => statement.Name)];

    [Fact]
    public void All_statements_are_found() => Assert.True(Sources.Statements.Count > 120, $"{Sources.Statements.Count} were found.");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_statement_parses(string name) => Assert.Empty(Parsing.Parse(Sources.Statement(name).Text).Errors);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_statement_names_its_columns_and_the_schema_of_its_tables(string name)
    {
        var tree = Tree(name);
        Assert.Empty(tree.All<SelectStarExpression>().Select(Parsing.Text));
        Assert.All(tree.All<InsertSpecification>(), insert => Assert.NotEmpty(insert.Columns));

        var own = tree.All<CommonTableExpression>().Select(static cte => cte.ExpressionName.Value)
            .Concat(tree.All<NamedTableReference>().Select(static table => table.Alias?.Value).OfType<string>()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(
            tree.All<NamedTableReference>(),
            table => Assert.True(table.SchemaObject.SchemaIdentifier is not null || own.Contains(table.SchemaObject.BaseIdentifier.Value), $"{table.Text()} has no schema"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_statement_on_rows_of_retailers_asks_for_one_of_them(string name)
    {
        if (OfAllRetailers.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) && name is not ("ledger.of-exchange" or "ledger.of-event"))
            return;

        var tree = Tree(name);
        foreach (var query in tree.All<QuerySpecification>().Where(static query => HubTables(Parsing.Tables(query.FromClause)).Any()))
            AssertAsksForRetailer(query.WhereClause, query);

        foreach (var change in tree.All<UpdateDeleteSpecificationBase>().Where(static change => HubTables(Tables(change)).Any()))
            AssertAsksForRetailer(change.WhereClause, change);

        Assert.All(
            tree.All<InsertSpecification>().Where(static insert => insert.Target is NamedTableReference { SchemaObject.SchemaIdentifier.Value: "hub" } table && table.SchemaObject.BaseIdentifier.Value != "archive_x"),
            static insert => Assert.Contains(insert.Columns, static column => column.Text() == "retailer_id"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_claim_locks_what_it_takes_and_skips_what_others_hold(string name)
    {
        if (!name.Contains("claim", StringComparison.Ordinal) || name.StartsWith("claims.", StringComparison.Ordinal))
            return;

        var taken = Assert.Single(Tree(name).All<CommonTableExpression>()).QueryExpression;
        var table = Parsing.Tables(((QuerySpecification)taken).FromClause).Single();
        Assert.Equal(["ReadPast", "Rowlock", "UpdLock"], table.TableHints.Select(static hint => hint.HintKind.ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_statement_that_begins_a_transaction_ends_it_and_dies_whole(string name)
    {
        var tree = Tree(name);
        if (tree.All<BeginTransactionStatement>().Count == 0)
            return;

        Assert.NotEmpty(tree.All<CommitTransactionStatement>());
        Assert.Contains(tree.All<PredicateSetStatement>(), static set => set is { Options: SetOptions.XactAbort, IsOn: true });

        // Where a taken key is an answer, every other error rolls back before it is thrown on.
        Assert.All(tree.All<TryCatchStatement>(), static attempt => Assert.NotEmpty(attempt.CatchStatements.All<RollbackTransactionStatement>()));
    }

    /// <summary>A text of a variable has the database's collation, whatever that is, and does not compare with a column then (error 468).</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_in_a_list_of_a_statement_has_the_collation_of_the_columns(string name) => Assert.All(
        Tree(name).All<DeclareTableVariableBody>().SelectMany(static table => table.Definition.ColumnDefinitions)
            .Where(static column => column.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar }),
        static column => Assert.Equal(Schema.SqlServerContext.Collation, column.Collation?.Value));

    [Fact]
    public void Nothing_merges_and_nothing_reads_what_is_not_committed()
    {
        foreach (var tree in Sources.Statements.Select(static statement => Tree(statement.Name)))
        {
            Assert.Empty(tree.All<MergeStatement>());
            Assert.DoesNotContain(tree.All<TableHint>(), static hint => hint.HintKind is TableHintKind.NoLock or TableHintKind.ReadUncommitted);
        }
    }

    [Fact]
    public void The_scope_is_set_first_in_every_statement()
    {
        Assert.All(Sources.Statements, static statement =>
        {
            var first = Tree(statement.Name).All<ExecuteSpecification>().Take(SqlScope.Keys.Count);
            Assert.All(first, static call => Assert.Contains("sp_set_session_context", call.Text(), StringComparison.Ordinal));
        });
    }

    private static TSqlFragment Tree(string name) => Parsing.Parse(Sources.Statement(name).Text).Tree;

    private static IEnumerable<NamedTableReference> Tables(UpdateDeleteSpecificationBase change) =>
        Parsing.Tables(change.FromClause).Concat(change.Target is NamedTableReference target ? [target] : []);

    private static IEnumerable<NamedTableReference> HubTables(IEnumerable<NamedTableReference> tables) =>
        tables.Where(static table => table.SchemaObject.SchemaIdentifier?.Value == "hub");

    internal static void AssertAsksForRetailer(WhereClause? where, TSqlFragment statement) =>
        Assert.True(
            where is not null && where.All<BooleanComparisonExpression>().Any(static comparison =>
                comparison.FirstExpression is ColumnReferenceExpression column && column.MultiPartIdentifier.Identifiers[^1].Value == "retailer_id"
                && comparison.SecondExpression is VariableReference),
            $"asks for no retailer: {statement.Text()}");
}
