namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>Canonical XML 1.0 and Exclusive XML Canonicalization 1.0 (W3C), each with and without comments.</summary>
public enum CanonicalizationMethod
{
    /// <summary><c>http://www.w3.org/TR/2001/REC-xml-c14n-20010315</c>, what IEC 62325-504 uses.</summary>
    Inclusive,

    /// <summary>The same <c>#WithComments</c>.</summary>
    InclusiveWithComments,

    /// <summary><c>http://www.w3.org/2001/10/xml-exc-c14n#</c>.</summary>
    Exclusive,

    /// <summary>The same <c>WithComments</c>.</summary>
    ExclusiveWithComments,
}

/// <summary>The identifiers of the methods on the wire.</summary>
public static class CanonicalizationNames
{
    internal static ReadOnlySpan<byte> ExclusiveNamespace => "http://www.w3.org/2001/10/xml-exc-c14n#"u8;

    /// <summary>The wire identifier of <paramref name="method"/>.</summary>
    public static string UriOf(CanonicalizationMethod method) => method switch
    {
        CanonicalizationMethod.Inclusive => "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        CanonicalizationMethod.InclusiveWithComments => "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
        CanonicalizationMethod.Exclusive => "http://www.w3.org/2001/10/xml-exc-c14n#",
        _ => "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    };

    internal static bool TryParse(ReadOnlySpan<byte> uri, out CanonicalizationMethod method)
    {
        CanonicalizationMethod? found =
            uri.SequenceEqual("http://www.w3.org/TR/2001/REC-xml-c14n-20010315"u8) ? CanonicalizationMethod.Inclusive
            : uri.SequenceEqual("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"u8) ? CanonicalizationMethod.InclusiveWithComments
            : uri.SequenceEqual("http://www.w3.org/2001/10/xml-exc-c14n#"u8) ? CanonicalizationMethod.Exclusive
            : uri.SequenceEqual("http://www.w3.org/2001/10/xml-exc-c14n#WithComments"u8) ? CanonicalizationMethod.ExclusiveWithComments
            : null;
        method = found ?? default;
        return found is not null;
    }
}
