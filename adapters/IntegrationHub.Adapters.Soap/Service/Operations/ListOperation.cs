using System.Globalization;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Adapters.Soap.Service.Operations;

/// <summary>
/// List: everything newer than a code, or of an interval. By code a long list comes in pages, because the caller goes on from the last
/// code it got; by interval it cannot, so too many entries are a fault.
/// </summary>
internal sealed class ListOperation(IMailbox mailbox, TimeProvider time) : ISoapOperation
{
    private const int MaxPatternLength = 256;
    private const int MaxTypes = 32;

    public async ValueTask<OperationResult> RunAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (Query(request, out var refusal) is not { } query) return refusal!;
        var entries = await mailbox.ListAsync(request.Party.Retailer, request.Party.Id, query, cancellationToken);
        if (entries.Count > query.Max && query.Interval is not null)
            return OperationResult.Refuse(FaultCodes.ListTooMany, $"At most {query.Max} are answered.");
        return new OperationResult.Answer(ResponseWriter.List(entries.Take(query.Max), request.Reply(time.GetUtcNow())));
    }

    private static MailboxQuery? Query(OperationRequest request, out OperationResult? refusal)
    {
        refusal = null;
        var options = request.Options;
        if (options.Unknown("Code", "IntervalType", "StartTime", "EndTime", "MessageIdentification", "MsgType", "Owner") is { } unknown)
            return Refused(out refusal, FaultCodes.ListUnknownOption, unknown);
        if (options.Repeated("MsgType") is { } repeated)
            return Refused(out refusal, FaultCodes.ListInvalid, $"{repeated} stands twice.");
        if (!TryTime(request.Message.Request.StartTime, options.Find("StartTime"), out var start) || !TryTime(request.Message.Request.EndTime, options.Find("EndTime"), out var end))
            return Refused(out refusal, FaultCodes.ListInvalid, "StartTime or EndTime is no xs:dateTime, or stands twice.");
        long? code = null;
        if (options.Find("Code") is { } text)
        {
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                return Refused(out refusal, FaultCodes.ListCodeInvalid);
            if (number < 0) return Refused(out refusal, FaultCodes.ListCodeNegative);
            code = number;
        }
        if (code is not null && (start is not null || end is not null))
            return Refused(out refusal, FaultCodes.ListInvalid, "Code and an interval exclude each other.");
        if (code is null && (start is null || end is null))
            return Refused(out refusal, FaultCodes.ListNothingAsked);
        if (end < start) return Refused(out refusal, FaultCodes.ListIntervalReversed);
        var intervalType = options.Find("IntervalType") switch
        {
            null or "" => IntervalType.Application,
            var type when type.Equals("Application", StringComparison.OrdinalIgnoreCase) => IntervalType.Application,
            var type when type.Equals("Server", StringComparison.OrdinalIgnoreCase) => IntervalType.Server,
            _ => (IntervalType?)null,
        };
        if (intervalType is null) return Refused(out refusal, FaultCodes.ListIntervalType);
        var pattern = Given(options.Find("MessageIdentification"));
        if (pattern?.Length > MaxPatternLength) return Refused(out refusal, FaultCodes.ListInvalid, "MessageIdentification is too long.");
        IReadOnlyList<string> types = [.. options.FindAll("MsgType").Where(type => type.Length > 0).Distinct(StringComparer.Ordinal)];
        if (types.Count > MaxTypes) return Refused(out refusal, FaultCodes.ListInvalid, $"More than {MaxTypes} MsgType are given.");
        return new MailboxQuery(
            code, code is null ? new TimeInterval(start!.Value, end!.Value) : null, intervalType.Value, pattern, types, Given(options.Find("Owner")),
            Math.Max(1, request.Party.Limits.MaxListEntries));
    }

    /// <summary>An empty value asks for nothing; clients send such options.</summary>
    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static bool TryTime(DateTimeOffset? element, string? option, out DateTimeOffset? instant)
    {
        instant = element;
        if (option is null) return true;
        if (element is not null || !XsDateTime.TryParse(option, out var read)) return false;
        instant = read;
        return true;
    }

    private static MailboxQuery? Refused(out OperationResult? refusal, FaultCode code, string? found = null)
    {
        refusal = OperationResult.Refuse(code, found);
        return null;
    }
}
