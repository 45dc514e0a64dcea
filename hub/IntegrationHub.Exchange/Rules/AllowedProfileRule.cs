namespace IntegrationHub.Exchange.Rules;

/// <summary>The sender may send this document type; acknowledgements are always allowed, for they answer what we sent.</summary>
public sealed class AllowedProfileRule : IMarketRule
{
    public IEnumerable<Rejection> Check(MarketRuleInput input)
    {
        var profile = input.Document.Profile;
        var allowed = input.From.AllowedProfiles;
        if (allowed.Count > 0
            && !string.Equals(profile.RootElement, "Acknowledgement_MarketDocument", StringComparison.Ordinal)
            && !allowed.Contains(profile.Name, StringComparer.Ordinal))
        {
            yield return new Rejection(
                RejectionCodes.ProfileNotAllowed,
                "A05",
                $"{input.From.Code} has no contract to send {profile.Name}; allowed are {string.Join(", ", allowed)}.",
                profile.RootElement,
                "Send an allowed document type and version, or have this one added to the party.");
        }
    }
}
