namespace IntegrationHub.Workflows.Engine.Desk;

/// <summary>A value, or all that is wrong with what was asked. Never both.</summary>
/// <param name="Value">Null where it was refused.</param>
public sealed record Outcome<T>(T? Value, IReadOnlyList<Finding> Findings)
    where T : class;

/// <summary>Makes outcomes.</summary>
public static class Outcome
{
    public static Outcome<T> Of<T>(T value)
        where T : class => new(value, []);

    public static Outcome<T> Refused<T>(Finding finding)
        where T : class => new(null, [finding]);
}
