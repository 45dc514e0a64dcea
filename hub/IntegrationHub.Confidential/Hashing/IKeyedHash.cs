namespace IntegrationHub.Confidential.Hashing;

/// <summary>
/// Port: hashes under a secret key, by which sealed identifiers are found. Equality is all there is: no prefix, no order, no likeness.
/// Without the key nobody can try out guesses.
/// </summary>
/// <remarks>Thread-safe. Equal texts have different hashes in different columns and for different retailers.</remarks>
public interface IKeyedHash
{
    /// <summary>The hash to store beside a sealed identifier.</summary>
    /// <param name="retailer">Number of the retailer.</param>
    /// <param name="table">Table of the hash.</param>
    /// <param name="column">Column of the hash.</param>
    /// <param name="value">The identifier as it is compared: case and spaces are the caller's matter.</param>
    /// <returns><see cref="KeyedHash.HashBytes"/> octets.</returns>
    byte[] Of(int retailer, string table, string column, string value);

    /// <summary>
    /// Every hash under which the identifier may be stored: the present key's first, and those of former keys while a rotation goes on. A
    /// search takes any of them.
    /// </summary>
    IReadOnlyList<byte[]> Candidates(int retailer, string table, string column, string value);
}
