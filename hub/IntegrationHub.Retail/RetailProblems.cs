using IntegrationHub.Market;

namespace IntegrationHub.Retail;

/// <summary>What stands in the way of a change beside what the market core finds.</summary>
public static class RetailProblems
{
    public const string Unknown = "RECORD_UNKNOWN";
    public const string Exists = "RECORD_EXISTS";
    public const string Changed = "RECORD_CHANGED";
    public const string VersionOrder = "RECORD_VERSION_ORDER";
    public const string AttachmentName = "ATTACHMENT_NAME";
    public const string AttachmentTooLarge = "ATTACHMENT_TOO_LARGE";
    public const string ContactKnown = "CONTACT_KNOWN_OTHERWISE";
    public const string ServiceEnd = "SERVICE_END";
    public const string ReadingAccount = "READING_ACCOUNT_UNKNOWN";

    public static Problem NotThere(Sentence what, string remedy) => new(Unknown, $"There is no {what}.", "", remedy);

    public static Problem NotThere(string what, string remedy) => NotThere(new Sentence(what), remedy);

    public static Problem SomebodyElse { get; } = new(Changed, "Somebody else changed it meanwhile; nothing was saved.", "", "Look at it again, and repeat what still holds.");

    /// <summary>A list of one.</summary>
    public static Checked<T> Bad<T>(this Problem problem)
        where T : class => Checked.Bad<T>(problem);
}
