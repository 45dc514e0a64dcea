namespace IntegrationHub.Schemas.Rules;

/// <summary>The length of texts beside reason codes.</summary>
public static class ReasonText
{
    /// <summary>Most characters that a reason text may have in every version of the standard.</summary>
    public const int MaxLength = 512;

    /// <summary>The text itself where it fits, else its beginning and an ellipsis; never half of a character that takes two code units.</summary>
    public static string Shorten(string text)
    {
        if (text.Length <= MaxLength) return text;
        var end = MaxLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
