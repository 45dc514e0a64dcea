namespace IntegrationHub.Identity.Sessions;

/// <summary>Where a session is good: where it began, and not by the other way.</summary>
public enum SessionWay
{
    /// <summary>Its token is in a cookie of a browser.</summary>
    Pages,

    /// <summary>Its token is in a header of calls of the HTTP API.</summary>
    Calls,
}
