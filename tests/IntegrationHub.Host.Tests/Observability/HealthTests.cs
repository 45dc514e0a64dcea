using IntegrationHub.Host.Observability;

namespace IntegrationHub.Host.Tests.Observability;

public sealed class HealthTests
{
    [Fact]
    public async Task A_part_that_throws_is_not_ready_and_hides_nothing_of_the_others()
    {
        var parts = await HealthEndpoints.CheckAllAsync([new Well(), new Broken()], CancellationToken.None);

        Assert.Equal([new PartHealth("well", true), new PartHealth("Broken", false, "InvalidOperationException")], parts);
    }

    private sealed class Well : IReadinessCheck
    {
        public ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new PartHealth("well", true));
    }

    private sealed class Broken : IReadinessCheck
    {
        public ValueTask<PartHealth> CheckAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("secret text");
    }
}
