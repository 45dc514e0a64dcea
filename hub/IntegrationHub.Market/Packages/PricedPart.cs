using System.Globalization;
using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Packages;

/// <summary>What all terms of a part have in common.</summary>
internal sealed record TermFrame(string Rule, string Path, string Label, Rounding Rounding)
{
    /// <summary>Watt-hours in a MWh.</summary>
    public const decimal PerMegawattHour = 1_000_000m;

    public BillTerm Make(decimal quantity, decimal price, decimal exact, string unit = "MWh", bool average = false, string? label = null, string basis = "") =>
        new(Rule, Path, label ?? Label, quantity, unit, price, average, exact, Rounding) { Basis = basis };
}

/// <summary>A part of a compiled package.</summary>
/// <param name="Term">What its terms say of themselves.</param>
internal abstract record PricedPart(TermFrame Term)
{
    public abstract void Price(in MonthEnergy energy, List<BillTerm> terms);
}

/// <summary>One price for all selected energy.</summary>
internal sealed record FlatPart(TermFrame Term, EnergySelection Selection, decimal PerMegawattHour) : PricedPart(Term)
{
    public override void Price(in MonthEnergy energy, List<BillTerm> terms)
    {
        var quantity = Selection.Sum(energy) / TermFrame.PerMegawattHour * Selection.Share;
        terms.Add(Term.Make(quantity, PerMegawattHour, quantity * PerMegawattHour));
    }
}

/// <summary>A price for each interval.</summary>
internal sealed record IntervalPart(TermFrame Term, EnergySelection Selection, ScaledPrices Prices) : PricedPart(Term)
{
    public override void Price(in MonthEnergy energy, List<BillTerm> terms)
    {
        var quantity = Selection.Sum(energy) / TermFrame.PerMegawattHour * Selection.Share;
        var exact = Prices.Unscaled(Selection.Weighted(energy, Prices.Values)) / TermFrame.PerMegawattHour * Selection.Share;
        terms.Add(Term.Make(quantity, quantity == 0 ? 0 : Math.Round(exact / quantity, 6), exact, average: true));
    }
}

/// <summary>A price for each tier of the month's volume; where a package holds for some of the days that are served, of these days' part of it.</summary>
internal sealed record TieredPart(TermFrame Term, EnergySelection Selection, IReadOnlyList<Tier> Tiers) : PricedPart(Term)
{
    public override void Price(in MonthEnergy energy, List<BillTerm> terms)
    {
        var left = Selection.Sum(energy) / TermFrame.PerMegawattHour * Selection.Share;
        var from = 0m;
        for (var i = 0; i < Tiers.Count; i++)
        {
            var upTo = Tiers[i].UpTo is { } limit ? energy.Part?.Limit(limit) ?? limit : (decimal?)null;
            var quantity = Math.Min(left, upTo - from ?? decimal.MaxValue);
            if (quantity > 0 || i == 0)
                terms.Add(Term.Make(quantity, Tiers[i].Price, quantity * Tiers[i].Price, label: upTo is { } end ? $"{from}–{end} MWh" : $"> {from} MWh"));

            left -= quantity;
            from = upTo ?? from;
        }
    }
}

/// <summary>Charges by time that passes: the days served, and of a month served in part its share of days, so that two retailers of one month charge it once.</summary>
internal sealed record StandingPart(TermFrame Term, StandingCharge Charge, int Days) : PricedPart(Term)
{
    public override void Price(in MonthEnergy energy, List<BillTerm> terms)
    {
        var served = energy.Days ?? Days;
        if (Charge.PerDay != 0)
            terms.Add(Term.Make(served, Charge.PerDay, served * Charge.PerDay, "day"));

        if (Charge.PerMonth != 0)
        {
            var (months, basis) = energy.Part is { Unit: not PartOfMonth.OfDays } part && part.Share != part.Whole
                ? ((decimal)part.DaysServed / Days * part.Share / part.Whole, $"{part.Share} of {part.Whole} {part.Unit}, {part.DaysServed} of {Days} days")
                : served == Days ? (1, "")
                : ((decimal)served / Days, $"{served} of {Days} days");
            terms.Add(Term.Make(months, Charge.PerMonth, months * Charge.PerMonth, "month", basis: basis));
        }
    }
}

/// <summary>Several parts, one after the other. A label given to them reaches each.</summary>
internal sealed record SeveralParts(IReadOnlyList<PricedPart> Parts) : PricedPart(new TermFrame("", "", "", Rounding.Commercial))
{
    public override void Price(in MonthEnergy energy, List<BillTerm> terms)
    {
        var first = terms.Count;
        foreach (var part in Parts)
            part.Price(energy, terms);

        if (Term.Label.Length == 0)
            return;

        for (var i = first; i < terms.Count; i++)
            terms[i] = terms[i] with { Label = terms[i].Label.Length == 0 ? Term.Label : $"{Term.Label}, {terms[i].Label}" };
    }
}

/// <summary>
/// What is inside, and a term that brings the sum to the floor or the ceiling where it lies beyond. The clause is about what is charged, so it
/// compares rounded amounts and its own term makes the sum exact: its quantity is the money that lacks or is too much, its basis says of what.
/// </summary>
internal sealed record BoundedPart(TermFrame Term, EnergySelection Selection, PricedPart Inside, decimal? Floor, decimal? Ceiling, string Currency) : PricedPart(Term)
{
    public override void Price(in MonthEnergy energy, List<BillTerm> terms)
    {
        var first = terms.Count;
        Inside.Price(energy, terms);
        var charged = 0m;
        for (var i = first; i < terms.Count; i++)
            charged += terms[i].Amount;

        var quantity = Selection.Sum(energy) / TermFrame.PerMegawattHour * Selection.Share;
        if (Ceiling is { } ceiling && charged > Term.Rounding.Apply(quantity * ceiling))
            terms.Add(Bring(charged, quantity, ceiling, "ceiling"));
        else if (Floor is { } floor && charged < Term.Rounding.Apply(quantity * floor))
            terms.Add(Bring(charged, quantity, floor, "floor"));
    }

    private BillTerm Bring(decimal charged, decimal quantity, decimal bound, string label)
    {
        var allowed = Term.Rounding.Apply(quantity * bound);
        return Term.Make(
            allowed - charged, 1, allowed - charged, Currency, label: label, basis: string.Create(CultureInfo.InvariantCulture, $"{quantity:0.############} MWh × {bound} = {allowed}, less {charged}"));
    }
}
