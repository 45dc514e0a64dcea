using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage.Processes;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>Removes once a day what people were told longer ago than it is kept, and marks of it, a bounded piece at a time. Two nodes that do it at once remove it once.</summary>
internal sealed partial class NoticeKeeping(NoticeShelf notices, RecordRemoval removal, StoredRecords records, HubOptions options, TimeProvider time, ILogger<NoticeKeeping> logger)
    : PeriodicWork(TimeSpan.FromDays(1), "Removing old notices", time, logger)
{
    /// <summary>Kind of the event that something was removed.</summary>
    public const string Removed = "notices.removed";

    /// <summary>Rows of one transaction.</summary>
    private const int Piece = 1000;

    /// <summary>Rows of one day: what is more goes the next.</summary>
    private const int MostOfDay = 1_000_000;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var before = Time.GetUtcNow() - options.Processes.KeepNotices;
        var shown = 0;
        for (var last = Piece; last == Piece && shown < MostOfDay;)
        {
            shown += last = await notices.RemoveAsync(RetailerId.Default, before, Piece, cancellationToken);
        }

        var kept = 0;
        foreach (var kind in RecordRemoval.Kinds)
        {
            string? behind = null;
            do
            {
                (var count, behind) = await removal.RemoveAsync(kind, before, behind, Piece, cancellationToken);
                kept += count;
            }
            while (behind is not null && kept < MostOfDay);
        }

        if (shown + kept > 0)
        {
            LogRemoved(shown, kept, before);
            var facts = new Dictionary<string, string>
            {
                ["before"] = before.ToString("O", CultureInfo.InvariantCulture), ["notices"] = shown.ToString(CultureInfo.InvariantCulture), ["records"] = kept.ToString(CultureInfo.InvariantCulture),
            };
            await records.SaveAsync([], [new(Removed, facts)], "hub", cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Notices: {Shown} notices and {Kept} records of before {Before:O} removed")]
    private partial void LogRemoved(int shown, int kept, DateTimeOffset before);
}
