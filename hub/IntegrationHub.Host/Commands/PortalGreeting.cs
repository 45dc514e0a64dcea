using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Host.Output;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands;

/// <summary>What <c>ihub up</c> says about the pages: their addresses and, in development, how to sign in as whom.</summary>
internal static class PortalGreeting
{
    public static async Task SayAsync(Answer answer, DataFolder folder, HubNode node, TimeProvider time, CancellationToken cancellationToken)
    {
        answer.Line($"  staff      {node.Portal!.AddressOf(Door.Staff)}   (password and SMS code)");
        answer.Line($"  core       {node.Portal.AddressOf(Door.Core)}   (client certificate, password and SMS code)");
        if (node.Services.GetService<ApiSocket>()?.DoorAddress is { } programs)
        {
            answer.Line($"  programs   {programs}api/openapi.json   (token of a service account)");
        }

        if (folder.IsProduction)
        {
            return;
        }

        await DemoPeople.EnsureAsync(folder, node.Services.GetRequiredService<AccountAdministration>(), time, cancellationToken);
        answer.Line();
        answer.Line($"Development: everybody's password is `{DemoPeople.Password}`; codes are in {PeopleOfNode.OutboxFile(folder)}");
        var table = new TextTable("name", "as", "door", "certificate");
        foreach (var person in DemoPeople.All)
        {
            var door = Doors.Of(person.Class);
            table.Row(
                person.Name,
                Words.Of(person.Role),
                Words.Of(door),
                Doors.NeedsCertificate(door) ? Path.Combine(folder.Pki, "people", person.Name + ".p12") : "-");
        }

        answer.Table(table);
        answer.Line($"Import {Path.Combine(folder.Pki, "ca.pem")} as authority and the .p12 file as your certificate into the browser; its passphrase is the line in {Path.Combine(folder.Pki, "passphrase")}.");
        answer.Line();
    }
}
