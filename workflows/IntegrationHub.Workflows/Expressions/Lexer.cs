using System.Globalization;
using System.Text;

namespace IntegrationHub.Workflows.Expressions;

/// <summary>Cuts an expression into words. Names are letters, digits and underscores, Chinese ones included; they hold no spaces.</summary>
internal static class Lexer
{
    private static readonly HashSet<string> Keywords =
    [
        "if", "then", "else", "and", "or", "between", "in", "some", "every", "for", "satisfies", "return", "true", "false", "null",
        "function", "instance", "of", "external",
    ];

    private static readonly string[] Symbols = ["..", "!=", "<=", ">=", "**", "->", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", "{", "}", ",", ":", "."];

    public static List<Token> Cut(string source)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < source.Length && char.IsWhiteSpace(source[at]))
            {
                at++;
            }

            if (at == source.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", at));
                return tokens;
            }

            var token = Next(source, ref at);
            tokens.Add(token);
            if (token.Kind == TokenKind.Illegal)
            {
                return tokens;
            }
        }
    }

    private static Token Next(string source, ref int at)
    {
        var start = at;
        var first = source[at];
        if (char.IsLetter(first) || first == '_')
        {
            while (at < source.Length && (char.IsLetterOrDigit(source[at]) || source[at] == '_'))
            {
                at++;
            }

            var word = source[start..at];
            return new Token(Keywords.Contains(word) ? TokenKind.Keyword : TokenKind.Name, word, start);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < source.Length && char.IsAsciiDigit(source[at + 1])))
        {
            return Number(source, ref at);
        }

        if (first == '"')
        {
            return Text(source, ref at, start, TokenKind.Text);
        }

        if (first == '@' && at + 1 < source.Length && source[at + 1] == '"')
        {
            at++;
            return Text(source, ref at, start, TokenKind.Temporal);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(source, at, symbol, 0, symbol.Length) == 0)
            {
                at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, start);
            }
        }

        return new Token(TokenKind.Illegal, $"The character '{first}' has no meaning here.", start);
    }

    private static Token Number(string source, ref int at)
    {
        var start = at;
        while (at < source.Length && char.IsAsciiDigit(source[at]))
        {
            at++;
        }

        // Two dots after a number are those of a range.
        if (at + 1 < source.Length && source[at] == '.' && char.IsAsciiDigit(source[at + 1]))
        {
            at++;
            while (at < source.Length && char.IsAsciiDigit(source[at]))
            {
                at++;
            }
        }

        return new Token(TokenKind.Number, source[start..at], start);
    }

    private static Token Text(string source, ref int at, int start, TokenKind kind)
    {
        var text = new StringBuilder();
        at++;
        while (at < source.Length && source[at] != '"')
        {
            if (source[at] != '\\')
            {
                text.Append(source[at++]);
                continue;
            }

            var escape = at + 1 < source.Length ? source[at + 1] : '\0';
            if (escape == 'u' && at + 6 <= source.Length && ushort.TryParse(source.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                text.Append((char)unit);
                at += 6;
                continue;
            }

            var character = escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', '"' => '"', '\\' => '\\', '\'' => '\'', _ => '\0' };
            if (character == '\0')
            {
                return new Token(TokenKind.Illegal, "An escape is one of \\n \\r \\t \\\" \\' \\\\ and \\uXXXX.", at);
            }

            text.Append(character);
            at += 2;
        }

        if (at == source.Length)
        {
            return new Token(TokenKind.Illegal, "The text is not closed.", start);
        }

        at++;
        return new Token(kind, text.ToString(), start);
    }
}
