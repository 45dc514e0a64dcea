namespace IntegrationHub.Identity.BreakGlass;

/// <summary>What became of a message to an administrator.</summary>
public enum BreakGlassMessageState
{
    /// <summary>It is being handed over.</summary>
    Sending,

    /// <summary>A gateway took it.</summary>
    Sent,

    /// <summary>No gateway took it.</summary>
    Refused,

    /// <summary>A gateway may have taken it and did not say so.</summary>
    Unknown,
}

/// <summary>An administrator is told by text message that somebody can come in without a code by SMS. The code that lets in is never in it.</summary>
/// <param name="Opening">Which opening.</param>
/// <param name="Account">Who is told.</param>
/// <param name="Phone">In international form.</param>
/// <param name="Text">What is said.</param>
/// <param name="At">When it came up.</param>
public sealed record BreakGlassMessage(string Opening, string Account, string Phone, string Text, DateTimeOffset At);

/// <summary>Port: keeps what administrators were told among everything else that was told to people. Thread-safe.</summary>
public interface IBreakGlassMessages
{
    /// <summary>Keeps what became of a message, in the place of what was kept of it before.</summary>
    Task KeepAsync(BreakGlassMessage message, BreakGlassMessageState state, CancellationToken cancellationToken);
}
