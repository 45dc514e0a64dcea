using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>What one list or response, believed already, says of a certificate.</summary>
/// <param name="Revoked">Null: not revoked.</param>
/// <param name="ThisUpdate">When that was known to be right.</param>
/// <param name="NextUpdate">Until when it speaks; null when not stated.</param>
public readonly record struct RevocationStatement(RevokedEntry? Revoked, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)
{
    /// <summary>Judges everything that is said of a certificate, the strongest first: a revocation in effect, a fresh statement, the policy.</summary>
    public static RevocationState Judge(IEnumerable<RevocationStatement> statements, X509Certificate2 certificate, RevocationPolicy policy, DateTimeOffset at)
    {
        var (good, assumed) = (false, policy.AcceptUnknown);
        foreach (var statement in statements)
        {
            if (statement.Revoked is { } revoked && revoked.At <= at)
                return RevocationState.Revoked;
            // A statement made after the time asked about tells of it as well: revocations are not taken back (holds are, and count while they last).
            // After a certificate's end its authority may drop it from lists: silence then means nothing.
            if (statement.ThisUpdate > new DateTimeOffset(certificate.NotAfter.ToUniversalTime()))
                continue;
            var end = policy.EndOf(statement.ThisUpdate, statement.NextUpdate);
            good |= at <= end;
            assumed |= at <= end + policy.Grace;
        }
        return good ? RevocationState.Good : assumed ? RevocationState.Assumed : RevocationState.Unknown;
    }
}
