namespace IntegrationHub.Identity.SignIn;

/// <summary>One thing that is counted: at most so many in a window.</summary>
/// <param name="Subject">What is counted and whose; stored as a digest that nobody without the hub's keys can try numbers against.</param>
public sealed record AttemptLimit(string Subject, int Most, TimeSpan Window);

/// <summary>
/// The limits. Guessing a password is limited per name <em>and</em> address, and per address, never per name alone: whoever knows a name can lock
/// out his own address and nobody else. A stolen password is not enough to come in, and codes are limited per number and person.
/// </summary>
public static class AttemptLimits
{
    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Before a password is looked at.</summary>
    public static IReadOnlyList<AttemptLimit> ForPassword(string name, string address) =>
        [new($"password/{name}/{address}", 5, QuarterHour), new($"password//{address}", 50, QuarterHour)];

    /// <summary>Before a code is sent.</summary>
    public static IReadOnlyList<AttemptLimit> ForCode(Guid account, string phone, string address) =>
        [new($"code-to/{phone}", 10, Hour), new($"code-for/{account:N}", 10, Hour), new($"code-from/{address}", 60, Hour)];

    /// <summary>Before the password of a confirmation is looked at. Counted by session, which nobody else has: whoever knows a name cannot keep its owner from approving in time.</summary>
    public static IReadOnlyList<AttemptLimit> ForConfirmation(Guid session) => [new($"confirm/{session:N}", 5, QuarterHour)];

    /// <summary>Before the code of a confirmation is sent. Apart from codes to sign in, which others can use up who know the password; every act needs one of its own.</summary>
    public static IReadOnlyList<AttemptLimit> ForConfirmationCode(Guid account) => [new($"code-confirm/{account:N}", 30, Hour)];

    /// <summary>Before the code of an administrator's envelope is looked at.</summary>
    public static IReadOnlyList<AttemptLimit> ForEnvelope(string administrator) => [new($"envelope/{administrator}", 5, QuarterHour)];

    /// <summary>After a token of a program that nobody has.</summary>
    public static IReadOnlyList<AttemptLimit> ForToken(string address) => [new($"token//{address}", 60, QuarterHour)];

    /// <summary>What an address counts as: of IPv6 the network, which one subscriber has whole.</summary>
    public static string Normal(System.Net.IPAddress? address)
    {
        if (address is null)
            return "unknown";

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && !System.Net.IPAddress.IsLoopback(plain)
            ? Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, 8)) + "/64"
            : plain.ToString();
    }
}
