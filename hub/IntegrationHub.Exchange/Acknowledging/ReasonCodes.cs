namespace IntegrationHub.Exchange.Acknowledging;

/// <summary>The reason codes that say how an acknowledgement ended (StandardReasonCodeTypeList V94).</summary>
public static class ReasonCodes
{
    public const string FullyAccepted = "A01";
    public const string FullyRejected = "A02";
    public const string ErrorsInSeries = "A03";
    public const string SeriesRejected = "A20";
    public const string SeriesWithIntervalErrors = "A21";
    public const string VersionConflict = "A51";
    public const string CannotBeProcessed = "A94";
    public const string ComplementaryInformation = "A95";

    /// <summary>Codes that accept only a part: A03, A07 (partially accepted), B70 (message partially accepted).</summary>
    public static bool IsPartial(string code) => code is ErrorsInSeries or "A07" or "B70";

    /// <summary>Codes that accept: A01, A06 (schedule accepted).</summary>
    public static bool IsAcceptance(string code) => code is FullyAccepted or "A06";

    /// <summary>Codes that reject the whole: A02, A08 (schedule rejected).</summary>
    public static bool IsRejection(string code) => code is FullyRejected or "A08";

    /// <summary>Codes that only add words: A95, 999 (errors not specifically identified), B31 (verified).</summary>
    public static bool IsNeutral(string code) => code is ComplementaryInformation or "999" or "B31";
}
