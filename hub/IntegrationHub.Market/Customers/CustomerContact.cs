using System.Text.RegularExpressions;

namespace IntegrationHub.Market.Customers;

/// <summary>A person whom a customer is reached by.</summary>
/// <param name="Name">Name of the person; one has one number at a time.</param>
/// <param name="Phone">Telephone number in international form.</param>
public sealed partial record CustomerContact(string Name, string Phone)
{
    private const int ShownDigits = 4;

    /// <summary>The end of the number, by which those who know it know it again.</summary>
    public string EndOfPhone() => EndOf(Phone);

    /// <summary>The end of a number; one that is no longer than that, as it is.</summary>
    public static string EndOf(string phone) => phone.Length > ShownDigits ? "…" + phone[^ShownDigits..] : phone;

    /// <summary>Characters of a name.</summary>
    public const int LongestName = 60;

    /// <summary>True for a number in international form, e.g. <c>+8613800001234</c>.</summary>
    public static bool IsPhone(string text) => PhonePattern().IsMatch(text);

    /// <summary>Everything that is wrong with it.</summary>
    public IEnumerable<Problem> Check()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
            yield return new(ProblemCodes.ContactName, "The name of the contact is missing or cannot be used.", "name", $"Give 1 to {LongestName} characters.");

        if (!IsPhone(Phone))
            yield return new(ProblemCodes.ContactPhone, "This is no telephone number.", "phone", "Enter it in international form, e.g. +8613800001234.");
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PhonePattern();
}
