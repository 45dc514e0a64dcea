using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Deciding;

/// <summary>What an answer that decides has to say, beside what its form asks. Pure.</summary>
public static class DecisionRules
{
    /// <summary>Why it is sent back or refused has to be said.</summary>
    public const string ReasonMissing = "FORM_REASON";

    private static readonly string[] Favourable = ["approve", "ok"];
    private static readonly string[] Reasons = ["note", "comment"];

    /// <summary>Who does not approve says why, where the form has a place for it; null where it is said.</summary>
    public static Finding? MissingReason(FormSchema form, ContextValue answer) =>
        answer["decision"] is TextValue { Text: var decision } && !Favourable.Contains(decision)
        && form.Fields.FirstOrDefault(static field => field.Type == FieldType.Text && Reasons.Contains(field.Name)) is { } note && answer[note.Name].IsNull
            ? new Finding(ReasonMissing, note.Name, note.Label, 0, "Who sends back or rejects says why.", "Write what has to change.")
            : null;
}
