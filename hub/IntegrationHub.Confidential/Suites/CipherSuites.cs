namespace IntegrationHub.Confidential.Suites;

/// <summary>The suites that this program knows.</summary>
public static class CipherSuites
{
    public static ICipherSuite Aes256Gcm { get; } = new AesGcmSuite();

    public static ICipherSuite Sm4Gcm { get; } = new Sm4GcmSuite();

    public static IReadOnlyList<ICipherSuite> All { get; } = [Aes256Gcm, Sm4Gcm];

    /// <summary>The suite of a number, or <c>null</c>.</summary>
    public static ICipherSuite? Find(byte id) => All.FirstOrDefault(suite => suite.Id == id);
}
