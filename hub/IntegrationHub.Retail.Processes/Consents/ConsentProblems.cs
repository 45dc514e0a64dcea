namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>What stands in the way of a consent.</summary>
public static class ConsentProblems
{
    public const string Missing = "CONSENT_MISSING";
    public const string NotOffered = "CONSENT_NOT_OFFERED";
    public const string Phone = "CONSENT_PHONE";
    public const string NotOnRecord = "CONSENT_NOT_ON_RECORD";
    public const string Session = "CONSENT_SESSION";
    public const string TooManyCodes = "CONSENT_TOO_MANY_CODES";
    public const string NotSent = "CONSENT_CODE_NOT_SENT";
    public const string NoCode = "CONSENT_NO_CODE";
    public const string Expired = "CONSENT_CODE_EXPIRED";
    public const string Wrong = "CONSENT_CODE_WRONG";
    public const string Used = "CONSENT_TRIES_USED";
    public const string OtherText = "CONSENT_OTHER_TEXT";
    public const string Answer = "CONSENT_ANSWER";
    public const string Reason = "CONSENT_REASON";
}
