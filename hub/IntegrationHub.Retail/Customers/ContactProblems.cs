using IntegrationHub.Market;

namespace IntegrationHub.Retail.Customers;

/// <summary>Why nothing is done to a contact.</summary>
public static class ContactProblems
{
    public const string NotKnown = "CONTACT_NOT_KNOWN";
    public const string WrongState = "CONTACT_STATE";
    public const string SamePerson = "CONTACT_FOUR_EYES";
    public const string Reason = "CONTACT_REASON";

    /// <summary>Nothing is said of the number that is kept: the second person finds it in the papers, not here.</summary>
    internal static Problem Other { get; } = new(NotKnown, "No contact of this customer has this name and this number.", "phone", "Enter both as they stand in the customer's papers; where they were entered otherwise, withdraw that entry and add the right one.");

    internal static Problem Words { get; } = new(Reason, "What was checked, or why, is missing or cannot be used.", "reason", $"Say it in 1 to {KeptContact.LongestWords} characters.");

    internal static Checked<KeptContact> State(KeptContact entry, string done) =>
        new Problem(WrongState, $"This entry is {entry.State}: it cannot be {done}.", "name", "Look at `ihub customers contact list`.").Bad<KeptContact>();

    internal static Checked<KeptContact> FourEyes(string actor, string done) =>
        new Problem(SamePerson, $"{actor} {done} it.", "", "Another person does this.").Bad<KeptContact>();
}
