using Spectre.Console;

namespace IntegrationHub.Host.Output;

/// <summary>Rows of text under headings.</summary>
/// <param name="headings">One per column.</param>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];
    private string[] _dispensable = [];

    public int Count => _rows.Count;

    /// <summary>Adds a row with one cell per heading.</summary>
    public TextTable Row(params string[] cells)
    {
        if (cells.Length != headings.Length)
        {
            throw new ArgumentException($"A row has {headings.Length} cells, not {cells.Length}.", nameof(cells));
        }

        _rows.Add(Array.ConvertAll(cells, Printable.Of));
        return this;
    }

    /// <summary>Columns that a terminal too narrow for all does without, the most dispensable first; below the table it says which.</summary>
    public TextTable Dispensable(params string[] columns)
    {
        _dispensable = columns;
        return this;
    }

    public void WriteTo(TextWriter writer, bool terminal)
    {
        if (terminal)
        {
            WriteFramed(writer);
        }
        else
        {
            WritePlain(writer);
        }
    }

    private void WriteFramed(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        var columns = Fitting(console.Profile.Width);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(headings[column])));
        }

        foreach (var row in _rows)
        {
            table.AddRow(columns.Select(column => Markup.Escape(row[column])).ToArray());
        }

        console.Write(table);
        if (columns.Count < headings.Length)
        {
            var missing = headings.Where((_, column) => !columns.Contains(column));
            writer.WriteLine($"Too narrow for: {string.Join(", ", missing)}.");
        }
    }

    /// <summary>The columns that are shown: all, or as many as fit without the dispensable ones.</summary>
    private List<int> Fitting(int width)
    {
        const int frame = 3;
        var widths = Widths();
        var columns = Enumerable.Range(0, headings.Length).ToList();
        foreach (var name in _dispensable)
        {
            if (columns.Sum(column => widths[column] + frame) + 1 <= width)
            {
                break;
            }

            columns.Remove(Array.IndexOf(headings, name));
        }

        return columns;
    }

    private int[] Widths() =>
    [
        .. headings.Select((heading, column) => Math.Max(heading.Length, _rows.Select(row => row[column].Length).DefaultIfEmpty(0).Max())),
    ];

    private void WritePlain(TextWriter writer)
    {
        var widths = Widths();
        WriteLine(writer, headings, widths);
        foreach (var row in _rows)
        {
            WriteLine(writer, row, widths);
        }
    }

    private static void WriteLine(TextWriter writer, string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, column) => cell.ReplaceLineEndings(" ").PadRight(widths[column]));
        writer.WriteLine(string.Join("  ", padded).TrimEnd());
    }
}
