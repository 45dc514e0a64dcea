using IntegrationHub.Market;

namespace IntegrationHub.Rendering;

/// <summary>Draws with the font of a file, two documents at once: drawing takes a processor whole, beside whatever else the node does. Thread-safe.</summary>
public static class Drawing
{
    private static readonly SemaphoreSlim Turns = new(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Draws a document, or says why not.</summary>
    /// <param name="font">File of the font; empty is the usual one.</param>
    /// <param name="draw">Draws it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Checked<byte[]>> DrawAsync(string font, Func<FontFile, Checked<byte[]>> draw, CancellationToken cancellationToken)
    {
        if (!await Turns.WaitAsync(Patience, cancellationToken).ConfigureAwait(false))
            return Checked.Bad<byte[]>(new Problem("DRAWING_BUSY", "Many documents are drawn at the moment.", "", "Try again in a minute."));

        try
        {
            var opened = FontFile.Open(font);
            return opened.Value is { } file ? draw(file) : new(null, opened.Problems);
        }
        finally
        {
            Turns.Release();
        }
    }
}
