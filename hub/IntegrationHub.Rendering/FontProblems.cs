namespace IntegrationHub.Rendering;

/// <summary>Why there is no PDF.</summary>
public static class FontProblems
{
    public const string Missing = "FONT_MISSING";
    public const string Unusable = "FONT_UNUSABLE";
    public const string Lacks = "FONT_LACKS_CHARACTER";
}
