using System.Globalization;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>What becomes of a draft: its signing is begun, or it is given up. Everything after that is done in the tasks of its case.</summary>
internal static class ContractStepEndpoints
{
    internal const string Signing = "contract-signing";

    /// <summary>Id of the task in which the author hands the draft in.</summary>
    private const string First = "draft";

    private const int LongestReason = 300;
    private const int MostDays = 90;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/contracts/{number}/{version:int}/give-up", GiveUpAsync).Needs(Permission.KeepContracts);
        endpoints.MapPost("/contracts/{number}/{version:int}/files", AttachAsync).Needs(Permission.KeepContracts).TakesFile();
        endpoints.MapPost("/contracts/{number}/{version:int}/signing", BeginAsync).Needs(Permission.StartProcesses);
    }

    private static async Task<IResult> GiveUpAsync(HttpContext http, string number, int version, ContractBook contracts)
    {
        var reason = (await http.Request.ReadFormAsync(http.RequestAborted))["reason"].ToString().Trim();
        var done = await contracts.GiveUpAsync(number, version, reason.Length <= LongestReason ? reason : "", PortalActors.Of(http).User, http.RequestAborted);
        if (done.IsGood)
            return Results.Redirect(AddressOf(number, version));

        return await ContractEndpoints.PageAsync(http, number, version, new ContractRefusal([], done.Problems));
    }

    /// <summary>A file that is kept with the contract, for whoever reads it.</summary>
    private static async Task<IResult> AttachAsync(HttpContext http, string number, int version, AttachmentBook attachments)
    {
        var sent = (await http.Request.ReadFormAsync(http.RequestAborted)).Files.GetFile("file");
        if (sent is null || !TaskUploads.Fits(sent))
            return await ContractEndpoints.PageAsync(http, number, version, new ContractRefusal([new("FORM_FILE", "file", "", 0, "The file is empty or too large.", "Send 1 octet to 8 MiB.")], []));

        var kept = await attachments.AddAsync(number, Path.GetFileName(sent.FileName), await sent.OctetsAsync(http.RequestAborted), PortalActors.Of(http).User, http.RequestAborted);
        return kept.IsGood ? Results.Redirect(AddressOf(number, version)) : await ContractEndpoints.PageAsync(http, number, version, new ContractRefusal([], kept.Problems));
    }

    /// <summary>Begins the case with the draft in it, so that its first task asks for nothing that is known. A draft whose case waits already leads there.</summary>
    private static async Task<IResult> BeginAsync(HttpContext http, string number, int version, ContractBook contracts, ProcessDesk desk, TimeProvider time)
    {
        // Whoever begins cases of other kinds reads no contracts, and a refusal shows the contract's page.
        if (!http.Features.GetRequiredFeature<SignedIn>().Permissions.Contains(Permission.ReadContracts) || await contracts.FindAsync(number, version, http.RequestAborted) is not { Contract.State: ContractState.Draft })
            return Notices.NotFound();

        var actor = PortalActors.Of(http);
        if (await OpenCaseAsync(http, number, desk) is { } open)
            return Results.Redirect(NextOf(open));

        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!int.TryParse(posted["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MostDays)
            return await ContractEndpoints.PageAsync(http, number, version, new ContractRefusal([new(FormCheck.OutOfLimits, "days", "", 0, $"An offer stands 1 to {MostDays} days.", "Correct the number.")], []));

        // The page made the id: sent twice, the form begins one case.
        var instance = Guid.TryParse(posted["instance"], out var named) ? named : Guid.CreateVersion7(time.GetUtcNow());
        var variables = ContextValue.Of(("contract", Value.Of(number)), ("version", Value.Of((decimal)version)), ("offerDays", Value.Of((decimal)days)));
        var started = await desk.StartAsync(actor, instance, Signing, number, variables, startEvent: null, http.RequestAborted);
        return started.Value is { } row ? Results.Redirect(NextOf(row)) : await ContractEndpoints.PageAsync(http, number, version, new ContractRefusal(started.Findings, []));
    }

    /// <summary>The case of a contract's signing that runs; <c>null</c> where none does.</summary>
    internal static async Task<InstanceRow?> OpenCaseAsync(HttpContext http, string number, ProcessDesk desk) =>
        (await desk.InstancesAsync(PortalActors.Of(http), new InstanceQuery(Signing, number, InstanceStatus.Running, false, null, 1), http.RequestAborted)).Value is [var row, ..] ? row : null;

    /// <summary>Where a case goes on for who begins it: at its first task, else at its own page.</summary>
    internal static string NextOf(InstanceRow row) =>
        row.State.Tokens.Values.FirstOrDefault(static token => token is { Node: First, Phase: Phase.Active }) is { } token ? $"/tasks/{row.Id:D}/{token.Id}" : $"/processes/{row.Id:D}";

    private static string AddressOf(string number, int version) => $"/contracts/{Uri.EscapeDataString(number)}/{version}";
}

/// <summary>Why a step of a contract was not made.</summary>
public sealed record ContractRefusal(IReadOnlyList<Finding> Findings, IReadOnlyList<Market.Problem> Problems)
{
    public static ContractRefusal None { get; } = new([], []);
}
