using System.Text;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>A canonicalization method with its parameters. Immutable.</summary>
internal sealed class CanonicalForm
{
    public static readonly CanonicalForm Inclusive = new(CanonicalizationMethod.Inclusive, []);
    public static readonly CanonicalForm Exclusive = new(CanonicalizationMethod.Exclusive, []);

    private CanonicalForm(CanonicalizationMethod method, byte[][] inclusivePrefixes)
    {
        Method = method;
        InclusivePrefixes = inclusivePrefixes;
    }

    public CanonicalizationMethod Method { get; }

    /// <summary>The PrefixList of InclusiveNamespaces; the empty prefix stands for <c>#default</c>.</summary>
    public byte[][] InclusivePrefixes { get; }

    public bool IsExclusive => Method is CanonicalizationMethod.Exclusive or CanonicalizationMethod.ExclusiveWithComments;

    public bool WithComments => Method is CanonicalizationMethod.InclusiveWithComments or CanonicalizationMethod.ExclusiveWithComments;

    public static CanonicalForm Of(CanonicalizationMethod method) => method switch
    {
        CanonicalizationMethod.Inclusive => Inclusive,
        CanonicalizationMethod.Exclusive => Exclusive,
        _ => new(method, []),
    };

    /// <param name="method">An exclusive method.</param>
    /// <param name="prefixList">White-space separated prefixes; <c>#default</c> for the default namespace.</param>
    public static CanonicalForm Of(CanonicalizationMethod method, string prefixList) =>
        new(method, [.. prefixList.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal)
            .Select(p => p == "#default" ? [] : Encoding.UTF8.GetBytes(p))]);

    /// <summary>Without comments, as a same-document reference asks (XML-DSig 4.4.3.3: URI="" leaves comments out).</summary>
    public CanonicalForm LeavingCommentsOut() => WithComments
        ? new(IsExclusive ? CanonicalizationMethod.Exclusive : CanonicalizationMethod.Inclusive, InclusivePrefixes)
        : this;

    public bool IsSameAs(CanonicalForm other) =>
        Method == other.Method && InclusivePrefixes.Length == other.InclusivePrefixes.Length
        && InclusivePrefixes.Zip(other.InclusivePrefixes).All(p => p.First.AsSpan().SequenceEqual(p.Second));
}
