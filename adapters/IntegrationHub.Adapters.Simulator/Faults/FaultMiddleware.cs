using System.Buffers;
using IntegrationHub.Schemas.Xml;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Adapters.Simulator.Faults;

/// <summary>Plays the faults that a partner's server can have, around the real service.</summary>
public sealed class FaultMiddleware(RequestDelegate next, FaultSchedule faults, TimeProvider time)
{
    /// <summary>A silent server gives up at last, so that a drill ends by itself.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    /// <summary>The header of a message lies at its beginning.</summary>
    private const int PeekBytes = 8 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await next(http);
            return;
        }

        if (faults.Strike(FaultKind.RefuseInbound) is not null)
        {
            http.Abort();
            return;
        }

        var operation = await PeekAsync(http);
        if (faults.Strike(FaultKind.Slow, operation) is { } slow)
        {
            await Task.Delay(slow.Delay, time, http.RequestAborted);
        }

        if (faults.Strike(FaultKind.Silent, operation) is not null)
        {
            await SilenceAsync(http);
            return;
        }

        if (faults.Strike(FaultKind.DropAnswer, operation) is not null)
        {
            // Everything is committed by the time an answer begins.
            http.Response.OnStarting(() =>
            {
                http.Abort();
                return Task.CompletedTask;
            });
        }

        await next(http);
    }

    private async Task SilenceAsync(HttpContext http)
    {
        try
        {
            await Task.Delay(LongestSilence, time, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller lost its patience.
        }

        http.Abort();
    }

    /// <summary>Looks at the beginning of the body without taking it.</summary>
    private static async Task<Operation?> PeekAsync(HttpContext http)
    {
        var body = http.Request.BodyReader;
        var read = await body.ReadAtLeastAsync(PeekBytes, http.RequestAborted);
        var start = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, PeekBytes)).ToArray();
        body.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
        return OperationOf(start);
    }

    /// <summary>The operation by verb and noun of the message's header; <c>null</c> when they cannot be seen.</summary>
    internal static Operation? OperationOf(ReadOnlySpan<byte> start)
    {
        var verb = "";
        var noun = "";
        using var xml = new Utf8XmlReader(start);
        var element = new byte[16];
        var length = 0;
        while (noun.Length == 0 && xml.Read())
        {
            if (xml.Kind == XmlTokenKind.StartElement)
            {
                length = Math.Min(xml.LocalName.Length, element.Length);
                xml.LocalName[..length].CopyTo(element);
            }
            else if (xml.Kind == XmlTokenKind.Text && element.AsSpan(0, length).SequenceEqual("Verb"u8))
            {
                verb = XmlText.ToText(xml.RawText).Trim();
                length = 0;
            }
            else if (xml.Kind == XmlTokenKind.Text && element.AsSpan(0, length).SequenceEqual("Noun"u8))
            {
                noun = XmlText.ToText(xml.RawText).Trim();
            }
        }

        return (verb, noun) switch
        {
            ("create", _) => Operation.Put,
            ("get", "MessageList") => Operation.List,
            ("get", "QueryData") => Operation.Query,
            ("get", "Any") => Operation.Get,
            _ => null,
        };
    }
}
