using IntegrationHub.Storage.PostgreSql;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>A transaction that lost against another is done again, and no other failure is.</summary>
public sealed class RepetitionTests
{
    private int _attempts;

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.SerializationFailure)]
    public async Task What_lost_against_another_is_done_again(string state)
    {
        Assert.Equal("done", await Repetition.OfLosersAsync(() => ++_attempts < Repetition.Attempts ? throw Failure(state) : Task.FromResult("done")));
        Assert.Equal(Repetition.Attempts, _attempts);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected, Repetition.Attempts)]
    [InlineData(PostgresErrorCodes.UniqueViolation, 1)]
    public async Task What_goes_on_failing_is_told(string state, int attempts)
    {
        var told = await Assert.ThrowsAsync<PostgresException>(() => Repetition.OfLosersAsync<string>(() => ++_attempts > 0 ? throw Failure(state) : Task.FromResult("")));
        Assert.Equal((state, attempts), (told.SqlState, _attempts));
    }

    private static PostgresException Failure(string state) => new("no", "ERROR", "ERROR", state);
}
