using System.Globalization;
using IntegrationHub.Retail.Processes.Deciding;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>A form as it was sent: texts by field, and the values they stand for.</summary>
/// <param name="Texts">As typed, to show again.</param>
/// <param name="Answer">What could be read.</param>
/// <param name="Findings">Everything that is wrong, by field.</param>
public sealed record TaskForm(IReadOnlyDictionary<string, string> Texts, ContextValue Answer, IReadOnlyList<Finding> Findings)
{
    /// <summary>Before the name of a field, so that no definition names one of ours.</summary>
    public const string Prefix = "field.";

    public static TaskForm Empty { get; } = new(new Dictionary<string, string>(), ContextValue.Empty, []);

    /// <summary>
    /// A form that nobody has answered yet, filled with what the case carries under the names of its fields: what it was begun with, or what came back. What is decided, signed and sent as a file is answered anew.
    /// </summary>
    internal static TaskForm Of(AskedTask asked, ContextValue facts, TimeZones zones) => asked.Decides ? Empty : Empty with
    {
        Texts = asked.Node.Form.Fields.Select(field => (field.Name, Text: TextOf(field.Type, facts[field.Name], zones))).Where(static one => one.Text is not null)
            .ToDictionary(static one => one.Name, static one => one.Text!, StringComparer.Ordinal),
    };

    private static string? TextOf(FieldType type, Value value, TimeZones zones) => (type, value) switch
    {
        (FieldType.Text, TextValue known) => known.Text,
        (FieldType.Number, NumberValue known) => known.Number.ToString(CultureInfo.InvariantCulture),
        (FieldType.Date, DateValue) => Iso.Text(value),
        (FieldType.Instant, InstantValue known) => zones.WallClock(known.Instant).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>Reads and checks: all errors at once.</summary>
    internal static TaskForm Read(FormSchema form, IReadOnlyDictionary<string, string> texts, TimeZones zones)
    {
        var (answer, wrong) = (ContextValue.Empty, new List<Finding>());
        foreach (var field in form.Fields)
        {
            var text = texts.GetValueOrDefault(field.Name, "").Trim();
            if (field.Type == FieldType.Boolean)
                answer = answer.With(field.Name, Value.Of(text == "true"));
            else if (text.Length > 0 && ValueOf(field, text, zones) is { } value)
                answer = answer.With(field.Name, value);
            else if (text.Length > 0)
                wrong.Add(new Finding(FormCheck.WrongType, field.Name, field.Label, 0, "The text cannot be read.", "Correct it."));
        }

        FormCheck.Check(form, answer, out var findings);
        // What cannot be read is not missing besides.
        wrong.AddRange(findings.Where(finding => wrong.TrueForAll(other => other.Element != finding.Element)));
        if (DecisionRules.MissingReason(form, answer) is { } reason)
            wrong.Add(reason);

        return new TaskForm(texts, answer, wrong);
    }

    private static Value? ValueOf(FormField field, string text, TimeZones zones) => field.Type switch
    {
        FieldType.Number => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Value.Of(number) : null,
        FieldType.Date => Iso.Date(text),
        FieldType.Instant => DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? Value.Of(zones.At(local)) : null,
        _ => Value.Of(text),
    };
}
