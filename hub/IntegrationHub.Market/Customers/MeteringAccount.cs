using System.Text.Json.Serialization;
using NodaTime;

namespace IntegrationHub.Market.Customers;

/// <summary>What a customer uses electricity for.</summary>
public enum ElectricityUse
{
    Power,
    Light,
    Heat,
    Mixed,
}

/// <summary>
/// The smallest unit of a customer: a metering account at one voltage level. One retailer serves it in a period.
/// </summary>
/// <param name="AccountNumber">Number of the account with the distribution company.</param>
/// <param name="VoltageLevel">Voltage level, e.g. <c>10kV</c>.</param>
/// <param name="CustomerName">Name of the customer; personal data where it is a person.</param>
/// <param name="Industry">Industry in the words or code of the retailer.</param>
/// <param name="Use">Main use.</param>
/// <param name="CapacityKilowatt">Contracted capacity.</param>
/// <param name="ServedFrom">First day served.</param>
/// <param name="ServedTo">Last day served, or <c>null</c> for no end.</param>
/// <param name="MarketEligible">True when the authority admitted the account to the market.</param>
/// <param name="ConsentOn">Day on which the customer agreed that the retailer reads its data, or <c>null</c>.</param>
public sealed record MeteringAccount(
    string AccountNumber,
    string VoltageLevel,
    string CustomerName,
    string Industry,
    ElectricityUse Use,
    decimal CapacityKilowatt,
    LocalDate ServedFrom,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] LocalDate? ServedTo,
    bool MarketEligible,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] LocalDate? ConsentOn)
{
    /// <summary>Who is to be reached for the customer, as its file says; kept in the book of contacts, not with the account.</summary>
    [JsonIgnore]
    public CustomerContact? Contact { get; init; }

    /// <summary>Identity: account number and voltage level.</summary>
    public (string AccountNumber, string VoltageLevel) Key => (AccountNumber, VoltageLevel);

    /// <summary>True on the days of the service, its first and last included.</summary>
    public bool ServesOn(LocalDate day) => ServedFrom <= day && (ServedTo is not { } last || last >= day);

    /// <summary>What it is called: number and voltage level, as in bills.</summary>
    public string Name => $"{AccountNumber}/{VoltageLevel}";
}
