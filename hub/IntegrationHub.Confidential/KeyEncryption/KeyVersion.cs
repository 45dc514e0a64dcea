using System.Globalization;

namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>One version of a key-encryption key.</summary>
/// <param name="Name">Which key, e.g. the label in a device; ASCII, 1 to 64 characters.</param>
/// <param name="Version">From 1; grows with every rotation.</param>
public sealed record KeyVersion(string Name, int Version)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Version}");
}
