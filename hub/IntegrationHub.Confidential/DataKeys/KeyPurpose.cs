namespace IntegrationHub.Confidential.DataKeys;

/// <summary>What a data key does. The numbers are stored; those of values are the numbers of <see cref="DataClass"/>.</summary>
public enum KeyPurpose
{
    PersonalValues = DataClass.Personal,
    ConfidentialValues = DataClass.Confidential,

    /// <summary>Keyed hashes for equality search.</summary>
    Hashes = 10,
}
