using System.Text;
using System.Text.RegularExpressions;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>
/// The text a step method is bound to. A cucumber expression knows <c>{int}</c>, <c>{decimal}</c>, <c>{word}</c>, <c>{string}</c>
/// (in quotes), <c>{}</c> (anything), optional text <c>document(s)</c> and alternatives <c>is/are</c>; with <c>^</c> at its
/// beginning it is a regular expression whose groups are the arguments.
/// </summary>
public sealed class StepExpression
{
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["int"] = @"(-?\d+)",
        ["decimal"] = @"(-?\d+(?:\.\d+)?)",
        ["word"] = @"(\S+)",
        ["string"] = "(?:\"([^\"]*)\"|'([^']*)'|“([^”]*)”)",
        [""] = "(.*)",
    };

    private readonly Regex _regex;

    public StepExpression(string source)
    {
        Source = source;
        var pattern = source.StartsWith('^') ? source : $"^{Translate(source)}$";
        _regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    public string Source { get; }

    /// <summary>The arguments in the step's text, or <c>null</c> when it is not meant.</summary>
    public IReadOnlyList<string>? Match(string text)
    {
        var match = _regex.Match(text);
        return match.Success ? [.. match.Groups.Values.Skip(1).Where(group => group.Success).Select(group => group.Value)] : null;
    }

    private static string Translate(string source)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '{')
            {
                var end = source.IndexOf('}', i);
                var name = source[(i + 1)..end];
                pattern.Append(Parameters.TryGetValue(name, out var parameter) ? parameter : throw new ArgumentException($"{{{name}}} is no parameter in `{source}`; there are {string.Join(", ", Parameters.Keys.Select(key => $"{{{key}}}"))}", nameof(source)));
                i = end;
            }
            else if (source[i] == '(')
            {
                var end = source.IndexOf(')', i);
                pattern.Append("(?:").Append(Regex.Escape(source[(i + 1)..end])).Append(")?");
                i = end;
            }
            else if (source[i] == '\\' && i + 1 < source.Length)
            {
                pattern.Append(Regex.Escape(source[++i].ToString()));
            }
            else
            {
                i = AppendWord(pattern, source, i);
            }
        }

        return pattern.ToString();
    }

    /// <summary>Appends literal text up to the next special character; a word with slashes becomes a choice.</summary>
    private static int AppendWord(StringBuilder pattern, string source, int start)
    {
        if (source[start] == ' ')
        {
            pattern.Append(' ');
            return start;
        }

        var end = start;
        while (end < source.Length && source[end] is not (' ' or '{' or '(' or '\\'))
        {
            end++;
        }

        var word = source[start..end];
        pattern.Append(word.Contains('/', StringComparison.Ordinal) && word.Length > 1
            ? $"(?:{string.Join('|', word.Split('/').Select(Regex.Escape))})"
            : Regex.Escape(word));
        return end - 1;
    }
}
