using System.Text;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>
/// Own readings and expected demand of a day. What is wrong with the values is told before anything crosses, beside what was typed; what is good is shown as a curve before it is handed in, and
/// what was handed in stays to be seen with what became of it.
/// </summary>
internal static class EntryEndpoints
{
    private const string Readings = "readings";
    private const string Demand = "demand";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/consumption/{what}", ShowAsync).NeedsCustomer();
        endpoints.MapPost("/consumption/{what}", EnterAsync).NeedsCustomer();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string what, string? account, string? day, ShelfReader shelves, EntryDesk desk)
    {
        Guid? request = Guid.TryParse(http.Request.Query["request"], out var asked) ? asked : null;
        return KindOf(what) is { } kind && await ModelAsync(http, what, kind, account, EntryRules.DayOf(day), shelves, desk, request) is { } model
            ? new RazorComponentResult<EntryPage>(new { Model = model })
            : CustomerNotices.NotFound();
    }

    private static async Task<IResult> EnterAsync(HttpContext http, string what, ShelfReader shelves, EntryDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var id) || KindOf(what) is not { } kind)
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        var day = EntryRules.DayOf(form["day"]);
        if (await ModelAsync(http, what, kind, form["account"].ToString(), day, shelves, desk) is not { } model)
            return CustomerNotices.NotFound();

        var typed = await TypedAsync(form, http.RequestAborted);
        var values = typed is null ? [] : EntryText.Read(typed, model.Day);
        IReadOnlyList<EntryFinding> findings = typed is null ? [new("file", EntryRules.Values, "The file is no text in UTF-8.", "Save it as CSV in UTF-8.")] : desk.Rules.Check(kind, day, values);
        if (findings.Count > 0)
            return new RazorComponentResult<EntryPage>(new { Model = model with { Typed = typed ?? "", Findings = findings } }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

        if (form["act"] == "check")
        {
            IReadOnlyList<decimal?> figures = [.. values.Select(static value => DayEntered.KilowattHoursOf(value.Text))];
            return new RazorComponentResult<EntryPage>(new { Model = model with { Typed = typed!, Checked = figures } });
        }

        return (await desk.EnterAsync(http.Customer().Login, id, kind, model.Account, day, values, http.RequestAborted)).Status switch
        {
            AskedStatus.HandedIn => Results.Redirect($"/consumption/{what}?account={Uri.EscapeDataString(model.Account)}&day={LocalDatePattern.Iso.Format(model.Day)}&request={id:D}#handed-in"),
            AskedStatus.NotThere => CustomerNotices.NotFound(),
            _ => Results.StatusCode(StatusCodes.Status400BadRequest),
        };
    }

    /// <summary>Null where the account is none of the customer's.</summary>
    private static async Task<EntryModel?> ModelAsync(HttpContext http, string what, string kind, string? account, LocalDate? asked, ShelfReader shelves, EntryDesk desk, Guid? request = null)
    {
        var (accounts, before, handedIn) = await shelves.OwnAsync(http, shelf => (shelf.Accounts, shelf.Entered(kind), request is { } id ? new AskedFor(id, shelf.FindAnswer(id).Answer) : null));
        var chosen = account is { Length: > 0 } ? account : accounts.Count > 0 ? accounts[0] : "";
        if (chosen.Length > 0 && !accounts.Contains(chosen, StringComparer.Ordinal))
            return null;

        var rules = desk.Rules;
        var days = rules.DaysOf(kind);

        // The day before and the day after: what most people come for.
        var day = asked ?? (kind == CrossingKinds.OwnReadings ? days.Last : days.First.PlusDays(1));
        return new() { What = what, Accounts = accounts, Account = chosen, Day = day, Days = days, Grids = rules.GridsOf(kind, day), Before = before, HandedIn = handedIn };
    }

    /// <summary>A file takes the place of what was typed; null where it is no text.</summary>
    private static async Task<string?> TypedAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        if (form.Files["file"] is not { Length: > 0 } file)
            return form["values"].ToString();

        using var octets = new MemoryStream();
        await file.CopyToAsync(octets, cancellationToken);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(octets.ToArray());
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? KindOf(string what) => what switch
    {
        Readings => CrossingKinds.OwnReadings,
        Demand => CrossingKinds.Demand,
        _ => null,
    };
}
