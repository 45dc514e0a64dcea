using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>The walk of a watch where nothing is validated: every token comes from the tokenizer.</summary>
public static class PlainWalk
{
    /// <summary>Reads to the end.</summary>
    /// <param name="xml">A reader at its beginning; the caller disposes it.</param>
    /// <param name="document">The bytes it reads.</param>
    /// <param name="watch">What sees them.</param>
    /// <returns>Why reading stopped early, or null.</returns>
    public static XmlError? Run<TWatch>(ref Utf8XmlReader xml, ReadOnlySpan<byte> document, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        watch.Window(document);
        while (xml.Read())
            watch.Token(in xml);
        if (xml.Error is null) watch.End();
        return xml.Error;
    }
}
