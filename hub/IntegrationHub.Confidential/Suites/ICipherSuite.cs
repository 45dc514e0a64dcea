namespace IntegrationHub.Confidential.Suites;

/// <summary>An authenticated cipher with a nonce of 12 and a tag of 16 octets. Every sealed value names its suite.</summary>
public interface ICipherSuite
{
    /// <summary>Stored in every value; never given to another suite.</summary>
    byte Id { get; }

    /// <summary>As configuration and status name it.</summary>
    string Name { get; }

    int KeyBytes { get; }

    /// <summary>A key that is ready to work; the octets are copied.</summary>
    ISuiteKey Use(ReadOnlySpan<byte> key);
}

/// <summary>A key of a suite. Thread-safe.</summary>
public interface ISuiteKey : IDisposable
{
    void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, ReadOnlySpan<byte> associated);

    /// <returns>False when it is not authentic; the target is zero then.</returns>
    bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated);
}
