using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Retail.Processes.Signing;

/// <summary>Signs for the company with the hub's key, wherever that lies. Thread-safe.</summary>
/// <param name="key">The key that signs now.</param>
/// <param name="chain">The path to its authority, without its own certificate.</param>
/// <param name="time">The clock.</param>
public sealed class HubSigner(Func<SigningKey> key, Func<DateTimeOffset, IReadOnlyList<X509Certificate2>> chain, TimeProvider time)
{
    /// <summary>A signature beside its content, for a person whom the signed attributes name.</summary>
    public byte[] SignDetached(ReadOnlySpan<byte> content, string person)
    {
        var now = time.GetUtcNow();
        return new CadesSigner(key().ForCms) { OnBehalfOf = person }.SignDetached(content, now, chain(now));
    }

    /// <summary>A signature that carries its content: a statement of the hub's own.</summary>
    public byte[] SignAttached(ReadOnlySpan<byte> content)
    {
        var now = time.GetUtcNow();
        return new CadesSigner(key().ForCms).SignAttached(content, now, chain(now));
    }
}
