namespace IntegrationHub.Identity.Codes;

/// <summary>Port: sends a short message. Thread-safe.</summary>
public interface ISmsSender
{
    /// <summary>Hands the message over.</summary>
    /// <param name="phone">In international form.</param>
    /// <param name="text">At most 140 octets of UTF-8, so that it stays one message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SmsException">It could not be handed over.</exception>
    Task SendAsync(string phone, string text, CancellationToken cancellationToken);
}

/// <summary>The gateway does not take messages.</summary>
public sealed class SmsException(string message, Exception? inner = null) : Exception(message, inner);
