namespace IntegrationHub.Identity.Codes;

/// <summary>Port: sends a short message. Thread-safe.</summary>
public interface ISmsSender
{
    /// <summary>Hands the message over, at most once: where a gateway may have taken it, no other one is tried.</summary>
    /// <param name="phone">In international form.</param>
    /// <param name="text">At most 140 octets of UTF-8, so that it stays one message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SmsException">It could not be handed over.</exception>
    Task SendAsync(string phone, string text, CancellationToken cancellationToken);

    /// <summary>The same for a code, for which somebody waits and which is good once: another gateway is tried also where one may have taken it, so it can arrive twice.</summary>
    /// <param name="phone">In international form.</param>
    /// <param name="text">At most 140 octets of UTF-8, so that it stays one message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SmsException">It could not be handed over.</exception>
    Task SendCodeAsync(string phone, string text, CancellationToken cancellationToken) => SendAsync(phone, text, cancellationToken);
}

/// <summary>A message could not be handed over, or nobody knows whether it was.</summary>
public sealed class SmsException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True where the message may be on its way all the same: a gateway was given it and did not clearly refuse it.</summary>
    public bool MayHaveLeft { get; init; }
}
