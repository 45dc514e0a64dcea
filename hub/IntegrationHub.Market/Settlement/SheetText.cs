namespace IntegrationHub.Market.Settlement;

/// <summary>Texts in files for spreadsheets, which compute a cell that begins with some characters.</summary>
public static class SheetText
{
    private static readonly char[] Quoted = [',', '"', '\r', '\n'];

    /// <summary>True for a text that a spreadsheet would take for a formula. The full-width forms, too: some take them for the same.</summary>
    public static bool IsFormula(string text) => text is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n', ..];

    /// <summary>A text as a cell of CSV (RFC 4180); one that would be computed gets a quote before it.</summary>
    public static string CellOf(string text) => Escape(IsFormula(text) ? "'" + text : text);

    /// <summary>A cell whose text is no formula, such as a figure.</summary>
    public static string Escape(string text) => text.IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
