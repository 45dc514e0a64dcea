using System.Text;
using IntegrationHub.Adapters.Soap.Messages;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>Writes answers and faults to the connection.</summary>
internal static class SoapAnswer
{
    /// <summary>Bytes handed to the connection at once: large answers need no memory beside themselves.</summary>
    private const int Chunk = 128 * 1024;

    /// <summary>Writes a message inside an envelope.</summary>
    /// <returns>
    /// True when every byte left this process on a connection that still stood. The transport is set up so that a flush ends when the
    /// operating system has taken the bytes (see <see cref="Listening.SoapListenerSetup"/>).
    /// </returns>
    public static async Task<bool> WriteAsync(HttpContext http, SoapVersion version, ReadOnlyMemory<byte> message, int status = StatusCodes.Status200OK)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = EnvelopeWriter.ContentType(version);
        response.ContentLength = EnvelopeWriter.Before(version).Length + message.Length + EnvelopeWriter.After.Length;
        try
        {
            Write(response, EnvelopeWriter.Before(version));
            // An ordinary answer leaves in one piece: every flush is a TLS record and a call of the system.
            int at = 0;
            do
            {
                int length = Math.Min(Chunk, message.Length - at);
                Write(response, message.Span.Slice(at, length));
                at += length;
                if (at == message.Length) Write(response, EnvelopeWriter.After);
                if ((await response.BodyWriter.FlushAsync(http.RequestAborted)).IsCompleted) return false;
            }
            while (at < message.Length);
            await response.CompleteAsync();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
        return !http.RequestAborted.IsCancellationRequested && Stands(http);
    }

    /// <summary>A fault; SOAP 1.2 answers 400 for what the sender did, everything else is 500 (SOAP 1.2 part 2, 7.5.2; SOAP 1.1, 6.2).</summary>
    public static Task WriteFaultAsync(HttpContext http, SoapVersion version, ServiceFault fault)
    {
        if (fault.RetryAfter is { } after) SoapEndpoint.RetryAfter(http, after);
        var message = EnvelopeWriter.Fault(version, fault.Code.FromSender, fault.Code.Code, fault.Details);
        int status = version == SoapVersion.Soap12 && fault.Code.FromSender ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError;
        return WriteAsync(http, version, message, status);
    }

    private static void Write(HttpResponse response, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(response.BodyWriter.GetSpan(bytes.Length));
        response.BodyWriter.Advance(bytes.Length);
    }

    /// <summary>A failed send closes the socket before the flush ends, while the request is told of it only later.</summary>
    private static bool Stands(HttpContext http) => http.Features.Get<IConnectionSocketFeature>()?.Socket.Connected ?? true;
}

/// <summary>Answers below SOAP: a status, and one line of text that says why and what to do.</summary>
internal static class HttpRefusal
{
    public static async Task WriteAsync(HttpContext http, int status, string text, string remedy)
    {
        if (http.Response.HasStarted) return;
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        // What is left of the body is not waited for, and a stranger keeps no connection.
        if (!HttpMethods.IsGet(http.Request.Method) || status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
            http.Response.Headers.Connection = "close";
        var line = Encoding.UTF8.GetBytes(remedy.Length == 0 ? text + "\n" : $"{text} {remedy}\n");
        http.Response.ContentLength = line.Length;
        try
        {
            await http.Response.Body.WriteAsync(line, http.RequestAborted);
            await http.Response.CompleteAsync();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The caller is gone.
        }
    }
}
