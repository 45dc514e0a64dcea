using System.Text.Json.Serialization;
using NodaTime;

namespace IntegrationHub.Market.Parameters;

/// <summary>Where a figure of market rules is from, so that somebody can check it.</summary>
/// <param name="Province">Province or region it holds for, e.g. <c>Guangdong</c>.</param>
/// <param name="Document">Title and number of the rules.</param>
/// <param name="Article">Article, table or page.</param>
/// <param name="CheckedOn">Day on which somebody compared the figure with the document; <c>null</c> when nobody has.</param>
public sealed record RuleSource(string Province, string Document, string Article, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] LocalDate? CheckedOn = null)
{
    public override string ToString() => $"{Province}, {Document}, {Article}{(CheckedOn is null ? " (unchecked)" : "")}";
}

/// <summary>A figure of market rules with the days it holds for. Market rules are never constants of the program.</summary>
/// <param name="Value">The figure.</param>
/// <param name="ValidFrom">First day it holds for.</param>
/// <param name="ValidTo">Last day it holds for, or <c>null</c> for no end.</param>
/// <param name="Source">Where it is from.</param>
public sealed record Dated<T>(T Value, LocalDate ValidFrom, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] LocalDate? ValidTo, RuleSource Source)
{
    public bool HoldsOn(LocalDate day) => day >= ValidFrom && (ValidTo is not { } last || day <= last);
}
