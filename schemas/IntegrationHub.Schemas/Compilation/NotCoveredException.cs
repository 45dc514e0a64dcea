namespace IntegrationHub.Schemas.Compilation;

/// <summary>
/// Says inside the compiler that a schema uses something the automaton does not cover; the profile then runs on the
/// framework's validator, and its page and status name the reason.
/// </summary>
internal sealed class NotCoveredException(string reason) : Exception(reason);
