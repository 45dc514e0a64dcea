using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Bpmn.Reading;

/// <summary>Collects everything that is wrong with a file.</summary>
internal sealed class Findings
{
    /// <summary>More than a person reads at once; a file that is all wrong must not fill memory.</summary>
    public const int Most = 500;

    private readonly List<Finding> _all = [];

    /// <summary>In the order of the file.</summary>
    public IEnumerable<Finding> All => _all.OrderBy(finding => finding.Line);

    public bool Any => _all.Count > 0;

    public void Add(string code, XmlElementNode element, string text, string remedy)
    {
        if (_all.Count < Most)
        {
            _all.Add(new Finding(code, element.Attribute("id") ?? "", element.Attribute("name") ?? "", element.Line, text, remedy));
        }
    }

    public void NotSupported(XmlElementNode owner, string what, string remedy) => Add(BpmnNames.NotSupported, owner, $"{what} cannot be executed.", remedy);

    /// <summary>An expression, or null with a finding where the text is none.</summary>
    public Expression? Expression(XmlElementNode owner, string where, string text)
    {
        var expression = Expressions.Expression.Parse(text.Trim(), out var fault);
        if (fault is not null)
        {
            Add(BpmnNames.BadExpression, owner, $"{where}, {fault.Line}:{fault.Column}: {fault.Code} {fault.Text}", fault.Remedy);
        }

        return expression;
    }
}
