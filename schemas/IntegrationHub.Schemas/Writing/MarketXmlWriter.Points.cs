namespace IntegrationHub.Schemas.Writing;

/// <summary>Periods and their points.</summary>
internal sealed partial class MarketXmlWriter
{
    /// <summary>A <c>Period</c> with one line for each point; a column that is empty has no element.</summary>
    public void Period(PeriodPoints period, params ReadOnlySpan<PointColumn> columns)
    {
        Open("Period"u8);
        Interval("timeInterval"u8, period.Interval);
        Text("resolution"u8, period.Resolution);
        Points(period, columns);
        Close("Period"u8);
    }

    /// <summary>As <see cref="Period"/> for the documents that name the resolution before the interval.</summary>
    public void PeriodByResolution(PeriodPoints period, params ReadOnlySpan<PointColumn> columns)
    {
        Open("Period"u8);
        Text("resolution"u8, period.Resolution);
        Interval("timeInterval"u8, period.Interval);
        Points(period, columns);
        Close("Period"u8);
    }

    private void Points(PeriodPoints period, ReadOnlySpan<PointColumn> columns)
    {
        var positions = period.Positions.Span;
        for (var i = 0; i < period.Count; i++)
        {
            var position = positions.IsEmpty ? i + 1 : positions[i];
            Indent();
            Append("<Point><position>"u8);
            AppendNumber(position);
            Append("</position>"u8);
            foreach (ref readonly var column in columns) AppendCell(in column, i);
            if (period.PointReasons is not null) AppendPointReasons(period, position);
            Append("</Point>\n"u8);
        }
    }

    private void AppendCell(in PointColumn column, int index)
    {
        if (column.IsEmpty || (!column.Availability.IsEmpty && column.Availability.Span[index] == PointColumn.NotAvailable)) return;
        if (!column.Codes.IsEmpty && column.Codes.Span[index].Length == 0) return;
        OpenTag(column.Name);
        if (column.Codes.IsEmpty) AppendNumber(column.Numbers.Span[index]);
        else AppendText(column.Codes.Span[index]);
        CloseTag(column.Name);
    }

    private void AppendPointReasons(PeriodPoints period, int position)
    {
        if (!period.PointReasons!.TryGetValue(position, out var reasons)) return;
        foreach (var reason in reasons)
        {
            Append("<Reason><code>"u8);
            AppendText(reason.Code);
            Append("</code>"u8);
            if (reason.Text is not null)
            {
                Append("<text>"u8);
                AppendText(reason.Text);
                Append("</text>"u8);
            }

            Append("</Reason>"u8);
        }
    }
}
