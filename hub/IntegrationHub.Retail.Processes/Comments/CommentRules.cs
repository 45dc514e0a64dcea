using System.Buffers;
using System.Globalization;
using System.Text;
using IntegrationHub.Workflows;

namespace IntegrationHub.Retail.Processes.Comments;

/// <summary>What a comment may be.</summary>
public static class CommentRules
{
    public const string TextWrong = "COMMENT_TEXT";
    public const string TooMany = "COMMENT_TOO_MANY";

    /// <summary>Longest comment, in characters.</summary>
    public const int Longest = 2_000;

    /// <summary>Comments of a case.</summary>
    public const int Most = 200;

    /// <summary>The text as it is kept.</summary>
    internal static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();

    /// <summary>Null where it may be kept.</summary>
    /// <param name="text">As <see cref="Normal"/> made it.</param>
    internal static Finding? Check(string text)
    {
        if (text.Length is 0 or > Longest)
            return Wrong(string.Create(CultureInfo.InvariantCulture, $"A comment has 1 to {Longest} characters; this one has {text.Length}."), "Say it in fewer words, or in two comments.");

        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var read) != OperationStatus.Done)
                return Wrong("The comment has half a character in it.", "Type it anew.");

            if (IsUnseen(rune))
                return Wrong(string.Create(CultureInfo.InvariantCulture, $"The comment has a character that nobody sees: U+{rune.Value:X4}."), "Type it anew.");

            rest = rest[read..];
        }

        return null;
    }

    internal static Finding Full(Guid @case) =>
        new(TooMany, $"{@case:D}", "", 0, string.Create(CultureInfo.InvariantCulture, $"The case has {Most} comments, and no more are kept."), "Write it down elsewhere.");

    /// <summary>Characters that change how others are shown, or show nothing: what is read must be what was said. Joiners, which some scripts and signs need, may stay.</summary>
    private static bool IsUnseen(Rune rune) =>
        rune.Value is not ('\n' or '\t' or 0x200C or 0x200D) && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format);

    private static Finding Wrong(string text, string remedy) => new(TextWrong, "text", "", 0, text, remedy);
}
