using IntegrationHub.Exchange.Parties;
using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Members;

/// <summary>A market member with its lane, where it has one.</summary>
public sealed record MemberRow(Party Party, PartnerLane? Lane)
{
    public IReadOnlyList<PartnerCertificate> Certificates { get; init; } = [];
}

/// <summary>Market members: who they are, how documents reach them, and how sending and receiving are.</summary>
internal static class MemberEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/members", ListAsync).Needs(Permission.ReadExchanges);
        endpoints.MapGet("/members/export", ExportAsync).Needs(Permission.ReadExchanges);
        endpoints.MapGet("/members/{name}", ShowAsync).Needs(Permission.ReadExchanges);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, Looks looks)
    {
        await looks.LookAsync(http, "members", question: null);
        return new RazorComponentResult<MemberListPage>(new { Rows = await RowsAsync(parties, operations, certificates, http.RequestAborted) });
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string name, IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, Looks looks)
    {
        if (parties.Current.FindByName(name) is null)
            return Notices.NotFound();

        await looks.LookAsync(http, "member", name);
        return new RazorComponentResult<MemberPage>(new { Member = (await RowsAsync(parties, operations, certificates, http.RequestAborted)).First(row => row.Party.Name == name) });
    }

    private static async Task<IResult> ExportAsync(HttpContext http, IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, Looks looks)
    {
        await looks.LookAsync(http, "members", "export");
        return CsvFile.Answer(
            "members", ["name", "displayName", "code", "codingScheme", "roles", "connection", "enabled", "sending", "open", "quarantined", "receiving", "lastReceived", "certificateEnds"],
            (await RowsAsync(parties, operations, certificates, http.RequestAborted)).Select(static row => (IReadOnlyList<object?>)
            [
                row.Party.Name, row.Party.DisplayName, row.Party.Code.Value, row.Party.Code.CodingScheme, string.Join(' ', row.Party.Roles), row.Party.Connection, row.Party.Enabled ? "yes" : "no",
                row.Lane?.Send, row.Lane?.Open, row.Lane?.Quarantined, row.Lane?.Receive, row.Lane?.LastReceived?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                row.Certificates.Min(static one => one.NotAfter)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ]));
    }

    private static async Task<IReadOnlyList<MemberRow>> RowsAsync(IPartyRegistry parties, IOperations operations, IPartnerCertificates certificates, CancellationToken cancellationToken)
    {
        var lanes = (await operations.LanesAsync(cancellationToken)).ToDictionary(static lane => lane.Name, StringComparer.Ordinal);
        return [.. parties.Current.Parties.OrderBy(static party => party.Name, StringComparer.Ordinal).Select(party => new MemberRow(party, lanes.GetValueOrDefault(party.Name)) { Certificates = certificates.Of(party) })];
    }
}
