namespace IntegrationHub.Rendering;

/// <summary>A line of a document for people.</summary>
/// <param name="Text">From the left; too long a text goes on in lines of its own.</param>
/// <param name="Figure">At the right edge of the first of them; may be empty.</param>
public readonly record struct PageLine(string Text, string Figure = "")
{
    public static PageLine Empty { get; } = new("");
}
