namespace IntegrationHub.Host.CommandLine;

/// <summary>The command line asks for something that makes no sense: one line, a hint, exit code 2.</summary>
internal sealed class WrongUseException(string message) : Exception(message);

/// <summary>
/// The verb cannot do it here and now, and the user can do something about it: text and remedy, exit code 1, no stack trace.
/// </summary>
/// <param name="code">Stable code, upper snake case.</param>
/// <param name="message">What is in the way.</param>
/// <param name="remedy">What to do about it.</param>
internal sealed class RefusedException(string code, string message, string remedy) : Exception(message)
{
    public string Code { get; } = code;

    public string Remedy { get; } = remedy;
}
