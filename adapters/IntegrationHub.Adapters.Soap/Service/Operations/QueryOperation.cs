using System.Globalization;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Adapters.Soap.Service.Operations;

/// <summary>QueryData: the standard data types. Further options are free and echoed.</summary>
internal sealed class QueryOperation(SoapListenerOptions listener, TimeProvider time) : ISoapOperation
{
    private static readonly string[] Types = ["listOfDataTypes", "serverTimestamp", "parameterLimits"];

    public ValueTask<OperationResult> RunAsync(OperationRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(Run(request));

    private OperationResult Run(OperationRequest request)
    {
        if (request.Options.Repeated() is { } repeated)
            return OperationResult.Refuse(FaultCodes.QueryInvalid, $"{repeated} stands twice.");
        if (request.Options.Find("DataType") is not { Length: > 0 } type)
            return OperationResult.Refuse(FaultCodes.QueryNoType);
        var now = time.GetUtcNow();
        IEnumerable<KeyValuePair<string, string?>>? parameters = Array.Find(Types, known => known.Equals(type, StringComparison.OrdinalIgnoreCase)) switch
        {
            "listOfDataTypes" => Types.Select(known => new KeyValuePair<string, string?>(known, null)),
            "serverTimestamp" => [new("serverTimestamp", XsDateTime.Format(now))],
            "parameterLimits" => Limits(request.Party.Limits),
            _ => null,
        };
        return parameters is null
            ? OperationResult.Refuse(FaultCodes.QueryUnknownType)
            : new OperationResult.Answer(ResponseWriter.Query(request.Options.All, parameters, request.Reply(now)));
    }

    /// <summary>What holds for this party; what is not limited is not listed.</summary>
    private IEnumerable<KeyValuePair<string, string?>> Limits(PartyLimits limits)
    {
        yield return Limit("MaxNumMessagesInListResponse", limits.MaxListEntries);
        yield return Limit("MaxPayloadSizeInMBInPutRequest", Math.Max(1, Math.Min(limits.MaxRequestBytes, limits.MaxDocumentBytes) / (1024 * 1024)));
        if (limits.MaxRequestsPerMinute > 0)
        {
            yield return Limit("MaxGetRequestPerMinute", limits.MaxRequestsPerMinute);
            yield return Limit("MaxPutRequestPerMinute", limits.MaxRequestsPerMinute);
            yield return Limit("MaxListRequestPerMinute", limits.MaxRequestsPerMinute);
            yield return Limit("MaxQueryRequestPerMinute", limits.MaxRequestsPerMinute);
        }
        if (limits.MaxClockSkew > TimeSpan.Zero)
            yield return Limit("MaxDiffServerTimestampInSeconds", (long)limits.MaxClockSkew.TotalSeconds);
        if (listener.CompressAboveBytes > 0)
            yield return Limit("GetXmlAsBinaryThresholdInKb", listener.CompressAboveBytes / 1024);
    }

    private static KeyValuePair<string, string?> Limit(string name, long value) => new(name, value.ToString(CultureInfo.InvariantCulture));
}
