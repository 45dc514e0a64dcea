using System.Text.Json.Serialization;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>A version of a contract as its customer reads it.</summary>
/// <param name="Number">Of the contract.</param>
/// <param name="Version">Of the contract.</param>
/// <param name="State">Where it stands.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Quantity">Energy of the period.</param>
/// <param name="Digest">SHA-256 of the text: what a consent is to; null with it.</param>
/// <param name="Language">Of the text; null with it.</param>
/// <param name="Text">The canonical text, whole; null of a contract that was taken over as it was in force and never offered here.</param>
public sealed record CustomerContract(
    string Number, int Version, ContractState State, LocalDate From, LocalDate To, Energy Quantity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Digest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Language,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Text)
{
    /// <summary>Number and voltage level of each account that it is for; null where the company's side says none.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <summary>The energy of each month, together <see cref="Quantity"/>; null where the company's side says none.</summary>
    public IReadOnlyDictionary<BillingMonth, Energy>? Months { get; init; }

    /// <summary>True for states in which a customer sees the text: from the offer on.</summary>
    public static bool IsShown(ContractState state) => state is not (ContractState.Draft or ContractState.InReview or ContractState.Rejected);

    public static Checked<CustomerContract> Read(string json) => MarketJson.Read<CustomerContract>(json, "contract", new(ProblemCodes.JsonUnreadable, "The contract is empty.", "", "Publish it anew."));
}
