using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>Records callers that were turned away, so many per minute as the options allow; the next event tells how many were left out.</summary>
internal sealed partial class RefusedCallers(
    IReceptionStore store, SoapListenerOptions options, TimeProvider time, ILogger<RefusedCallers> log)
{
    private readonly Lock _gate = new();
    private long _windowStart = long.MinValue;
    private int _recorded;
    private long _leftOut;

    public async ValueTask RecordAsync(Rejection reason, Party? party, string remoteAddress)
    {
        if (!TryTake(out long leftOut)) return;
        LogRefused(reason.Code, remoteAddress);
        var now = time.GetUtcNow();
        var data = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = reason.Code, ["text"] = reason.Text, ["address"] = remoteAddress, ["leftOut"] = leftOut.ToString(),
        });
        var recorded = new ExchangeEvent(
            Guid.CreateVersion7(now), now, party is null ? "caller.unknown" : "caller.refused", null, party?.Id.Value, party?.Name ?? "unknown", data);
        try
        {
            await store.RecordEventsAsync(party?.Retailer ?? RetailerId.Default, [recorded], CancellationToken.None);
        }
        catch (Exception error)
        {
            // The answer does not depend on it: an unknown caller is turned away also when the store is.
            LogNotRecorded(error);
        }
    }

    private bool TryTake(out long leftOut)
    {
        lock (_gate)
        {
            leftOut = 0;
            long now = time.GetTimestamp();
            if (_windowStart == long.MinValue || time.GetElapsedTime(_windowStart, now) >= TimeSpan.FromMinutes(1))
            {
                _windowStart = now;
                _recorded = 0;
            }
            if (_recorded >= options.UnknownCallerEventsPerMinute)
            {
                _leftOut++;
                return false;
            }
            _recorded++;
            leftOut = _leftOut;
            _leftOut = 0;
            return true;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Caller from {Address} refused: {Code}")]
    private partial void LogRefused(string code, string address);

    [LoggerMessage(2, LogLevel.Error, "The refusal of a caller could not be recorded")]
    private partial void LogNotRecorded(Exception error);
}
