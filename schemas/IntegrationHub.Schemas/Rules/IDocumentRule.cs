using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>One rule that a schema cannot state. Rules hold no state: one instance serves every thread.</summary>
public interface IDocumentRule
{
    /// <summary>Stable code of the rule in lower case with hyphens.</summary>
    string Code { get; }

    /// <summary>Where the rule is written down.</summary>
    string Source { get; }

    /// <summary>Everything in the document that breaks the rule, in document order; empty when nothing does or the rule does not apply.</summary>
    IEnumerable<RuleFinding> Check(MarketDocument document, RuleContext context);
}
