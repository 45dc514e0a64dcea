using System.Collections.Immutable;
using System.Globalization;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>Reads <c>hub:form</c>: fields with type, limits and choices.</summary>
internal sealed class FormReader(Findings findings, Extensions extensions)
{
    private const int MostFields = 200;

    public FormSchema Read(XmlElementNode task)
    {
        if (extensions.One(task, "form") is not { } form)
        {
            return FormSchema.Empty;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var fields = ImmutableArray.CreateBuilder<FormField>();
        foreach (var element in form.Elements)
        {
            if (!element.Is(BpmnNames.Hub, "field") || fields.Count == MostFields)
            {
                findings.Add(BpmnNames.BadExtension, task, $"hub:form holds {element.Name}.", $"A form holds hub:field, at most {MostFields}.");
                continue;
            }

            if (Field(task, element) is not { } field)
            {
                continue;
            }

            if (names.Add(field.Name))
            {
                fields.Add(field);
            }
            else
            {
                findings.Add(BpmnNames.BadExtension, task, $"The field {field.Name} stands twice.", "Name each field once.");
            }
        }

        return new FormSchema(fields.ToImmutable());
    }

    private FormField? Field(XmlElementNode task, XmlElementNode element)
    {
        var name = extensions.Required(task, element, "name");
        if (name is null || !extensions.IsVariable(task, name))
        {
            return null;
        }

        var word = element.Attribute("type") ?? "text";
        if (!Enum.TryParse<FieldType>(word, ignoreCase: true, out var type) || !char.IsAsciiLetter(word[0]))
        {
            findings.Add(BpmnNames.BadExtension, task, $"The field {name} has the type \"{word}\".", $"Types are {string.Join(", ", Enum.GetNames<FieldType>().Select(known => known.ToLowerInvariant()))}.");
            return null;
        }

        var choices = Choices(task, element, name, type);
        var minimum = Limit(task, element, "min");
        var maximum = Limit(task, element, "max");
        if (minimum > maximum)
        {
            findings.Add(BpmnNames.BadExtension, task, $"The field {name} has a min greater than its max.", "Correct the limits.");
        }

        if ((minimum ?? maximum) is not null && type is not (FieldType.Number or FieldType.Text))
        {
            findings.Add(BpmnNames.BadExtension, task, $"The field {name} has limits, and its type has none.", "Only numbers and texts have min and max.");
        }

        return new FormField(name, element.Attribute("label") ?? name, type, Flag(task, element, "required"), minimum, maximum, extensions.Number(task, element, "decimals", 0, 28), choices);
    }

    private ImmutableArray<FormChoice> Choices(XmlElementNode task, XmlElementNode element, string name, FieldType type)
    {
        var choices = ImmutableArray.CreateBuilder<FormChoice>();
        foreach (var choice in element.Elements)
        {
            if (choice.Is(BpmnNames.Hub, "choice") && extensions.Required(task, choice, "value") is { } value)
            {
                choices.Add(new FormChoice(value, choice.Attribute("label") ?? value));
            }
        }

        if (choices.Count > 0 != (type == FieldType.Choice))
        {
            findings.Add(BpmnNames.BadExtension, task, $"The field {name} has {choices.Count} choices and the type {type.ToString().ToLowerInvariant()}.", "A field of type choice, and no other, lists hub:choice.");
        }

        return choices.ToImmutable();
    }

    private decimal? Limit(XmlElementNode task, XmlElementNode element, string attribute)
    {
        if (element.Attribute(attribute) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit))
        {
            return limit;
        }

        findings.Add(BpmnNames.BadExtension, task, $"hub:field {attribute} \"{text}\" is no number.", "Correct the number.");
        return null;
    }

    private bool Flag(XmlElementNode task, XmlElementNode element, string attribute)
    {
        var text = element.Attribute(attribute) ?? "false";
        if (text is not ("true" or "false"))
        {
            findings.Add(BpmnNames.BadExtension, task, $"hub:field {attribute} \"{text}\" is neither true nor false.", "Write true or false.");
        }

        return text == "true";
    }
}
