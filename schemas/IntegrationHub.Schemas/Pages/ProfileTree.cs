using System.Text;
using System.Xml.Schema;

namespace IntegrationHub.Schemas.Pages;

/// <summary>Draws the tree of a document: a line for each element with how often it stands and what its value may be.</summary>
internal static class ProfileTree
{
    public static string Of(XmlSchemaElement root)
    {
        var lines = new List<(string Tree, string Often, string Value)>();
        Add(root, "", "", lines);
        var width = lines.Max(line => line.Tree.Length) + 2;
        var text = new StringBuilder();
        foreach (var (tree, often, value) in lines)
            text.Append($"{tree.PadRight(width)}{often.PadRight(13)}{value}".TrimEnd()).Append('\n');
        return text.ToString();
    }

    private static void Add(XmlSchemaElement element, string branch, string below, List<(string, string, string)> lines)
    {
        lines.Add((branch + element.QualifiedName.Name, branch.Length == 0 ? "" : HowOften(element), ValueWords.Of(element)));
        if (element.ElementSchemaType is not XmlSchemaComplexType { ContentTypeParticle: XmlSchemaGroupBase group }) return;
        var children = group.Items.Cast<XmlSchemaObject>().ToArray();
        for (var i = 0; i < children.Length; i++)
        {
            var last = i == children.Length - 1;
            var (childBranch, childBelow) = (below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "));
            if (children[i] is XmlSchemaElement child) Add(child, childBranch, childBelow, lines);
            else lines.Add((childBranch + Words(children[i]), "", ""));
        }
    }

    // Only the schemas of other fields choose between elements; their trees name the place and leave the rest to the schema.
    private static string Words(XmlSchemaObject particle) => particle switch
    {
        XmlSchemaChoice choice => $"one of: {string.Join(", ", choice.Items.OfType<XmlSchemaElement>().Select(e => e.QualifiedName.Name))}",
        XmlSchemaAll => "elements in any order",
        XmlSchemaAny => "any element",
        _ => "a group of elements",
    };

    private static string HowOften(XmlSchemaElement element) => (element.MinOccurs, element.MaxOccursString == "unbounded") switch
    {
        (0, true) => "any number",
        (1, true) => "one or more",
        (0, false) when element.MaxOccurs == 1 => "optional",
        (1, false) when element.MaxOccurs == 1 => "once",
        (_, true) => $"{element.MinOccurs} or more",
        _ => $"{element.MinOccurs} to {element.MaxOccurs}",
    };
}
