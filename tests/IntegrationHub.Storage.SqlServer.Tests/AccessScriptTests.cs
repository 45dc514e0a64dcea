using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Isolation;
using IntegrationHub.Storage.SqlServer.Schema;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>Rights and row policies, judged by the parser against the tables that the migrations make.</summary>
public sealed class AccessScriptTests
{
    private static readonly Lazy<TSqlFragment> Tree = new(static () => Parsing.Parse(MigrationScript.Write()).Tree);

    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Columns = new(static () => Tree.Value.All<CreateTableStatement>().ToDictionary(
        static table => Name(table.SchemaObjectName),
        static table => table.Definition.ColumnDefinitions.ToDictionary(static column => column.ColumnIdentifier.Value, static column => column.DataType.Text(), StringComparer.Ordinal),
        StringComparer.Ordinal));

    [Fact]
    public void What_the_script_gives_is_what_was_reviewed() => Golden.AssertSame("access.sql", MigrationScript.Access());

    [Fact]
    public void Both_databases_have_the_same_tables() =>
        Assert.Equal(AccessTables.All.Select(static table => table.Table).Order(StringComparer.Ordinal), Columns.Value.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Rights_and_policies_name_columns_that_are_there()
    {
        foreach (var access in AccessTables.All)
        {
            var columns = Columns.Value[access.Table];
            var named = access.Update is "" or "*" ? [] : access.Update.Split(", ");
            Assert.All(named, column => Assert.True(columns.ContainsKey(column), $"{access.Table} has no column {column}"));
            if (access.Rows == Belonging.Everybody)
                continue;

            foreach (var (column, type) in RowPredicate.Seen(access).Columns.Concat(RowPredicate.Added(access).Columns).Concat(RowPredicate.Changed(access).Columns).Concat(RowPredicate.Removed(access).Columns))
            {
                // A number may be narrower than the parameter; bytes and ids are of its type.
                var actual = columns[column];
                Assert.True(actual == type || (type == "bigint" && actual == "int"), $"{access.Table}.{column} is {actual}, its policy takes {type}");
            }
        }
    }

    [Fact]
    public void Every_table_but_the_list_of_migrations_has_a_filter_and_whatever_may_be_added_is_checked()
    {
        var predicates = Tree.Value.All<CreateSecurityPolicyStatement>().SelectMany(static policy => policy.SecurityPredicateActions).ToLookup(static action => Name(action.TargetObjectName));
        foreach (var access in AccessTables.All.Where(static table => table.Rows != Belonging.Everybody))
        {
            var mine = predicates[access.Table].ToList();
            Assert.Single(mine, static action => action.SecurityPredicateType == SecurityPredicateType.Filter);
            Assert.Equal(access.Insert, mine.Exists(static action => action.SecurityPredicateOperation == SecurityPredicateOperation.AfterInsert));
            Assert.Equal(access.Update.Length > 0, mine.Exists(static action => action.SecurityPredicateOperation == SecurityPredicateOperation.AfterUpdate));
            Assert.Equal(access.UpdateOnly is not null, mine.Exists(static action => action.SecurityPredicateOperation == SecurityPredicateOperation.BeforeUpdate));
            Assert.Equal(access.DeleteOnly is not null, mine.Exists(static action => action.SecurityPredicateOperation == SecurityPredicateOperation.BeforeDelete));
        }

        Assert.Equal(["hub.schema_migration"], AccessTables.All.Where(static table => table.Rows == Belonging.Everybody).Select(static table => table.Table));
    }

    [Fact]
    public void Every_policy_is_on_and_calls_a_function_that_was_made_with_as_many_columns()
    {
        var functions = Tree.Value.All<CreateFunctionStatement>().ToDictionary(static function => function.Name.BaseIdentifier.Value, static function => function.Parameters.Count, StringComparer.Ordinal);
        Assert.All(Tree.Value.All<CreateSecurityPolicyStatement>(), static policy => Assert.Contains("state = on", policy.Text(), StringComparison.Ordinal));
        Assert.All(
            Tree.Value.All<SecurityPredicateAction>(),
            action => Assert.Equal(functions[action.FunctionCall.FunctionName.Value], action.FunctionCall.Parameters.Count));
    }

    [Fact]
    public void No_serving_role_gets_a_right_on_the_other_side_and_none_owns_or_alters()
    {
        foreach (var grant in Tree.Value.All<GrantStatement>())
        {
            var schema = grant.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[0].Value;
            var role = Assert.Single(grant.Principals).Identifier.Value;
            if (schema == "security")
            {
                // Both sides look at their start whether the policies are in force.
                Assert.Equal("view definition", string.Join(' ', Assert.Single(grant.Permissions).Identifiers.Select(static word => word.Value)));
                continue;
            }

            Assert.Equal(schema == "customer" ? Roles.Customer : Roles.Company, role);
            Assert.All(
                grant.Permissions.Select(static permission => string.Join(' ', permission.Identifiers.Select(static word => word.Value))),
                static permission => Assert.Contains(permission, (string[])["select", "insert", "update", "delete", "execute"]));
        }

        Assert.Equal(
            ["customer to ihub_company", "hub to ihub_customer", "ledger to ihub_customer"],
            Tree.Value.All<DenyStatement>().Select(static deny => $"{deny.SecurityTargetObject.ObjectName.Text()} to {deny.Principals[0].Identifier.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("hub.event", "before update", "@position is null or convert(nvarchar(100), session_context(N'hub.system')) in (N'keys')")]
    [InlineData("hub.registered_document", "before update", "in (N'keys')")]
    [InlineData("hub.crossing_outbox", "after insert", "@number is null")]
    [InlineData("hub.business_record", "before delete", "@kind in (N'CustomerNotice', N'CustomerTelling', N'Message')")]
    [InlineData("ledger.tile", "before update", "datalength(@hashes) < 8192")]
    [InlineData("hub.mailbox", "filter", "@party_id = convert(binary(16), session_context(N'hub.party'))")]
    [InlineData("customer.crossing_inbox", "filter", "@subject is null or @subject = convert(binary(16), session_context(N'hub.customer'))")]
    public void A_policy_asks_what_the_table_says(string table, string act, string expected)
    {
        var policy = Assert.Single(Tree.Value.All<CreateSecurityPolicyStatement>(), policy => policy.SecurityPredicateActions.Any(action => Name(action.TargetObjectName) == table));
        var action = Assert.Single(policy.SecurityPredicateActions, action => Act(action) == act);
        var function = Assert.Single(Tree.Value.All<CreateFunctionStatement>(), function => function.Name.BaseIdentifier.Value == action.FunctionCall.FunctionName.Value);

        Assert.Contains(expected, function.Text(), StringComparison.Ordinal);
    }

    /// <summary>A login that serves could set the scope of migrations: it counts with the owner's role alone.</summary>
    [Fact]
    public void The_scope_of_migrations_counts_for_owners_alone() => Assert.All(
        Tree.Value.All<CreateFunctionStatement>(),
        static function => Assert.Contains("= N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1)", function.Text(), StringComparison.Ordinal));

    [Fact]
    public void Rights_and_policies_are_taken_away_before_the_first_migration_and_come_back_with_the_mark_after_the_last()
    {
        var script = MigrationScript.Write();
        var taken = script.IndexOf("drop security policy", StringComparison.Ordinal);
        var table = script.IndexOf("CREATE TABLE", StringComparison.Ordinal);
        var given = script.IndexOf("create security policy", StringComparison.Ordinal);

        Assert.True(taken >= 0 && taken < table && table < given);
        Assert.True(given < script.IndexOf(AccessScript.Mark, StringComparison.Ordinal));
        Assert.Contains("sp_dropextendedproperty", string.Concat(AccessScript.TakeAway), StringComparison.Ordinal);
    }

    private static string Act(SecurityPredicateAction action) => (action.SecurityPredicateType, action.SecurityPredicateOperation) switch
    {
        (SecurityPredicateType.Filter, _) => "filter",
        (_, SecurityPredicateOperation.AfterInsert) => "after insert",
        (_, SecurityPredicateOperation.BeforeUpdate) => "before update",
        (_, SecurityPredicateOperation.AfterUpdate) => "after update",
        (_, SecurityPredicateOperation.BeforeDelete) => "before delete",
        (_, var other) => other.ToString(),
    };

    private static string Name(SchemaObjectName name) => $"{name.SchemaIdentifier.Value}.{name.BaseIdentifier.Value}";
}
