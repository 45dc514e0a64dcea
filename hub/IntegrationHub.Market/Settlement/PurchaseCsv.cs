using System.Globalization;
using System.Text;
using CsvHelper;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Settlement;

/// <summary>What was bought at the market in a month, line by line.</summary>
/// <param name="Month">The month.</param>
/// <param name="Purchases">The lines.</param>
public sealed record MonthPurchases(BillingMonth Month, IReadOnlyList<MarketPurchase> Purchases);

/// <summary>
/// Purchases of a month as CSV: <c>month, item, mwh, price</c> and, where they are wanted, <c>fee</c> and <c>publishedPrice</c>; figures with a point. Every bad value is reported by line and column; nothing is read unless everything
/// is good. What is written is read back as the same. An item that a spreadsheet would compute is refused, and gets a quote before it where an older basis has one.
/// </summary>
public static class PurchaseCsv
{
    /// <summary>Rows of one file.</summary>
    public const int MostRows = 10_000;

    /// <summary>Characters of one file.</summary>
    public const int LongestText = 4_000_000;

    private const int MostProblems = 1000;

    private const int LongestItem = 35;

    private static readonly string[] Columns = ["month", "item", "mwh", "price"];

    public static Checked<MonthPurchases> Read(string text)
    {
        var problems = new CustomerProblems(MostProblems);
        using var reader = CsvColumns.Open(text, problems, Columns, ["fee", "publishedPrice"], LongestText);
        if (reader is null)
            return Checked.Bad<MonthPurchases>(problems.ToList());

        BillingMonth? month = null;
        var purchases = new List<MarketPurchase>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var rows = 0; reader.Read(); rows++)
        {
            if (rows == MostRows)
                return Bad(new(ProblemCodes.FileTooLarge, $"The file has more than {MostRows} rows.", "", "Add lines of one kind up."));

            var (line, before) = (reader.LineNumber, problems.Count);
            var (asked, purchase) = ReadRow(reader, problems);
            if (asked is { } own && month is { } other && own != other)
                problems.Add(new(ProblemCodes.ValueUnreadable, $"The row is about {own}, those before about {other}.", $"line {line}, month", "Bring each month as a file of its own."));

            month ??= asked;
            if (!lines.TryAdd(purchase.Item, line) && purchase.Item.Length > 0)
                problems.Add(new(ProblemCodes.BasisTwice, $"\"{purchase.Item}\" is there twice: see line {lines[purchase.Item]}.", $"line {line}, item", "Add them up, or name them apart."));

            if (problems.Count == before)
                purchases.Add(purchase);
        }

        if (problems.Count > 0)
            return Checked.Bad<MonthPurchases>(problems.ToList());

        return month is { } known ? Checked.Good(new MonthPurchases(known, purchases)) : Bad(new(ProblemCodes.FileEmpty, "The file has no rows.", "", "Give a row for each purchase; to take all of them away, bring a basis without."));
    }

    /// <summary>Lines that end with CR LF.</summary>
    public static string Write(BillingMonth month, IEnumerable<MarketPurchase> purchases)
    {
        var text = new StringBuilder("month,item,mwh,price,fee,publishedPrice\r\n");
        foreach (var purchase in purchases)
            text.Append(CultureInfo.InvariantCulture, $"{month},{SheetText.CellOf(purchase.Item)},{purchase.Energy.MegawattHours},{purchase.Price},{purchase.Fee},{purchase.PublishedPrice}\r\n");

        return text.ToString();
    }

    private static (BillingMonth? Month, MarketPurchase Purchase) ReadRow(CsvReader reader, CustomerProblems problems)
    {
        var line = reader.LineNumber;
        foreach (var column in Columns.Where(column => Value(column).Length == 0))
            problems.Add(new(ProblemCodes.ValueMissing, "There is no value.", $"line {line}, {column}", "Enter one."));

        var written = Value("month");
        var isMonth = BillingMonth.TryParse(written, out var month);
        if (!isMonth && written.Length > 0)
            problems.Add(new(ProblemCodes.ValueUnreadable, $"\"{CustomerRow.Short(written)}\" is no month.", $"line {line}, month", "Write it like 2026-07."));

        var item = Value("item");
        if (SheetText.IsFormula(item) || (item is ['\'', ..] && SheetText.IsFormula(item[1..])))
            problems.Add(new(ProblemCodes.ValueUnreadable, "A spreadsheet would compute this name.", $"line {line}, item", "Let it begin with a letter or a digit."));
        else if (item.Length > LongestItem)
            problems.Add(new(ProblemCodes.BasisField, $"The name has {item.Length} characters.", $"line {line}, item", $"Use at most {LongestItem}, as the trading center does."));

        var energy = Number("mwh");
        var isEnergy = energy is { } mwh && decimal.Round(mwh, 6) == mwh && Math.Abs(mwh) <= 1_000_000_000;
        if (energy is not null && !isEnergy)
            problems.Add(new(ProblemCodes.ValueUnreadable, $"{energy} MWh are not whole watt-hours, or too many.", $"line {line}, mwh", "Use at most six decimals."));
        else if (energy < 0)
            problems.Add(new(ProblemCodes.QuantityNegative, $"The energy is {energy} MWh.", $"line {line}, mwh", "What is sold back has an item of its own with its fee."));

        var (price, fee, published) = (Number("price"), Number("fee"), Number("publishedPrice"));
        return (isMonth ? month : null, new(item, isEnergy ? Energy.FromMegawattHours(energy!.Value) : Energy.Zero, price ?? 0, fee ?? 0, published));

        string Value(string column) => reader.TryGetFieldIndex(column, out var index) && index < reader.FieldCount ? reader.GetString(index) : "";

        decimal? Number(string column)
        {
            var value = Value(column);
            if (value.Length == 0)
                return null;

            if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return number;

            problems.Add(new(ProblemCodes.ValueUnreadable, $"\"{CustomerRow.Short(value)}\" is no number.", $"line {line}, {column}", "Write it with a point and without separators of thousands."));
            return null;
        }
    }

    private static Checked<MonthPurchases> Bad(Problem problem) => Checked.Bad<MonthPurchases>(problem);
}
