using IntegrationHub.Host.Configuration.Sections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace IntegrationHub.Host.Observability;

/// <summary>Structured logs on standard error: text for people, one JSON object per line for machines.</summary>
internal static class LoggingSetup
{
    /// <summary>Replaces every provider by the hub's.</summary>
    /// <param name="logging">The builder of the host.</param>
    /// <param name="options">Threshold and form.</param>
    /// <param name="terminal">True when a person watches.</param>
    public static ILoggingBuilder AddHubLogging(this ILoggingBuilder logging, ObservabilityOptions options, bool terminal)
    {
        logging.ClearProviders();
        var level = ToLogLevel(options.LogLevel);
        logging.SetMinimumLevel(level);
        logging.AddFilter("IntegrationHub", level);
        // The framework tells one line per request at Information; the hub's own entry about it says more.
        logging.AddFilter("Microsoft", level == LogLevel.Debug ? LogLevel.Information : LogLevel.Warning);
        // That line has the address as it was asked for: what somebody searched by, a customer's name too.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);

        var json = options.LogFormat == LogFormat.Json || (options.LogFormat == LogFormat.Auto && !terminal);
        if (json)
        {
            logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "HH:mm:ss.fffZ ";
                console.ColorBehavior = terminal ? LoggerColorBehavior.Default : LoggerColorBehavior.Disabled;
            });
        }

        // Answers of verbs go to standard output; logs never mix with them.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }

    /// <summary>The framework's level for a threshold of the configuration.</summary>
    public static LogLevel ToLogLevel(LogThreshold threshold) => threshold switch
    {
        LogThreshold.Debug => LogLevel.Debug,
        LogThreshold.Warning => LogLevel.Warning,
        LogThreshold.Error => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
