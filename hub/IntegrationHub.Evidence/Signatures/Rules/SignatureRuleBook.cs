namespace IntegrationHub.Evidence.Signatures.Rules;

/// <summary>Dated rules of which at most one counts at any instant. Where none counts, nothing is accepted.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class SignatureRuleBook
{
    private readonly SignatureRule[] rules;

    private SignatureRuleBook(SignatureRule[] rules) => this.rules = rules;

    /// <summary>The default rule at every time.</summary>
    public static SignatureRuleBook Default { get; } = new([SignatureRule.Default]);

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<SignatureRule> Rules => rules;

    /// <summary>Orders rules by time and refuses what leaves a choice: spans that overlap, end before they begin, or bear one name.</summary>
    /// <returns>The book, or every flaw in a sentence.</returns>
    public static (SignatureRuleBook? Book, IReadOnlyList<SignatureRuleFlaw> Flaws) Create(IEnumerable<SignatureRule> candidates)
    {
        var ordered = candidates.OrderBy(rule => rule.ValidFrom ?? DateTimeOffset.MinValue).ToArray();
        var flaws = new List<SignatureRuleFlaw>();
        if (ordered.Length == 0)
            flaws.Add(new("", "There is no rule."));
        foreach (var rule in ordered.Where(rule => rule.ValidTo <= (rule.ValidFrom ?? DateTimeOffset.MinValue)))
            flaws.Add(new(rule.Name, $"The rule {rule.Name} ends before it begins."));
        foreach (var repeated in ordered.GroupBy(rule => rule.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            flaws.Add(new(repeated.Key, $"Two rules bear the name {repeated.Key}."));
        // Each against all later ones, not its neighbour alone: a long rule may cover several short ones.
        for (var i = 0; i < ordered.Length; i++)
        {
            foreach (var later in ordered.Skip(i + 1).Where(later => Overlap(ordered[i], later)))
                flaws.Add(new(later.Name, $"The rules {ordered[i].Name} ({ordered[i].Span}) and {later.Name} ({later.Span}) overlap."));
        }
        return flaws.Count == 0 ? (new(ordered), flaws) : (null, flaws);
    }

    /// <summary>The one rule that counts at <paramref name="instant"/>, or null.</summary>
    public SignatureRule? At(DateTimeOffset instant)
    {
        foreach (var rule in rules)
        {
            if (rule.CountsAt(instant))
                return rule;
        }
        return null;
    }

    /// <summary>Why nothing is accepted at <paramref name="instant"/>: which rule ended before it and which begins after it.</summary>
    public string Gap(DateTimeOffset instant)
    {
        var before = rules.LastOrDefault(rule => rule.ValidTo <= instant);
        var after = rules.FirstOrDefault(rule => rule.ValidFrom > instant);
        var text = $"No signature rule counts at {SignatureRule.Text(instant)}.";
        if (before is not null)
            text += $" The rule {before.Name} ended {SignatureRule.Text(before.ValidTo!.Value)}.";
        return after is null ? text : text + $" The rule {after.Name} begins {SignatureRule.Text(after.ValidFrom!.Value)}.";
    }

    private static bool Overlap(SignatureRule a, SignatureRule b) =>
        (a.ValidFrom ?? DateTimeOffset.MinValue) < (b.ValidTo ?? DateTimeOffset.MaxValue)
        && (b.ValidFrom ?? DateTimeOffset.MinValue) < (a.ValidTo ?? DateTimeOffset.MaxValue);
}

/// <summary>What is wrong with a set of rules.</summary>
/// <param name="Rule">Name of the rule to correct; empty where there is none.</param>
/// <param name="Text">In a sentence.</param>
public sealed record SignatureRuleFlaw(string Rule, string Text);
