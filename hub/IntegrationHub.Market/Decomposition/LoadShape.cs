using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Decomposition;

/// <summary>
/// How a month's energy falls on its days and a day's energy on its intervals: a weight per type of day, and a typical curve per type of day.
/// Only proportions count. Immutable.
/// </summary>
/// <param name="StepMinutes">Length of an interval: 15, 30 or 60 minutes.</param>
/// <param name="DayWeights">Energy of a day of each type compared with the others.</param>
/// <param name="Curves">
/// For each type of day the weights of the intervals of a day of 24 hours, by local time: 96, 48 or 24 of them. On a day of 23 hours the
/// skipped times have no part; on one of 25 hours the repeated ones have two.
/// </param>
public sealed record LoadShape(int StepMinutes, IReadOnlyDictionary<DayType, decimal> DayWeights, IReadOnlyDictionary<DayType, IReadOnlyList<decimal>> Curves)
{
    private static readonly DayType[] Types = [DayType.Working, DayType.Weekend, DayType.Holiday];

    /// <summary>Intervals of a day of 24 hours.</summary>
    public int CurveLength => 1440 / StepMinutes;

    /// <summary>Every day and every interval alike.</summary>
    public static LoadShape Flat(int stepMinutes)
    {
        IReadOnlyList<decimal> flat = [.. Enumerable.Repeat(1m, 1440 / stepMinutes)];
        return new(stepMinutes, Types.ToDictionary(static type => type, static _ => 1m), Types.ToDictionary(static type => type, _ => flat));
    }

    /// <summary>Everything that is wrong with it.</summary>
    public IEnumerable<Problem> Check()
    {
        if (StepMinutes is not (15 or 30 or 60))
        {
            yield return new(ProblemCodes.CurveLength, $"Intervals of {StepMinutes} minutes.", "stepMinutes", "Use 15, 30 or 60.");
            yield break;
        }

        foreach (var type in Types)
        {
            if (!DayWeights.TryGetValue(type, out var weight))
                yield return new(ProblemCodes.CurveMissing, $"There is no weight for days of the type {type}.", $"dayWeights.{type}", "Enter one; 1 for a day like the others.");
            else if (weight < 0)
                yield return new(ProblemCodes.WeightNegative, $"The weight of days of the type {type} is negative.", $"dayWeights.{type}", "Enter zero or more.");

            foreach (var problem in CheckCurve(type))
                yield return problem;
        }
    }

    private IEnumerable<Problem> CheckCurve(DayType type)
    {
        if (!Curves.TryGetValue(type, out var curve))
        {
            yield return new(ProblemCodes.CurveMissing, $"There is no curve for days of the type {type}.", $"curves.{type}", $"Enter {CurveLength} weights.");
            yield break;
        }

        if (curve.Count != CurveLength)
        {
            yield return new(
                ProblemCodes.CurveLength, $"The curve has {curve.Count} weights.", $"curves.{type}", $"Intervals of {StepMinutes} minutes need {CurveLength}.");
        }

        for (var i = 0; i < curve.Count; i++)
        {
            if (curve[i] < 0)
                yield return new(ProblemCodes.WeightNegative, "The weight is negative.", $"curves.{type}[{i}]", "Enter zero or more.");
        }

        if (curve.All(static weight => weight == 0))
            yield return new(ProblemCodes.CurveEmpty, "All weights are zero.", $"curves.{type}", "Enter at least one weight above zero.");
    }
}
