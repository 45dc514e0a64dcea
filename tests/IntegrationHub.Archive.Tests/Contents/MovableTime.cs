namespace IntegrationHub.Archive.Tests.Contents;

/// <summary>A clock that a test sets.</summary>
public sealed class MovableTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
