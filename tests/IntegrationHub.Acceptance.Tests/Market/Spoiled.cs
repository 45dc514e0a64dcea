using System.Text;

namespace IntegrationHub.Acceptance.Tests.Market;

/// <summary>Ways in which a good document goes bad.</summary>
internal static class Spoiled
{
    /// <summary>A code that its list does not have.</summary>
    public static byte[] Schema(byte[] document) => Replaced(document, "<type>A44</type>", "<type>price list</type>");

    /// <summary>Another price under the same identification.</summary>
    public static byte[] Content(byte[] document) => Replaced(document, "<price.amount>318", "<price.amount>319");

    /// <summary>The last point is missing, which a curve of fixed blocks does not allow.</summary>
    public static byte[] Rule(byte[] document)
    {
        var text = Encoding.UTF8.GetString(document);
        var last = text.LastIndexOf("<Point>", StringComparison.Ordinal);
        var end = text.IndexOf("</Point>", last, StringComparison.Ordinal) + "</Point>".Length;
        return Encoding.UTF8.GetBytes(text.Remove(last, end - last));
    }

    private static byte[] Replaced(byte[] document, string what, string by)
    {
        var text = Encoding.UTF8.GetString(document);
        Assert.Contains(what, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal));
    }
}
