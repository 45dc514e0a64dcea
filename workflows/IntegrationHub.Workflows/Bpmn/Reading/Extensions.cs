using System.Collections.Immutable;
using System.Globalization;
using IntegrationHub.Workflows.Bpmn.Model;
using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Values;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>Reads the hub's own elements in <c>extensionElements</c>. Those of other tools are kept and mean nothing here.</summary>
internal sealed class Extensions(Findings findings)
{
    /// <summary>The hub's elements of this name on an element.</summary>
    public static IEnumerable<XmlElementNode> Of(XmlElementNode owner, string name) =>
        owner.ElementsOf(BpmnNames.Model, "extensionElements").SelectMany(extensions => extensions.ElementsOf(BpmnNames.Hub, name));

    /// <summary>The one element of this name; more than one is a finding.</summary>
    public XmlElementNode? One(XmlElementNode owner, string name)
    {
        var all = Of(owner, name).Take(2).ToList();
        if (all.Count > 1)
        {
            findings.Add(BpmnNames.BadExtension, owner, $"hub:{name} stands twice.", "Keep one of them.");
        }

        return all.FirstOrDefault();
    }

    /// <summary>The hub's own elements say only what this element can do: a misspelt one must not be silently without effect.</summary>
    public void AllowOnly(XmlElementNode owner, params ReadOnlySpan<string> allowed)
    {
        foreach (var element in owner.ElementsOf(BpmnNames.Model, "extensionElements").SelectMany(extensions => extensions.Elements).Where(element => element.Namespace == BpmnNames.Hub))
        {
            if (!allowed.Contains(element.LocalName))
            {
                findings.Add(BpmnNames.BadExtension, owner, $"hub:{element.LocalName} means nothing on a {owner.LocalName}.", allowed.IsEmpty ? "Remove it." : $"Here may stand: {string.Join(", ", allowed.ToArray().Select(name => "hub:" + name))}.");
            }
        }
    }

    /// <summary>Mappings <c>name = value</c> of this element name, in document order.</summary>
    public ImmutableArray<Mapping> Mappings(XmlElementNode owner, string name)
    {
        var mappings = ImmutableArray.CreateBuilder<Mapping>();
        foreach (var element in Of(owner, name))
        {
            var variable = Required(owner, element, "name");
            var value = Expression(owner, element, "value", required: true);
            if (variable is not null && value is not null && IsVariable(owner, variable))
            {
                mappings.Add(new Mapping(variable, value));
            }
        }

        return mappings.ToImmutable();
    }

    public Expression? CorrelationKey(XmlElementNode owner) =>
        One(owner, "correlation") is { } element ? Expression(owner, element, "key", required: true) : null;

    public string? Required(XmlElementNode owner, XmlElementNode element, string attribute)
    {
        if (element.Attribute(attribute) is { Length: > 0 } value)
        {
            return value;
        }

        findings.Add(BpmnNames.BadExtension, owner, $"hub:{element.LocalName} has no {attribute}.", $"Set {attribute}.");
        return null;
    }

    public Expression? Expression(XmlElementNode owner, XmlElementNode element, string attribute, bool required = false)
    {
        if (element.Attribute(attribute) is { Length: > 0 } text)
        {
            return findings.Expression(owner, $"hub:{element.LocalName} {attribute}", text);
        }

        if (required)
        {
            Required(owner, element, attribute);
        }

        return null;
    }

    /// <summary>Longest duration of a setting: nothing waits longer, and adding it to any instant stays in the calendar.</summary>
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(3_660);

    /// <summary>A literal duration of days and time, not negative, at most ten years.</summary>
    public TimeSpan? Duration(XmlElementNode owner, XmlElementNode element, string attribute)
    {
        if (element.Attribute(attribute) is not { } text)
        {
            return null;
        }

        if (Iso.Duration(text) is DurationValue { Duration: var duration } && duration >= TimeSpan.Zero && duration <= LongestDuration)
        {
            return duration;
        }

        findings.Add(BpmnNames.BadExtension, owner, $"hub:{element.LocalName} {attribute} \"{text}\" is no duration up to ten years.", "Write it like PT30S or P2D.");
        return null;
    }

    public int? Number(XmlElementNode owner, XmlElementNode element, string attribute, int least, int most)
    {
        if (element.Attribute(attribute) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        findings.Add(BpmnNames.BadExtension, owner, $"hub:{element.LocalName} {attribute} \"{text}\" is no whole number from {least} to {most}.", "Correct the number.");
        return null;
    }

    /// <summary>True or false; false where nothing is said.</summary>
    public bool Flag(XmlElementNode owner, XmlElementNode element, string attribute)
    {
        if (element.Attribute(attribute) is { } text and not ("true" or "false"))
        {
            findings.Add(BpmnNames.BadExtension, owner, $"{attribute} is `{text}`, neither true nor false.", "Write true or false.");
        }

        return element.Attribute(attribute) == "true";
    }

    /// <summary>Words between commas.</summary>
    public static ImmutableArray<string> Words(XmlElementNode? element, string attribute) =>
        [.. (element?.Attribute(attribute) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public bool IsVariable(XmlElementNode owner, string name)
    {
        if (Expressions.Expression.Parse(name, out _) is not null && name.All(character => char.IsLetterOrDigit(character) || character == '_') && !char.IsDigit(name[0]) && name is not ("true" or "false" or "null"))
        {
            return true;
        }

        findings.Add(BpmnNames.BadExtension, owner, $"\"{name}\" is no name of a variable.", "A name is letters, digits and underscores, and begins with a letter.");
        return false;
    }
}
