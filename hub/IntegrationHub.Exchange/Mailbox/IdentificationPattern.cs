using System.Text;

namespace IntegrationHub.Exchange.Mailbox;

/// <summary>
/// The filter of a List request on MessageIdentification: <c>*</c> stands for any number of any characters, everything else for itself.
/// </summary>
public readonly record struct IdentificationPattern(string Text)
{
    /// <summary>True when the pattern names one identification only.</summary>
    public bool IsExact => !Text.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether <paramref name="identification"/> matches; never more than the product of both lengths, whatever a peer writes.</summary>
    public bool Matches(string identification)
    {
        int p = 0, i = 0, star = -1, resume = 0;
        while (i < identification.Length)
        {
            if (p < Text.Length && Text[p] == '*')
            {
                star = p++;
                resume = i;
            }
            else if (p < Text.Length && Text[p] == identification[i])
            {
                p++;
                i++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                i = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < Text.Length && Text[p] == '*')
        {
            p++;
        }

        return p == Text.Length;
    }

    /// <summary>The same as an SQL LIKE pattern with <c>\</c> as escape character.</summary>
    public string ToLike()
    {
        var like = new StringBuilder(Text.Length + 8);
        foreach (var character in Text)
        {
            _ = character switch
            {
                '*' => like.Append('%'),
                '%' or '_' or '\\' or '[' => like.Append('\\').Append(character),
                _ => like.Append(character),
            };
        }

        return like.ToString();
    }
}
