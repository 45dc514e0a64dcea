namespace IntegrationHub.Market.Readings;

/// <summary>Which of an account's energies is read. The numbers are stored.</summary>
public enum ReadingChannel
{
    /// <summary>Consumption.</summary>
    Import = 0,

    /// <summary>Energy fed into the grid.</summary>
    Export = 1,

    /// <summary>The part of the consumption that a community's own plant covers.</summary>
    Community = 2,
}

/// <summary>Who says what an account used.</summary>
public enum ReadingSource
{
    /// <summary>Whoever measures: the distribution company, by a file.</summary>
    Meter,

    /// <summary>The customer, by his own entry: marked, checked against the account's capacity, and superseded by the meter.</summary>
    Customer,
}
