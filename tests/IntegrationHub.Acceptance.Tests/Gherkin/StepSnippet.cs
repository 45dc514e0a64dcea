using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>The method that an undefined step asks for, ready to be pasted.</summary>
internal static partial class StepSnippet
{
    public static string For(StepPlan step)
    {
        var parameters = new List<string>();
        var expression = Value().Replace(step.Text, match =>
        {
            var (name, type) = match.Value[0] == '"' ? ("string", "string") : match.Value.Contains('.', StringComparison.Ordinal) ? ("decimal", "decimal") : ("int", "int");
            parameters.Add($"{type} p{parameters.Count + 1}");
            return $"{{{name}}}";
        });
        if (step.Table is not null)
        {
            parameters.Add("DataTable table");
        }

        if (step.DocString is not null)
        {
            parameters.Add("string document");
        }

        return $$"""
            [{{step.Kind}}("{{expression}}")]
            public void {{MethodName(step)}}({{string.Join(", ", parameters)}})
            {
            }
            """;
    }

    private static string MethodName(StepPlan step)
    {
        var name = new StringBuilder(step.Kind.ToString());
        foreach (var word in Value().Replace(step.Text, " ").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var letters = string.Concat(word.Where(char.IsLetterOrDigit));
            name.Append(letters.Length == 0 ? "" : char.ToUpper(letters[0], CultureInfo.InvariantCulture) + letters[1..]);
        }

        return name.ToString();
    }

    [GeneratedRegex("\"[^\"]*\"|(?<![\\w.-])-?\\d+(\\.\\d+)?(?![\\w.-])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Value();
}
