using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Members;

/// <summary>A market member with its lane, where it has one.</summary>
public sealed record MemberRow(Party Party, PartnerLane? Lane)
{
    public IReadOnlyList<PartnerCertificate> Certificates { get; init; } = [];

    /// <summary>How sending and receiving went; <c>null</c> in lists.</summary>
    public PartnerHealth? Health { get; init; }

    /// <summary>Faults that it plays on demand; <c>null</c> where it is no simulator of this installation.</summary>
    public DrillState? Drill { get; init; }
}

/// <summary>Market members: who they are, how documents reach them, and how sending and receiving are.</summary>
internal static class MemberEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/members", ListAsync).Needs(Permission.ReadExchanges);
        endpoints.MapGet("/members/export", ExportAsync).Needs(Permission.ReadExchanges).Costly();
        endpoints.MapGet("/members/{name}", ShowAsync).Needs(Permission.ReadExchanges);
        endpoints.MapPost("/members/{name}/drill", StartDrillAsync).Needs(Permission.OperateExchanges);
        endpoints.MapPost("/members/{name}/drill/end", EndDrillAsync).Needs(Permission.OperateExchanges);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, Looks looks)
    {
        await looks.LookAsync(http, "members", question: null);
        return new RazorComponentResult<MemberListPage>(new { Rows = await RowsAsync(parties, operations, certificates, http.RequestAborted) });
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string name, IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, IFaultDrills drills, Looks looks)
    {
        if (parties.Current.FindByName(name) is not { } party)
            return Notices.NotFound();

        await looks.LookAsync(http, "member", name);
        var row = (await RowsAsync(parties, operations, certificates, http.RequestAborted)).First(row => row.Party.Name == name);
        var health = row.Lane is null ? null : await (SessionHandler.IsLive(http.Request) ? operations.ReadRecentHealthAsync(party, http.RequestAborted) : operations.HealthAsync(party, http.RequestAborted));
        return new RazorComponentResult<MemberPage>(new { Member = row with { Health = health?.For(http.Features.GetRequiredFeature<SignedIn>().Permissions), Drill = drills.Of(party) is { Refused: null or { Code: IFaultDrills.NotRunning } } drill ? drill : null } });
    }

    private static async Task<IResult> StartDrillAsync(HttpContext http, string name, IPartyRegistry parties, IFaultDrills drills)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var order = new DrillRequest(
            posted["fault"].ToString(), int.TryParse(posted["minutes"], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : 0,
            posted["operation"].ToString() is { Length: > 0 } operation ? operation : null, int.TryParse(posted["delay"], NumberStyles.None, CultureInfo.InvariantCulture, out var delay) ? delay : null);
        return await ActAsync(http, name, parties, (party, actor) => drills.StartAsync(party, order, actor, http.RequestAborted));
    }

    private static Task<IResult> EndDrillAsync(HttpContext http, string name, IPartyRegistry parties, IFaultDrills drills) =>
        ActAsync(http, name, parties, (party, actor) => drills.EndAsync(party, actor, http.RequestAborted));

    private static async Task<IResult> ActAsync(HttpContext http, string name, IPartyRegistry parties, Func<Party, string, Task<Rejection?>> act)
    {
        if (parties.Current.FindByName(name) is not { } party)
            return Notices.NotFound();

        var address = $"/members/{Uri.EscapeDataString(name)}";
        return await act(party, http.Features.GetRequiredFeature<SignedIn>().Account.Actor) is not { } refused ? Results.Redirect(address) : new RazorComponentResult<FindingPage>(
            new { Finding = new Finding(refused.Code, refused.Where, "", 0, refused.Text, refused.Remedy), Back = address })
        {
            StatusCode = refused.Code == IFaultDrills.Wrong ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict,
        };
    }

    private static async Task<IResult> ExportAsync(HttpContext http, IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, Looks looks)
    {
        await looks.LookAsync(http, "members", "export");
        return CsvFile.Answer(
            "members", ["name", "displayName", "code", "codingScheme", "roles", "connection", "enabled", "sending", "open", "quarantined", "receiving", "lastReceived", "certificateEnds"],
            (await RowsAsync(parties, operations, certificates, http.RequestAborted)).Select(static row => (IReadOnlyList<object?>)
            [
                row.Party.Name, row.Party.DisplayName, row.Party.Code.Value, row.Party.Code.CodingScheme, string.Join(' ', row.Party.Roles), row.Party.Connection, row.Party.Enabled ? "yes" : "no",
                row.Lane?.Send, row.Lane?.Open, row.Lane?.Quarantined, row.Lane?.Receive, row.Lane?.LastReceived?.ToString("O", CultureInfo.InvariantCulture),
                row.Certificates.Min(static one => one.NotAfter)?.ToString("O", CultureInfo.InvariantCulture),
            ]));
    }

    private static async Task<IReadOnlyList<MemberRow>> RowsAsync(IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, CancellationToken cancellationToken)
    {
        var lanes = (await operations.LanesAsync(cancellationToken)).ToDictionary(static lane => lane.Name, StringComparer.Ordinal);
        return [.. parties.Current.Parties.OrderBy(static party => party.Name, StringComparer.Ordinal).Select(party => new MemberRow(party, lanes.GetValueOrDefault(party.Name)) { Certificates = certificates.Of(party) })];
    }
}
