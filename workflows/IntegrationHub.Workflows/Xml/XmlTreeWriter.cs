using System.Text;

namespace IntegrationHub.Workflows.Xml;

/// <summary>Writes a tree back: the same elements, attributes, texts, comments and instructions in the same order, in UTF-8.</summary>
public static class XmlTreeWriter
{
    /// <summary>The file of a tree. Its canonical form is that of the file the tree was read from.</summary>
    public static byte[] Write(XmlTree tree)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        foreach (var node in tree.Before)
        {
            Append(text, node);
            text.Append('\n');
        }

        Append(text, tree.Root);
        text.Append('\n');
        foreach (var node in tree.After)
        {
            Append(text, node);
            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, XmlNode node)
    {
        switch (node)
        {
            case XmlElementNode element:
                AppendElement(text, element);
                break;
            case XmlTextNode { IsCData: true } section:
                text.Append("<![CDATA[").Append(section.Text).Append("]]>");
                break;
            case XmlTextNode characters:
                AppendEscaped(text, characters.Text, attribute: false);
                break;
            case XmlCommentNode comment:
                text.Append("<!--").Append(comment.Text).Append("-->");
                break;
            case XmlInstructionNode instruction:
                text.Append("<?").Append(instruction.Target).Append(instruction.Data.Length > 0 ? " " : "").Append(instruction.Data).Append("?>");
                break;
        }
    }

    private static void AppendElement(StringBuilder text, XmlElementNode element)
    {
        text.Append('<').Append(element.Name);
        foreach (var attribute in element.Attributes)
        {
            text.Append(' ').Append(attribute.Name).Append("=\"");
            AppendEscaped(text, attribute.Value, attribute: true);
            text.Append('"');
        }

        if (element.Children.IsEmpty)
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        foreach (var child in element.Children)
        {
            Append(text, child);
        }

        text.Append("</").Append(element.Name).Append('>');
    }

    /// <summary>White space that a reader would change is written as a reference.</summary>
    private static void AppendEscaped(StringBuilder text, string value, bool attribute)
    {
        foreach (var character in value)
        {
            _ = character switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '\r' => text.Append("&#xD;"),
                '"' when attribute => text.Append("&quot;"),
                '\n' when attribute => text.Append("&#xA;"),
                '\t' when attribute => text.Append("&#x9;"),
                _ => text.Append(character),
            };
        }
    }
}
