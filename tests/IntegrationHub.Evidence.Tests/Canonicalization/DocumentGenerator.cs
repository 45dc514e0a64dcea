using System.Text;

namespace IntegrationHub.Evidence.Tests.Canonicalization;

/// <summary>Makes well-formed documents that use everything canonicalization cares about. The same seed makes the same document.</summary>
internal sealed class DocumentGenerator(int seed)
{
    private static readonly string[] Prefixes = ["", "p", "q", "r"];
    private static readonly string[] Uris = ["urn:one", "urn:two", "urn:three"];
    private static readonly string[] Texts =
        ["12.5", " ", "\n  ", "\r\n\t", "a &amp; b", "&lt;", "&gt;", ">", "&#13;", "&#xA;", "&quot;&apos;", "电", "𝄞", "&#x1F600;", "<![CDATA[ <&> ]]>", "<!-- c -->", "<?pi data?>", "\r"];

    private static readonly string[] Values = ["", "1", "a&amp;b", "&#9;&#10;&#13;", "x\ty", "x\r\ny", ">", "&lt;", "it's", "电&#x1D11E;"];

    private readonly Random random = new(seed);
    private readonly StringBuilder text = new();

    public string Document()
    {
        if (random.Next(3) == 0)
            text.Append("<?xml version=\"1.0\"?>\n");
        if (random.Next(5) == 0)
            text.Append("<!-- before --><?before it?>");
        Element(new(StringComparer.Ordinal) { [""] = "" }, 0);
        if (random.Next(5) == 0)
            text.Append("\n<?after?><!-- after -->");
        return text.ToString();
    }

    private void Element(Dictionary<string, string> scope, int depth)
    {
        scope = new(scope, StringComparer.Ordinal);
        var attributes = new List<string>();
        foreach (var prefix in Prefixes)
        {
            if (random.Next(depth == 0 ? 2 : 6) != 0)
                continue;
            var uri = prefix.Length == 0 && random.Next(3) == 0 ? "" : Pick(Uris);
            scope[prefix] = uri;
            attributes.Add($"xmlns{(prefix.Length == 0 ? "" : ":" + prefix)}={Quoted(uri)}");
        }
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var i = random.Next(4); i > 0; i--)
        {
            var prefix = Pick([.. scope.Keys]);
            var local = "abc"[random.Next(3)].ToString();
            var name = prefix.Length == 0 ? local : prefix + ":" + local;
            if (used.Add((prefix.Length == 0 ? "" : scope[prefix]) + "|" + local))
                attributes.Add($"{name}={Quoted(Pick(Values))}");
        }
        if (random.Next(10) == 0)
            attributes.Add("xml:lang='zh'");
        var elementPrefix = Pick([.. scope.Keys]);
        var element = (elementPrefix.Length == 0 ? "" : elementPrefix + ":") + "e" + random.Next(3);
        text.Append('<').Append(element);
        foreach (var attribute in attributes.OrderBy(_ => random.Next()))
            text.Append(random.Next(4) == 0 ? "\n  " : " ").Append(attribute);
        if (random.Next(5) == 0)
            text.Append(' ');
        if (random.Next(6) == 0)
        {
            text.Append("/>");
            return;
        }
        text.Append('>');
        for (var i = random.Next(depth > 5 ? 2 : 6); i > 0; i--)
        {
            if (random.Next(2) == 0)
                text.Append(Pick(Texts));
            else if (depth < 7)
                Element(scope, depth + 1);
        }
        text.Append("</").Append(element).Append(random.Next(8) == 0 ? " >" : ">");
    }

    private string Quoted(string value) => random.Next(2) == 0 && !value.Contains('\'', StringComparison.Ordinal) ? $"'{value}'" : $"\"{value}\"";

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
