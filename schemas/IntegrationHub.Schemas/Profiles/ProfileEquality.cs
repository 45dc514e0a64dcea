using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.SimpleTypes;

namespace IntegrationHub.Schemas.Profiles;

/// <summary>
/// Whether two compiled profiles accept the same documents in the same words. It compares the automata state by state; two
/// schemas that differ only in prefixes, order of definitions or documentation compile to the same ones.
/// </summary>
internal static class ProfileEquality
{
    public static bool AreSame(Profile left, Profile right) =>
        left.Root is not null && right.Root is not null && AreSame(left.Root, right.Root, []);

    private static bool AreSame(ElementDeclaration left, ElementDeclaration right, HashSet<(ElementType, ElementType)> seen) =>
        left.Name == right.Name && left.Namespace.AsSpan().SequenceEqual(right.Namespace)
        && left.Nillable == right.Nillable && left.HasDefault == right.HasDefault && left.Fixed.AsSpan().SequenceEqual(right.Fixed)
        && AreSame(left.Type, right.Type, seen);

    private static bool AreSame(ElementType left, ElementType right, HashSet<(ElementType, ElementType)> seen)
    {
        if (ReferenceEquals(left, right) || !seen.Add((left, right))) return true;
        bool shape = left.Kind == right.Kind && left.Abstract == right.Abstract && left.States.Length == right.States.Length
            && left.Attributes.Length == right.Attributes.Length && left.AnyAttribute is null && right.AnyAttribute is null
            && AreSame(left.Value, right.Value);
        if (!shape) return false;
        for (int i = 0; i < left.Attributes.Length; i++)
        {
            var (a, b) = (left.Attributes[i], right.Attributes[i]);
            if (a.Name != b.Name || a.Required != b.Required || a.Prohibited != b.Prohibited || !a.Namespace.AsSpan().SequenceEqual(b.Namespace)
                || !a.Fixed.AsSpan().SequenceEqual(b.Fixed) || !AreSame(a.Type, b.Type)) return false;
        }
        for (int i = 0; i < left.States.Length; i++)
            if (!AreSame(left, right, left.States[i], right.States[i], seen)) return false;
        return true;
    }

    private static bool AreSame(ElementType left, ElementType right, ContentState a, ContentState b, HashSet<(ElementType, ElementType)> seen)
    {
        if (a.Accepting != b.Accepting || a.Transitions.Length != b.Transitions.Length || a.Wildcards.Length + b.Wildcards.Length > 0) return false;
        for (int i = 0; i < a.Transitions.Length; i++)
        {
            if (Array.IndexOf(left.States, a.Transitions[i].Next) != Array.IndexOf(right.States, b.Transitions[i].Next)) return false;
            if (!AreSame(a.Transitions[i].Element, b.Transitions[i].Element, seen)) return false;
        }
        return true;
    }

    private static bool AreSame(SimpleType? left, SimpleType? right)
    {
        if (ReferenceEquals(left, right)) return true;
        return (left, right) switch
        {
            (AtomicType a, AtomicType b) => a.Primitive == b.Primitive && a.WhiteSpace == b.WhiteSpace && a.Length == b.Length
                && a.MinLength == b.MinLength && a.MaxLength == b.MaxLength && a.TotalDigits == b.TotalDigits && a.FractionDigits == b.FractionDigits
                && a.MinInclusive.AsSpan().SequenceEqual(b.MinInclusive) && a.MaxInclusive.AsSpan().SequenceEqual(b.MaxInclusive)
                && a.MinExclusive.AsSpan().SequenceEqual(b.MinExclusive) && a.MaxExclusive.AsSpan().SequenceEqual(b.MaxExclusive)
                && AreSame(a.Enumeration?.Values, b.Enumeration?.Values) && AreSame(a.Numbers, b.Numbers)
                && a.Patterns.Select(p => string.Join('\n', p.Patterns)).SequenceEqual(b.Patterns.Select(p => string.Join('\n', p.Patterns)), StringComparer.Ordinal),
            (UnionType a, UnionType b) => a.Members.Count == b.Members.Count && a.Patterns.Length + b.Patterns.Length == 0
                && AreSame(a.Enumeration?.Values, b.Enumeration?.Values) && a.Members.Zip(b.Members).All(pair => AreSame(pair.First, pair.Second)),
            (ListType a, ListType b) => a.Length == b.Length && a.MinLength == b.MinLength && a.MaxLength == b.MaxLength
                && a.Patterns.Length + b.Patterns.Length == 0 && AreSame(a.Enumeration?.Values, b.Enumeration?.Values) && AreSame(a.Item, b.Item),
            _ => false,
        };
    }

    private static bool AreSame(IReadOnlyList<byte[]>? left, IReadOnlyList<byte[]>? right) =>
        (left is null) == (right is null)
        && (left is null || left.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal).SetEquals(right!.Select(Convert.ToHexString)));
}
