using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Profiles are the same where root element and namespace are; their names are for people.</summary>
internal static class KnownProfiles
{
    public static bool Means(this ProfileId profile, ProfileId known) =>
        string.Equals(profile.Namespace, known.Namespace, StringComparison.Ordinal) && string.Equals(profile.RootElement, known.RootElement, StringComparison.Ordinal);
}
