using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Forms;

/// <summary>Checks an answer against a form: every error at once, by field. A page may check before; this check counts.</summary>
public static class FormCheck
{
    public const string Required = "FORM_REQUIRED";
    public const string WrongType = "FORM_TYPE";
    public const string OutOfLimits = "FORM_LIMIT";
    public const string NoChoice = "FORM_CHOICE";
    public const string UnknownField = "FORM_UNKNOWN_FIELD";

    /// <summary>Whether a code says that an answer does not fit the form, in words that need no more.</summary>
    public static bool IsOne(string code) => code.StartsWith("FORM_", StringComparison.Ordinal);

    /// <summary>Most characters of a text whose field names no limit.</summary>
    public const int LongestText = 4_000;

    /// <summary>The answer with every field in its type (a date that came as text is a date), or what is wrong with it.</summary>
    /// <param name="schema">What was asked.</param>
    /// <param name="answer">Values by field name; null and the empty text are no answer.</param>
    /// <param name="findings">Empty when the answer is accepted.</param>
    public static ContextValue Check(FormSchema schema, ContextValue answer, out IReadOnlyList<Finding> findings)
    {
        var wrong = new List<Finding>();
        var values = ContextValue.Empty;
        foreach (var field in schema.Fields)
        {
            var given = answer[field.Name];
            if (given.IsNull || given is TextValue { Text: "" })
            {
                if (field.Required)
                {
                    wrong.Add(Wrong(field, Required, "The field has no answer.", "Fill it in."));
                }

                values = values.With(field.Name, Value.Null);
            }
            else if (Typed(field, given) is not { } value)
            {
                wrong.Add(Wrong(field, WrongType, $"A {given.Type} stands where {Expected(field.Type)} is asked.", "Correct the value."));
            }
            else
            {
                if (OfLimits(field, value) is { } finding)
                {
                    wrong.Add(finding);
                }

                values = values.With(field.Name, value);
            }
        }

        foreach (var name in answer.Entries.Keys.Where(name => !schema.Fields.Any(field => field.Name == name)))
        {
            wrong.Add(new Finding(UnknownField, name.Length > 100 ? name[..100] : name, "", 0, "The form has no such field.", "Leave it out."));
        }

        findings = wrong;
        return wrong.Count == 0 ? values : ContextValue.Empty;
    }

    private static Value? Typed(FormField field, Value given) => field.Type switch
    {
        FieldType.Number => given as NumberValue,
        FieldType.Boolean => given as BooleanValue,
        FieldType.Date => given is TextValue text ? Iso.Date(text.Text) : given as DateValue,
        FieldType.Instant => given is TextValue text ? Iso.Instant(text.Text) : given as InstantValue,
        FieldType.Attachment => given is TextValue { Text: var id } && Guid.TryParseExact(id, "D", out _) ? given : null,
        _ => given as TextValue,
    };

    private static Finding? OfLimits(FormField field, Value value)
    {
        switch (value)
        {
            case NumberValue { Number: var number }:
                if (number < field.Minimum || number > field.Maximum)
                {
                    return Wrong(field, OutOfLimits, $"{number} is not between {Bounds(field)}.", "Correct the number.");
                }

                return field.Decimals is { } decimals && decimal.Round(number, decimals) != number
                    ? Wrong(field, OutOfLimits, $"{number} has more than {decimals} decimals.", "Round the number.")
                    : null;
            case TextValue { Text: var text } when field.Type == FieldType.Choice:
                return field.Choices.Any(choice => choice.Value == text) ? null : Wrong(field, NoChoice, "The answer is none of the choices.", $"Choose one of {string.Join(", ", field.Choices.Select(choice => choice.Value))}.");
            case TextValue { Text: var text } when field.Type == FieldType.Text:
                return text.Length < field.Minimum || text.Length > (field.Maximum ?? LongestText)
                    ? Wrong(field, OutOfLimits, $"The text has {text.Length} characters, not between {Bounds(field)}.", "Shorten or complete the text.")
                    : null;
            default:
                return null;
        }
    }

    private static string Bounds(FormField field) => $"{field.Minimum?.ToString() ?? (field.Type == FieldType.Text ? "0" : "any")} and {field.Maximum?.ToString() ?? (field.Type == FieldType.Text ? $"{LongestText}" : "any")}";

    private static string Expected(FieldType type) => type switch
    {
        FieldType.Number => "a number",
        FieldType.Boolean => "true or false",
        FieldType.Date => "a date like 2026-11-28",
        FieldType.Instant => "a date and time with offset",
        FieldType.Attachment => "the id of an attachment",
        _ => "a text",
    };

    private static Finding Wrong(FormField field, string code, string text, string remedy) => new(code, field.Name, field.Label, 0, text, remedy);
}
