using IntegrationHub.Exchange;

namespace IntegrationHub.Identity.People;

/// <summary>What the fields of an account may be.</summary>
public static class AccountRules
{
    private const int LongestName = 40;
    private const int LongestDisplayName = 100;

    /// <summary>Names are compared in lower case.</summary>
    public static string Normal(string name) => name.Trim().ToLowerInvariant();

    public static IReadOnlyList<Rejection> Check(string name, string displayName, string phone)
    {
        var refused = new List<Rejection>();
        if (name.Length is < 2 or > LongestName || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_'))
        {
            refused.Add(new Rejection(
                "ACCOUNT_NAME", null, "this is no name to sign in with", "name", $"2 to {LongestName} of a-z, 0-9, dot, hyphen and underscore."));
        }

        if (displayName.Length is 0 or > LongestDisplayName || displayName.Any(char.IsControl))
            refused.Add(new Rejection("ACCOUNT_DISPLAY_NAME", null, "the display name is missing or too long", "display", $"1 to {LongestDisplayName} characters on one line."));

        return [.. refused, .. CheckPhone(phone)];
    }

    public static IReadOnlyList<Rejection> CheckPhone(string phone) => IsPhone(phone) ? []
        : [new Rejection("ACCOUNT_PHONE", null, "the phone number is not in international form", "phone", "Write + with country code and 7 to 15 digits, e.g. +8613800000001.")];

    /// <summary>Heads say of what; nobody else leads.</summary>
    public static IReadOnlyList<Rejection> CheckLeads(IReadOnlyCollection<Role> roles, IReadOnlyCollection<Department> leads) =>
        roles.Contains(Role.Head) == leads.Count > 0 ? []
        : leads.Count > 0 ? [new Rejection("LEADS_WITHOUT_HEAD", null, "only heads lead departments", "leads", "Give the role head, or leave the departments out.")]
        : [new Rejection("HEAD_WITHOUT_DEPARTMENT", null, "a head leads at least one department", "leads", $"Name some of {string.Join(", ", Enum.GetNames<Department>())}.")];

    /// <summary>A staff number, or another text that one human alone has.</summary>
    public static IReadOnlyList<Rejection> CheckPersonNumber(string number) =>
        number.Length is > 0 and <= LongestName && number.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/') ? []
        : [new Rejection("PERSON_NUMBER", null, "this is no number of a person", "person", $"1 to {LongestName} letters, digits, dots, hyphens, underscores and slashes, as the staff list has it.")];

    /// <summary>E.164: plus, country code without leading zero, at most 15 digits.</summary>
    private static bool IsPhone(string phone) =>
        phone.Length is >= 8 and <= 16 && phone[0] == '+' && phone[1] != '0' && phone.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
