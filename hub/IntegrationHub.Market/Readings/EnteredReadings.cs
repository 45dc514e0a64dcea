namespace IntegrationHub.Market.Readings;

/// <summary>What a customer enters is checked against what his account can draw.</summary>
public static class EnteredReadings
{
    /// <summary>Every interval in which more was entered than the account's capacity allows.</summary>
    /// <param name="readings">What was entered.</param>
    /// <param name="capacityKilowatt">Contracted capacity.</param>
    /// <param name="stepMinutes">Length of an interval.</param>
    /// <param name="headroom">How many times what its capacity can draw an account may be read before nobody believes it.</param>
    public static Problem? Check(AccountReadings readings, decimal capacityKilowatt, int stepMinutes, decimal headroom)
    {
        var most = capacityKilowatt * headroom * 1000 * stepMinutes / 60;
        var beyond = readings.Values.Where(value => value.WattHours > most).ToList();
        return beyond.Count == 0
            ? null
            : new(
                ProblemCodes.ReadingImplausible,
                $"{beyond.Count} intervals are above what {capacityKilowatt} kW can draw, the highest has {beyond.Max(static value => value.WattHours) / 1000m} kWh.",
                readings.Where,
                "Check unit and decimal point; where it is right, have the distribution company confirm it.");
    }
}
