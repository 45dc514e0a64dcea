namespace IntegrationHub.Identity.SignIn;

/// <summary>What a confirmation is for: one act, or the person alone.</summary>
/// <param name="Act">Digest of everything that is to be done, lower hexadecimal digits; empty where only the person is confirmed.</param>
/// <param name="Summary">The case and the decision in a few words, for the message with the code: who gets it sees what is confirmed with it.</param>
public sealed record ConfirmedThing(string Act, string Summary)
{
    private const int LongestSummary = 60;

    public static ConfirmedThing Person { get; } = new("", "");

    internal string? ActOrNull => Act.Length == 0 ? null : Act;

    internal string InMessage => Summary.Length == 0 ? "" : ": " + (Summary.Length <= LongestSummary ? Summary : Summary[..LongestSummary] + "…");
}
