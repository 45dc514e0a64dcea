using IntegrationHub.Exchange;

namespace IntegrationHub.Identity.Services;

/// <summary>What the fields of a service account and its tokens may be.</summary>
public static class ServiceAccountRules
{
    public const int MostPerMinute = 6000;

    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(400);

    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(14);

    private const int LongestName = 40;
    private const int LongestPurpose = 200;

    public static IReadOnlyList<Rejection> Check(NewServiceAccount order)
    {
        var refused = new List<Rejection>();
        if (order.Name.Length is < 2 or > LongestName || !order.Name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_'))
            refused.Add(new Rejection("SERVICE_NAME", null, "this is no name of a service account", "name", $"2 to {LongestName} of a-z, 0-9, dot, hyphen and underscore."));

        if (order.Purpose.Length is 0 or > LongestPurpose || order.Purpose.Any(char.IsControl))
            refused.Add(new Rejection("SERVICE_PURPOSE", null, "what the program is for is missing or too long", "purpose", $"1 to {LongestPurpose} characters on one line: the program and who answers for it."));

        if (order.Scopes.Count == 0)
            refused.Add(new Rejection("SERVICE_SCOPE_MISSING", null, "an account without scope can do nothing", "scopes", "Name at least one scope."));

        foreach (var scope in order.Scopes.Where(static scope => !ServiceScopes.All.Contains(scope)))
        {
            refused.Add(new Rejection(
                "SERVICE_SCOPE_NEVER", null, $"{scope} is for persons alone", "scopes", $"Take some of {string.Join(", ", ServiceScopes.All)}; deciding, signing and bids need a person's factors."));
        }

        if (order.PerMinute is < 1 or > MostPerMinute)
            refused.Add(new Rejection("SERVICE_RATE", null, $"{order.PerMinute} calls a minute cannot be allowed", "perMinute", $"Take 1 to {MostPerMinute}."));

        return refused;
    }

    /// <param name="life">From now until the new token expires.</param>
    /// <param name="overlap">How long the tokens before go on.</param>
    public static IReadOnlyList<Rejection> CheckTimes(TimeSpan life, TimeSpan overlap)
    {
        var refused = new List<Rejection>();
        if (life <= TimeSpan.Zero || life > LongestLife)
            refused.Add(new Rejection("SERVICE_TOKEN_LIFE", null, "a token cannot be good for so long", "life", $"Take up to {LongestLife.TotalDays:0} days."));

        if (overlap < TimeSpan.Zero || overlap > LongestOverlap)
            refused.Add(new Rejection("SERVICE_TOKEN_OVERLAP", null, "the token before cannot go on for so long", "overlap", $"Take up to {LongestOverlap.TotalDays:0} days."));

        return refused;
    }
}
