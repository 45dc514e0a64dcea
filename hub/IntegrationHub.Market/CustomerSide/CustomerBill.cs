using System.Text.Json.Serialization;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>A line of a bill as its customer reads it; the figures are those of <see cref="Packages.BillTerm"/>, without where in the package it stands.</summary>
public sealed record CustomerBillTerm(string Rule, string Label, string Basis, decimal Quantity, string Unit, decimal Price, bool IsAverage, decimal Amount);

/// <summary>Days of a bill under one contract, at one package.</summary>
/// <param name="Contract">Number of the contract.</param>
/// <param name="Package">Code and version of its package.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record CustomerBillPart(string Contract, string Package, LocalDate From, LocalDate To);

/// <summary>A customer's bill of an account and month, of a settlement that is closed. What it cost the retailer does not cross.</summary>
/// <param name="Account">Number and voltage level.</param>
/// <param name="Month">The month.</param>
/// <param name="Version">Of the settlement; a later one corrects.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Contract">Number of the contract; of the last one where it changed within the month.</param>
/// <param name="Package">Code and version of the price package; of each in order where it changed within the month.</param>
/// <param name="From">First day served.</param>
/// <param name="To">Last day served.</param>
/// <param name="Energy">Consumption of the days served.</param>
/// <param name="Contracted">Contracted energy of these days.</param>
/// <param name="Substituted">Intervals whose value is not the meter's.</param>
/// <param name="Terms">Its lines.</param>
/// <param name="Difference">What a correction charges in addition, or pays back below zero; null for a first bill.</param>
public sealed record CustomerBill(
    string Account, BillingMonth Month, int Version, string Currency, string Contract, string Package, LocalDate From, LocalDate To, Energy Energy, Energy Contracted, int Substituted,
    IReadOnlyList<CustomerBillTerm> Terms, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Difference)
{
    /// <summary>The days under each contract, where it changed within the month: then the contract above is the last. Else null.</summary>
    public IReadOnlyList<CustomerBillPart>? Parts { get; init; }

    /// <summary>Sum of the rounded lines.</summary>
    public decimal Total => Terms.Sum(static term => term.Amount);

    public static Checked<CustomerBill> Read(string json) => MarketJson.Read<CustomerBill>(json, "bill", new(ProblemCodes.JsonUnreadable, "The bill is empty.", "", "Publish it anew."));
}
