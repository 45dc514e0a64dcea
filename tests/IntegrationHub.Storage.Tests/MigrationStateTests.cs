namespace IntegrationHub.Storage.Tests;

/// <summary>The migrations of the program against those of the database.</summary>
public sealed class MigrationStateTests
{
    [Fact]
    public void What_both_know_what_the_database_lacks_and_what_only_it_has_are_told_apart()
    {
        var state = MigrationState.Of(["1_a", "2_b", "3_c"], ["2_b", "1_a", "9_z"]);

        Assert.Equal(["1_a", "2_b"], state.Applied);
        Assert.Equal(["3_c"], state.Pending);
        Assert.Equal(["9_z"], state.Unknown);
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_with_the_names_and_one_behind_is_not()
    {
        var refusal = MigrationState.Of(["1"], ["1", "2_newer"]).Refusal!;

        Assert.Equal("STORAGE_NEWER_SCHEMA", refusal.Code);
        Assert.Contains("2_newer", refusal.Problem, StringComparison.Ordinal);
        Assert.Null(MigrationState.Of(["1", "2"], ["1"]).Refusal);
    }
}
