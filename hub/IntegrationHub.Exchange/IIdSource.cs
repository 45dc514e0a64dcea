namespace IntegrationHub.Exchange;

/// <summary>Port: identifiers of the hub. Decisions ask for them instead of making them, so that they can be repeated in a test.</summary>
/// <remarks>Thread-safe. Ids are UUIDs of version 7 that sort by <c>now</c>.</remarks>
public interface IIdSource
{
    Guid Next(DateTimeOffset now);
}
