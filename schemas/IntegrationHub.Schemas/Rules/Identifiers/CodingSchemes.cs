namespace IntegrationHub.Schemas.Rules;

/// <summary>Codes of the coding scheme list that rules know how to check.</summary>
/// <remarks>Source: ENTSO-E code lists, StandardCodingSchemeTypeList.</remarks>
public static class CodingSchemes
{
    /// <summary>Energy Identification Code.</summary>
    public const string Eic = "A01";

    /// <summary>GS1: GLN for parties and places, GSRN for metering points.</summary>
    public const string Gs1 = "A10";
}
