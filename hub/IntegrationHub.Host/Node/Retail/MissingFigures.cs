using IntegrationHub.Retail.Packages;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Says in the log when the hub starts, and on each day, which of the figures that the books judge by nobody entered for the day. After an upgrade that brings a figure there is none.</summary>
/// <param name="zone">The market's zone.</param>
internal sealed partial class MissingFigures(ParameterBook parameters, DateTimeZone zone, TimeProvider time, ILogger<MissingFigures> logger)
    : PeriodicWork(TimeSpan.FromMinutes(1), "What is told of missing figures", time, logger)
{
    private LocalDate? _told;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var today = Instant.FromDateTimeOffset(Time.GetUtcNow()).InZone(zone).Date;
        if (_told == today)
            return;

        var missing = (await parameters.FindAsync(cancellationToken)).MissingOn(today);
        if (missing.Count > 0)
        {
            LogMissing(string.Join(", ", missing.Select(static problem => problem.Where)), missing[0].Remedy);
        }

        _told = today;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Figures of market rules are missing for today: {Figures}. What is judged by them waits. {Remedy} In the portal: /imports/parameters")]
    private partial void LogMissing(string figures, string remedy);
}
