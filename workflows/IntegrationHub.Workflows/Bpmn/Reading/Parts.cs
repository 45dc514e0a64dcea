using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>
/// What may stand inside a flow element. What changes the meaning of an element and is not executed is refused; what only draws or explains is kept.
/// </summary>
internal static class Parts
{
    private static readonly HashSet<string> Everywhere = new(StringComparer.Ordinal) { "documentation", "extensionElements", "incoming", "outgoing", "auditing", "monitoring", "categoryValueRef" };

    private static readonly Dictionary<string, string> Remedies = new(StringComparer.Ordinal)
    {
        ["standardLoopCharacteristics"] = "Draw the loop with an exclusive gateway, or use multi-instance.",
        ["ioSpecification"] = "Say with hub:input and hub:output what goes in and out.",
        ["dataInputAssociation"] = "Say with hub:input what goes in.",
        ["dataOutputAssociation"] = "Say with hub:output what comes out.",
        ["dataInput"] = "Say with hub:input what goes in.",
        ["dataOutput"] = "Say with hub:output what comes out.",
        ["inputSet"] = "Say with hub:input what goes in.",
        ["outputSet"] = "Say with hub:output what comes out.",
        ["property"] = "Variables need no declaration; remove it.",
        ["potentialOwner"] = "Name the candidates with hub:task roles.",
        ["humanPerformer"] = "Name the candidates with hub:task roles.",
        ["performer"] = "Name the candidates with hub:task roles.",
        ["resourceRole"] = "Name the candidates with hub:task roles.",
    };

    public static void Check(Findings findings, XmlElementNode owner, params ReadOnlySpan<string> allowed)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in owner.Elements.Where(child => child.Namespace == BpmnNames.Model))
        {
            var name = child.LocalName;
            var known = Everywhere.Contains(name) || allowed.Contains(name) || (name.EndsWith("ventDefinition", StringComparison.Ordinal) && allowed.Contains("eventDefinition")) || name == "eventDefinitionRef";
            if (!known && seen.Add(name))
            {
                Refuse(findings, owner, name);
            }
        }
    }

    /// <summary>Whether this is a part of an element, and no element of the flow.</summary>
    public static bool IsPart(string name) => Remedies.ContainsKey(name);

    public static void Refuse(Findings findings, XmlElementNode owner, string name) =>
        findings.NotSupported(owner, $"{name} of this {owner.LocalName}", Remedies.GetValueOrDefault(name, "Remove it from what is to be executed."));
}
