using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>What became of a chain.</summary>
public enum ChainState
{
    Trusted,
    Untrusted,
    NotYetValid,
    Expired,
}

/// <summary>The outcome of building a chain.</summary>
/// <param name="State">Whether it leads to a trusted authority at the time asked about.</param>
/// <param name="Elements">From the certificate to the root; empty unless trusted. Shared: do not dispose.</param>
/// <param name="Detail">Why not, in a sentence; empty when trusted.</param>
public sealed record ChainResult(ChainState State, IReadOnlyList<X509Certificate2> Elements, string Detail)
{
    internal static ChainResult Trusted(X509Certificate2[] elements) => new(ChainState.Trusted, elements, "");

    internal static ChainResult Untrusted(string detail) => new(ChainState.Untrusted, [], detail);
}
