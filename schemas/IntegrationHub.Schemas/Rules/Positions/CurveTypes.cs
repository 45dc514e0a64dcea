using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>Codes of the curve type list; a series without one is a sequence of fixed size blocks.</summary>
/// <remarks>Source: ENTSO-E code lists, StandardCurveTypeList.</remarks>
internal static class CurveTypes
{
    public const string SequentialFixedBlock = "A01";
    public const string VariableBlock = "A03";

    /// <summary>Whether every position must be present.</summary>
    public static bool IsSequential(this TimeSeries series) => series.CurveType is null or SequentialFixedBlock;

    /// <summary>Points and breakpoints (A02, A04, A05) stand on the boundaries of steps, so they may name the end of the last one.</summary>
    public static bool StandsOnBoundaries(this TimeSeries series) => series.CurveType is "A02" or "A04" or "A05";
}
