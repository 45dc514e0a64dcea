using System.Collections.Frozen;

namespace IntegrationHub.Evidence.Signatures.Rules;

/// <summary>The rule books in force: a party's own where it has one, which then stands alone, else the general one.</summary>
/// <param name="General">For every party without rules of its own.</param>
/// <param name="OfParties">By name of the party.</param>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed record SignatureRules(SignatureRuleBook General, FrozenDictionary<string, SignatureRuleBook> OfParties)
{
    /// <summary>The default rule for everybody.</summary>
    public static SignatureRules Default { get; } = new(SignatureRuleBook.Default, FrozenDictionary<string, SignatureRuleBook>.Empty);

    /// <summary>The book for the party of that name.</summary>
    public SignatureRuleBook For(string party) => OfParties.GetValueOrDefault(party, General);
}
