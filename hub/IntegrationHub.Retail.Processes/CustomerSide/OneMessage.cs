namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// What one text message holds (3GPP TS 23.038): 140 octets. With a character that the alphabet of 7 bits has not, as every Chinese one, all of it goes as UCS-2, two octets each; what is longer
/// is sent, and paid for, as several.
/// </summary>
internal static class OneMessage
{
    /// <summary>Characters of UCS-2.</summary>
    public const int MostWide = 70;

    /// <summary>Characters of 7 bits.</summary>
    public const int MostNarrow = 160;

    /// <summary>Printable ASCII that the alphabet of 7 bits has in its extension, as two, or has not.</summary>
    private const string Dear = "[]{}\\^~|`";

    public static bool Holds(string text) => text.Length <= (text.All(static one => one is >= ' ' and <= '~' && !Dear.Contains(one, StringComparison.Ordinal)) ? MostNarrow : MostWide);
}
