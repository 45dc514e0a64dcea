using IntegrationHub.Confidential.Suites;

namespace IntegrationHub.Confidential.DataKeys;

/// <summary>Which suite seals which class, and how long and how often a data key is used.</summary>
public sealed record CipherPolicy
{
    public ICipherSuite Personal { get; init; } = CipherSuites.Aes256Gcm;

    public ICipherSuite Confidential { get; init; } = CipherSuites.Aes256Gcm;

    /// <summary>
    /// Values under one key, all processes together. Nonces are 96 random bits: at 2^30 values the chance that two are equal is about 2^-37;
    /// NIST SP 800-38D (8.3) allows 2^32 values and 2^-32. Random ones also hold when a restored backup forgets what was used.
    /// </summary>
    public long MaxValues { get; init; } = 1L << 30;

    /// <summary>Age from which a key is replaced for new values.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Values that a process reserves at a time; what it does not use is lost.</summary>
    public int Block { get; init; } = 1 << 16;

    /// <summary>How long a process uses a key before it asks whether it is still the one in use; a rotation waits this long before it begins.</summary>
    public TimeSpan Confirmation { get; init; } = TimeSpan.FromMinutes(1);

    /// <exception cref="ArgumentOutOfRangeException">The class is not sealed.</exception>
    public ICipherSuite SuiteFor(DataClass dataClass) => dataClass switch
    {
        DataClass.Personal => Personal,
        DataClass.Confidential => Confidential,
        _ => throw new ArgumentOutOfRangeException(nameof(dataClass), dataClass, "Only personal and confidential values are sealed."),
    };
}
