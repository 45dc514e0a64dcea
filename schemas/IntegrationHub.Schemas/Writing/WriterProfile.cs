using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Names the profiles that writers know: the short name, the root element and the namespace of the standard.</summary>
internal static class WriterProfile
{
    private const string Prefix = "urn:iec62325.351:tc57wg16:";

    public static ProfileId Of(string name, string root, string document, int major, int minor) =>
        new($"{name} {major}.{minor}", root, $"{Prefix}{document}:{major}:{minor}");
}
