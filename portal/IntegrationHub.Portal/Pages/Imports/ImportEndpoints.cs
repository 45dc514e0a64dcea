using System.Text;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Imports;

/// <summary>Files and texts that people bring: all of one, or everything that is wrong with it by line or field.</summary>
internal static class ImportEndpoints
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var kind in ImportKind.All)
        {
            endpoints.MapGet("/imports/" + kind.Name, (string? example) => Page(kind, kind.Examples.FirstOrDefault(one => one.Name == example)?.Text ?? "", new ImportOutcome(0, []), StatusCodes.Status200OK)).Needs(kind.Permission);
            endpoints.MapPost("/imports/" + kind.Name, http => TakeAsync(http, kind)).Needs(kind.Permission).WithFormOptions(valueLengthLimit: TaskUploads.MostBytes).TakesFile().Costly();
        }
    }

    private static async Task TakeAsync(HttpContext http, ImportKind kind)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var (text, wrong) = await TextAsync(posted, http.RequestAborted);
        var outcome = wrong is { } problem ? new ImportOutcome(0, [problem]) : await kind.TakeAsync(http.RequestServices, text, PortalActors.Of(http).User, http.RequestAborted);
        // What was typed is shown again; a file is chosen anew.
        var typed = outcome.Problems.Count > 0 && posted.Files.Count == 0 ? text : "";
        await Page(kind, typed, outcome, outcome.Problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity).ExecuteAsync(http);
    }

    private static async Task<(string Text, Problem? Wrong)> TextAsync(IFormCollection posted, CancellationToken cancellationToken)
    {
        if (posted.Files.GetFile("file") is not { Length: > 0 } file)
        {
            var typed = posted["text"].ToString();
            return string.IsNullOrWhiteSpace(typed) ? ("", new Problem(ProblemCodes.FileEmpty, "Nothing was sent.", "", "Choose a file or type a text.")) : (typed, null);
        }

        if (!TaskUploads.Fits(file))
            return ("", new Problem(ProblemCodes.FileTooLarge, $"The file has {file.Length} octets.", "", $"Send at most {TaskUploads.MostBytes}."));

        try
        {
            var text = Strict.GetString(await file.OctetsAsync(cancellationToken));
            return (text is ['\uFEFF', .. var rest] ? rest : text, null);
        }
        catch (DecoderFallbackException)
        {
            return ("", new Problem(NotUtf8, "The file is no text in UTF-8.", "", "Save it as UTF-8."));
        }
    }

    private const string NotUtf8 = "FILE_NOT_UTF8";

    private static RazorComponentResult<ImportPage> Page(ImportKind kind, string text, ImportOutcome outcome, int status) => new(new { Kind = kind, Text = text, Outcome = outcome }) { StatusCode = status };
}
