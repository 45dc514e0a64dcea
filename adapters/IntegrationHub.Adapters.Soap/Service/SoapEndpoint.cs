using System.Net;
using IntegrationHub.Adapters.Soap.Service.Operations;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>
/// The HTTP side of the service: identify, then method and media type, then the body within its limits, then the operation. What is
/// refused before the operation is an HTTP status; everything after it is a SOAP answer or fault.
/// </summary>
internal sealed partial class SoapEndpoint(
    CallerIdentity identity, RefusedCallers refused, SoapDispatcher dispatcher, ConcurrentRequests running, SoapServiceState state,
    SoapListenerOptions options, IMessageSigner signer, SoapKeys keys, ILogger<SoapEndpoint> log)
{
    private readonly ByteBudget _budget = new(options.MaxBytesInWork);

    public async Task HandleAsync(HttpContext http)
    {
        var caller = identity.Of(http);
        if (caller is Caller.Refused turnedAway)
        {
            await refused.RecordAsync(turnedAway.Reason, turnedAway.Party, http.Connection.RemoteIpAddress?.ToString() ?? "");
            await HttpRefusal.WriteAsync(http, turnedAway.HttpStatus, turnedAway.Reason.Text, turnedAway.Reason.Remedy);
            return;
        }
        var party = ((Caller.Known)caller).Party;
        if (state.Draining)
            await UnavailableAsync(http, "The hub is stopping.");
        else if (state.Paused)
            await UnavailableAsync(http, "The hub can promise nothing right now.");
        else if (HttpMethods.IsGet(http.Request.Method))
            await DescribeAsync(http);
        else if (HttpMethods.IsPost(http.Request.Method))
            await CallAsync(http, party);
        else
        {
            http.Response.Headers.Allow = "GET, POST";
            await HttpRefusal.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "Only POST, and GET with ?wsdl.", "POST a SOAP message.");
        }
    }

    private async Task DescribeAsync(HttpContext http)
    {
        var query = http.Request.Query;
        byte[]? answer =
            query.ContainsKey("wsdl") ? ServiceContract.WsdlFor(Address(http))
            : query.TryGetValue("xsd", out var name) && name.Count == 1 ? ServiceContract.Schema(name[0]!)
            : [];
        if (answer is null)
            await HttpRefusal.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such schema.", "See the WSDL.");
        else if (answer.Length == 0)
        {
            http.Response.Headers.Allow = "GET, POST";
            await HttpRefusal.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "GET answers ?wsdl only.", "POST a SOAP message.");
        }
        else
        {
            http.Response.ContentType = "text/xml; charset=utf-8";
            http.Response.ContentLength = answer.Length;
            await http.Response.Body.WriteAsync(answer, http.RequestAborted);
        }
    }

    /// <summary>The configured address, else the one that was connected to. The Host header is the caller's word and is not reflected.</summary>
    private Uri Address(HttpContext http) =>
        options.PublicAddressOf(new IPEndPoint(http.Connection.LocalIpAddress ?? IPAddress.Loopback, http.Connection.LocalPort));

    private async Task CallAsync(HttpContext http, Party party)
    {
        if (MediaType.Of(http.Request.ContentType) is not { } media || !StringValues.IsNullOrEmpty(http.Request.Headers.ContentEncoding))
        {
            await HttpRefusal.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, "The media type is neither application/soap+xml nor text/xml, or the body is encoded.", "Send SOAP 1.2 or 1.1 without Content-Encoding.");
            return;
        }
        // The server sets the stated length aside when the body is chunked too; two lengths are how requests are smuggled.
        if (http.Request.Headers.ContainsKey("X-Content-Length") && !StringValues.IsNullOrEmpty(http.Request.Headers.TransferEncoding))
        {
            await HttpRefusal.WriteAsync(http, StatusCodes.Status400BadRequest, "Content-Length and Transfer-Encoding exclude each other.", "Send one of them.");
            return;
        }
        if (http.Request.ContentLength > LargestBody(party))
        {
            await TooLargeAsync(http, party);
            return;
        }
        if (!running.TryEnter(party.Id))
        {
            RetryAfter(http, TimeSpan.FromSeconds(options.RetryAfterSeconds));
            await HttpRefusal.WriteAsync(http, StatusCodes.Status429TooManyRequests, "Too many requests at once.", "Wait for answers before sending more.");
            return;
        }
        try
        {
            // A body without a stated length may grow to the limit.
            var bytes = Math.Min(http.Request.ContentLength ?? long.MaxValue, LargestBody(party));
            if (!_budget.TryTake(bytes))
            {
                await UnavailableAsync(http, "The hub has as much in work as it can hold.");
                return;
            }
            try
            {
                await ReceiveAsync(http, party, media);
            }
            finally
            {
                _budget.Return(bytes);
            }
        }
        finally
        {
            running.Leave(party.Id);
        }
    }

    /// <summary>The party's own limit, within what the hub takes on from anybody.</summary>
    private long LargestBody(Party party) => Math.Min(party.Limits.MaxRequestBytes, options.MaxRequestBytes);

    private async Task ReceiveAsync(HttpContext http, Party party, MediaType media)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody(party);
        RequestBody? body;
        using (var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted))
        {
            deadline.CancelAfter(options.BodyTimeout);
            try
            {
                body = await RequestBody.ReadAsync(http.Request.BodyReader, LargestBody(party), deadline.Token);
            }
            catch (BadHttpRequestException error) when (error.StatusCode != StatusCodes.Status413PayloadTooLarge)
            {
                await HttpRefusal.WriteAsync(http, error.StatusCode, "The body could not be received.", "Send the whole body, at a usual speed.");
                return;
            }
            catch (BadHttpRequestException)
            {
                body = null;
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                await HttpRefusal.WriteAsync(http, StatusCodes.Status408RequestTimeout, "The body took too long.", "Send the whole body, at a usual speed.");
                return;
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // The caller is gone: there is nobody to answer and nothing was taken in.
                return;
            }
        }
        if (body is null)
        {
            await TooLargeAsync(http, party);
            return;
        }
        using (body)
            await AnswerAsync(http, party, media, body.Bytes);
    }

    private async Task AnswerAsync(HttpContext http, Party party, MediaType media, ReadOnlyMemory<byte> body)
    {
        Dispatched dispatched;
        ReadOnlyMemory<byte> message = default;
        try
        {
            // A caller that hangs up does not stop a commit halfway: what was received completely is dealt with completely.
            dispatched = await dispatcher.RunAsync(party, body, media.Charset, media.Version, CancellationToken.None);
            if (dispatched.Result is OperationResult.Answer answer)
                message = answer.Sign ? signer.Sign(answer.Message, keys.SigningKey()) : answer.Message;
        }
        catch (Exception error)
        {
            LogUnavailable(error, party.Name);
            await UnavailableAsync(http, "The hub cannot work on the request now; nothing was acknowledged.");
            return;
        }
        switch (dispatched.Result)
        {
            case OperationResult.Fault fault when dispatched.Unreadable:
                await HttpRefusal.WriteAsync(http, StatusCodes.Status400BadRequest, fault.Reason.Details, "");
                break;
            case OperationResult.Fault fault:
                await SoapAnswer.WriteFaultAsync(http, dispatched.Version, fault.Reason);
                break;
            case OperationResult.Answer { Written: var written }:
                bool whole = await SoapAnswer.WriteAsync(http, dispatched.Version, message);
                if (whole && written is not null) await CommitAsync(written, party);
                break;
            default:
                throw new InvalidOperationException("An operation ended without an answer.");
        }
    }

    /// <summary>The answer is out; a store that fails now only means that the same document is handed out again.</summary>
    private async Task CommitAsync(Func<CancellationToken, ValueTask> written, Party party)
    {
        try
        {
            await written(CancellationToken.None);
        }
        catch (Exception error)
        {
            LogUnavailable(error, party.Name);
        }
    }

    private Task TooLargeAsync(HttpContext http, Party party) => HttpRefusal.WriteAsync(
        http, StatusCodes.Status413PayloadTooLarge, $"The limit is {LargestBody(party)} bytes.", "Send smaller documents; ask parameterLimits.");

    private Task UnavailableAsync(HttpContext http, string text)
    {
        RetryAfter(http, TimeSpan.FromSeconds(options.RetryAfterSeconds));
        return HttpRefusal.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, text, "Send the same request again later.");
    }

    internal static void RetryAfter(HttpContext http, TimeSpan after) =>
        http.Response.Headers.RetryAfter = ((long)Math.Ceiling(Math.Max(1, after.TotalSeconds))).ToString();

    [LoggerMessage(10, LogLevel.Error, "A request of {Party} could not be worked on")]
    private partial void LogUnavailable(Exception error, string party);
}
