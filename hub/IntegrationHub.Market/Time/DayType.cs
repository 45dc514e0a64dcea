namespace IntegrationHub.Market.Time;

/// <summary>What kind of day it is for consumption.</summary>
public enum DayType
{
    /// <summary>People work; also a weekend day that the authorities moved work to.</summary>
    Working,

    /// <summary>Saturday or Sunday without work.</summary>
    Weekend,

    /// <summary>A public holiday, or a day of rest that belongs to one.</summary>
    Holiday,
}
