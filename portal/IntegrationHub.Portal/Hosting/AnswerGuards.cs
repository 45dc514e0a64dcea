using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Portal.Hosting;

/// <summary>What every web application of the hub says with every answer, and refuses of every request. Compiled into each of them: they share no assembly.</summary>
internal static class AnswerGuards
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Headers of every answer, also of refusals.</summary>
    public static Task SetHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.StrictTransportSecurity = "max-age=31536000";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // With no-referrer a browser would call the origin of our own forms null.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // What somebody saw here nobody finds in the browser afterwards. Assets say otherwise themselves.
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        return next(http);
    }

    /// <summary>Whatever changes something brings the form's token; no endpoint can forget it.</summary>
    public static async Task RefuseForged(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            var antiforgery = (IAntiforgery)http.RequestServices.GetService(typeof(IAntiforgery))!;
            var origin = http.Request.Headers[HeaderNames.Origin].ToString();
            var own = $"{http.Request.Scheme}://{http.Request.Host}";
            try
            {
                if ((origin.Length > 0 && origin != own) || !await antiforgery.IsRequestValidAsync(http))
                {
                    http.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return;
                }
            }
            catch (Exception unread) when (Cause(unread) is { } status)
            {
                http.Response.StatusCode = status;
                return;
            }
        }

        await next(http);
    }

    /// <summary>The form is read for its token first: what is too large for it is found here, and is the sender's to mend.</summary>
    private static int? Cause(Exception unread) => unread switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        InvalidDataException => StatusCodes.Status413PayloadTooLarge,
        AntiforgeryValidationException { InnerException: { } inner } => Cause(inner),
        _ => null,
    };
}
