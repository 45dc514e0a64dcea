using System.Text;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>Changes to documents.</summary>
internal static class Documents
{
    public static byte[] Replace(byte[] document, string what, string by)
    {
        var text = Encoding.UTF8.GetString(document);
        Assert.Contains(what, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal));
    }
}
