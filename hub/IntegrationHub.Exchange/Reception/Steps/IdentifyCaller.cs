using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Reception;

/// <summary>Who calls.</summary>
public abstract record Caller
{
    private Caller()
    {
    }

    public sealed record Known(Party Party) : Caller;

    /// <summary>Nobody we exchange with: answered with <paramref name="HttpStatus"/> (401 unknown, 403 switched off), the body unread.</summary>
    public sealed record Refused(Rejection Reason, int HttpStatus, Party? Party) : Caller;
}

/// <summary>
/// Step 1, before a byte of the body is read: the TLS client certificate names the party; nothing in the message can.
/// </summary>
public static class IdentifyCaller
{
    /// <param name="directory">The parties.</param>
    /// <param name="sha256Thumbprint">SHA-256 of the client certificate in hexadecimal, or <c>null</c> when there was none.</param>
    public static Caller Of(PartyDirectory directory, string? sha256Thumbprint)
    {
        if (string.IsNullOrEmpty(sha256Thumbprint))
        {
            return new Caller.Refused(
                new Rejection(RejectionCodes.CertificateMissing, null, "No client certificate was presented.", "TLS", "Connect with the certificate that is registered here."), 401, null);
        }

        if (directory.FindByCertificate(sha256Thumbprint) is not { } party)
        {
            return new Caller.Refused(
                new Rejection(RejectionCodes.CallerUnknown, null, $"The certificate {sha256Thumbprint} belongs to no registered party.", "TLS", "Have the certificate registered, or use the registered one."), 401, null);
        }

        return party.Enabled
            ? new Caller.Known(party)
            : new Caller.Refused(
                new Rejection(RejectionCodes.CallerDisabled, "A05", $"The party {party.Name} is switched off.", "TLS", "Ask the operator of this hub."), 403, party);
    }
}
