using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>What revocation data says of a whole chain; trust ends at its root, which nobody revokes.</summary>
/// <param name="State">Of the first link that does not pass, else <see cref="RevocationState.Assumed"/> when one had to be assumed, else good.</param>
/// <param name="Detail">In one sentence; empty when good.</param>
internal readonly record struct ChainRevocation(RevocationState State, string Detail)
{
    /// <param name="chain">From the certificate to the root.</param>
    /// <param name="source">Null checks nothing.</param>
    /// <param name="at">The time asked about.</param>
    public static ChainRevocation Of(IReadOnlyList<X509Certificate2> chain, IRevocationSource? source, DateTimeOffset at)
    {
        var result = new ChainRevocation(RevocationState.Good, "");
        for (var i = 0; source is not null && i + 1 < chain.Count; i++)
        {
            switch (source.StateOf(chain[i], chain[i + 1], at))
            {
                case RevocationState.Revoked:
                    return new(RevocationState.Revoked, Describe(chain[i], source.RevocationOf(chain[i], chain[i + 1])));
                case RevocationState.Unknown:
                    return new(RevocationState.Unknown, $"It is not known whether {chain[i].Subject} was revoked.");
                case RevocationState.Assumed:
                    result = new(RevocationState.Assumed, $"It is assumed by policy that {chain[i].Subject} was not revoked; no fresh data says so.");
                    break;
            }
        }
        return result;
    }

    public static string Describe(X509Certificate2 certificate, RevokedEntry? entry) => entry is null
        ? $"{certificate.Subject} was revoked."
        : $"{certificate.Subject} was revoked at {entry.At:u}{(entry.ReasonText is { } reason ? $" ({reason})" : "")}.";
}
