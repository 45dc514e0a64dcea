namespace IntegrationHub.Evidence.Bundles;

internal static class PlainText
{
    /// <summary>A text of a bundle for a line of a verdict: it begins no line of its own.</summary>
    public static string Plain(this string text) => string.Create(text.Length, text, static (line, from) =>
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
    });
}
