namespace IntegrationHub.Schemas.Rules;

/// <summary>Where in an acknowledgement a finding belongs.</summary>
public enum RuleLevel
{
    /// <summary>The document as a whole: its header reasons (with A02, fully rejected).</summary>
    Document,

    /// <summary>One series: <c>Rejected_TimeSeries</c> with the series' reasons.</summary>
    Series,

    /// <summary>An interval of a series: <c>InError_Period</c> inside its <c>Rejected_TimeSeries</c>.</summary>
    Interval,
}
