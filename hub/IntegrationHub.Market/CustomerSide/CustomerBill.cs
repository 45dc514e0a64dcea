using System.Text.Json.Serialization;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>A line of a bill as its customer reads it; the figures are those of <see cref="BillTerm"/>, without where in the package it stands.</summary>
public sealed record CustomerBillTerm(string Rule, string Label, string Basis, decimal Quantity, string Unit, decimal Price, bool IsAverage, decimal Amount)
{
    /// <summary>How the price comes about where it follows the market; null of other prices.</summary>
    public CustomerBillLink? Link { get; init; }
}

/// <summary>A price that follows the market, as the package has it. Prices are in the bill's currency per MWh.</summary>
/// <param name="Reference">Name of the market's price.</param>
/// <param name="ReferencePrice">That price; where it differs by interval its average by what was used; null where it cannot be told from the price, as where a limit holds.</param>
/// <param name="Share">Part of it that is passed on, or of the spread that the customer gets: a fraction.</param>
public sealed record CustomerBillLink(string Reference, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? ReferencePrice, decimal Share)
{
    /// <summary>What is added per MWh, of a linked price; else null.</summary>
    public decimal? Markup { get; init; }

    /// <summary>What the spread is reckoned from, of a share of it; else null.</summary>
    public decimal? Base { get; init; }

    public decimal? Floor { get; init; }

    public decimal? Ceiling { get; init; }

    /// <summary>Of a line of a bill; null where its price does not follow the market.</summary>
    public static CustomerBillLink? Of(PricePackage package, BillTerm term) => PricePath.Find(package, term.Path) switch
    {
        LinkedPrice linked when term.Rule == "linked" => new(linked.Reference, linked.Share == 0 || term.Quantity == 0 ? null : Rounded((term.Price - linked.Markup) / linked.Share), linked.Share) { Markup = linked.Markup },
        SpreadShare spread when term.Rule == "spread" => new(spread.Reference, IsFree(spread, term) ? Rounded(spread.Base - ((spread.Base - term.Price) / spread.Share)) : null, spread.Share)
        {
            Base = spread.Base, Floor = spread.Floor, Ceiling = spread.Ceiling,
        },
        _ => null,
    };

    /// <summary>Whether no limit made the price: an average may hide one.</summary>
    private static bool IsFree(SpreadShare spread, BillTerm term) =>
        spread.Share != 0 && term.Quantity != 0 && (spread is { Floor: null, Ceiling: null } || (!term.IsAverage && term.Price > (spread.Floor ?? decimal.MinValue) && term.Price < (spread.Ceiling ?? decimal.MaxValue)));

    private static decimal Rounded(decimal price) => Math.Round(price, 6);
}

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
