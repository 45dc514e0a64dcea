using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Adapters.Soap.Service.Operations;

/// <summary>A request that was read, by whom and when.</summary>
/// <param name="Party">The caller.</param>
/// <param name="Message">What it sent.</param>
/// <param name="At">When its last byte was there.</param>
internal sealed record OperationRequest(Party Party, ReadMessage Message, DateTimeOffset At)
{
    public RequestOptions Options { get; } = new(Message.Request.Options);

    /// <summary>The header of the answer.</summary>
    public OwnHeader Reply(DateTimeOffset now) => new(now, Guid.CreateVersion7(now).ToString("D"), Message.Header.MessageId);
}

/// <summary>What an operation answers.</summary>
internal abstract record OperationResult
{
    /// <param name="Message">ResponseMessage; unsigned when <paramref name="Sign"/>.</param>
    /// <param name="Sign">False when the message is signed already.</param>
    /// <param name="Written">Called after the answer was written completely, never when the connection broke before.</param>
    public sealed record Answer(ReadOnlyMemory<byte> Message, bool Sign = true, Func<CancellationToken, ValueTask>? Written = null) : OperationResult;

    public sealed record Fault(ServiceFault Reason) : OperationResult;

    public static OperationResult Refuse(FaultCode code, string? found = null) => new Fault(ServiceFault.Of(code, found));
}

/// <summary>One operation of the service.</summary>
internal interface ISoapOperation
{
    ValueTask<OperationResult> RunAsync(OperationRequest request, CancellationToken cancellationToken);
}
