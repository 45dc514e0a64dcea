using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>Says a diagram in the reader's language. Pure.</summary>
internal static partial class DiagramWords
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The same definition, its steps and flows named otherwise, and not an octet else: it was read when it was deployed, and is read again by whoever draws it. One in another encoding stays as it is.
    /// </summary>
    /// <param name="file">A definition that was deployed.</param>
    /// <param name="wordOf">What a name is called; the name itself where there are no words for it.</param>
    public static byte[] In(ReadOnlyMemory<byte> file, Func<string, string> wordOf)
    {
        try
        {
            return Encoding.UTF8.GetBytes(Named().Replace(
                Strict.GetString(file.Span), found => found.Groups["before"].Value + WebUtility.HtmlEncode(wordOf(WebUtility.HtmlDecode(found.Groups["name"].Value)))));
        }
        catch (DecoderFallbackException)
        {
            return file.ToArray();
        }
    }

    /// <summary>Names of what a diagram shows; those of messages, errors and of what the hub reads stand in other elements.</summary>
    [GeneratedRegex(
        """(?<before><([A-Za-z_][\w.-]*:)?(process|subProcess|([a-z][A-Za-z]*)?[tT]ask|callActivity|[a-z][A-Za-z]*Event|[a-z][A-Za-z]*Gateway|sequenceFlow|participant|lane|textAnnotation|dataObjectReference|dataStoreReference)\s([^<>]*?\s)?name=")(?<name>[^"<]*)""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();
}
