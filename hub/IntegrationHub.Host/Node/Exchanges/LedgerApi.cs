using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using IntegrationHub.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>The ledger in the HTTP API: its head, checkpoints and events, and the verification of ranges and of bundles that somebody brings. What the pages of ledger and verification show, by their services.</summary>
internal sealed class LedgerApi(HubOptions options) : IApiPart
{
    private readonly TimeZoneInfo _market = TimeZoneInfo.FindSystemTimeZoneById(options.Hub.MarketTimeZone);

    private const string Bundle = "application/vnd.etsi.asic-e+zip";

    /// <summary>Octets of a bundle, as on the page.</summary>
    private const int MostBundle = 8 * 1024 * 1024;

    private const int MostOfPage = 1_000;
    private const int PageByDefault = 100;

    public void AddTo(IServiceCollection services, IServiceProvider hub) => services
        .AddSingleton(hub.GetRequiredService<ILedgerReader>())
        .AddSingleton(hub.GetRequiredService<IExchangeLeaves>())
        .AddSingleton(hub.GetRequiredService<IEvidenceVerification>());

    public void Map(RouteGroupBuilder api)
    {
        var ledger = api.MapGroup("/ledger").WithTags("ledger").WithLooksOfItsOwn().ForPersons(Permission.ReadLedger).ProducesProblem(StatusCodes.Status403Forbidden);
        ledger.MapGet("", HeadAsync).WithName("getLedger").WithSummary("Size and root of the ledger as it is now, and how many checkpoints are kept");
        ledger.MapGet("/checkpoints", CheckpointsAsync).WithName("listCheckpoints").WithSummary("Checkpoints, the largest first, before a size where one is named").ProducesProblem(StatusCodes.Status400BadRequest);
        ledger.MapGet("/events", EventsAsync).WithName("listEvents").WithSummary("Entries, newest first: by the beginning of their kind, who did it, the exchange or party they are about, and time; older than an entry that is named")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        ledger.MapGet("/events/{id:guid}", EventAsync).WithName("getEvent").WithSummary("One entry with its place in the tree").ProducesProblem(StatusCodes.Status404NotFound);
        ledger.MapPost("/verifications", RangeAsync).WithName("verifyLedgerRange").WithSummary("Judges the entries between two kept checkpoints: signatures, consistency, entries as they are stored").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/verifications", BundleAsync).WithTags("ledger").WithName("verifyBundle").WithLooksOfItsOwn().ForPersons(Permission.ReadLedger).WithSummary("Judges a bundle, the body of the request, as ihub verify does; it is not kept")
            .Accepts<Stream>(Bundle).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<LedgerView>, ProblemHttpResult>> HeadAsync(HttpContext http, ExchangeCalls calls, ILedgerReader ledger) =>
        calls.AsAsync<Ok<LedgerView>>(http, Permission.ReadLedger, async caller =>
        {
            await calls.LookAsync(http, caller, "ledger", always: true);
            var head = await ledger.ReadHeadAsync(http.RequestAborted);
            return TypedResults.Ok(new LedgerView(head.Size, head.Root.ToBase64(), (await ledger.ReadCheckpointsAsync(http.RequestAborted)).Count));
        });

    private static Task<Results<Ok<IReadOnlyList<CheckpointRow>>, ProblemHttpResult>> CheckpointsAsync(HttpContext http, ExchangeCalls calls, ILedgerReader ledger, long? before, int? most) =>
        calls.AsAsync<Ok<IReadOnlyList<CheckpointRow>>>(http, Permission.ReadLedger, async caller =>
        {
            if (most is < 1 or > MostOfPage)
                return WrongPage;

            await calls.LookAsync(http, caller, "ledger", "checkpoints", always: true);
            var kept = (await ledger.ReadCheckpointsAsync(http.RequestAborted)).Where(one => before is null || one.Size < before).OrderByDescending(static one => one.Size).Take(most ?? PageByDefault);
            return TypedResults.Ok<IReadOnlyList<CheckpointRow>>([.. kept.Select(CheckpointRow.Of)]);
        });

    private Task<Results<Ok<IReadOnlyList<EventView>>, ProblemHttpResult>> EventsAsync(HttpContext http, ExchangeCalls calls, IExchangeReader exchanges, IPartyRegistry parties, [AsParameters] LedgerSearch search) =>
        calls.AsAsync<Ok<IReadOnlyList<EventView>>>(http, Permission.ReadLedger, async caller =>
        {
            if (search.Most is < 1 or > MostOfPage)
                return WrongPage;

            var (filter, refused) = search.Text.Read(parties.Current, search.Most ?? PageByDefault, _market);
            if (refused.Count > 0)
                return Problems.Of(refused);

            await calls.LookAsync(http, caller, "ledger", search.Text.Question, always: true);
            return TypedResults.Ok<IReadOnlyList<EventView>>([.. (await LedgerReading.EventsAsync(caller.Permissions, exchanges, filter, http.RequestAborted)).Select(EventView.Of)]);
        });

    private static Task<Results<Ok<EntryView>, ProblemHttpResult>> EventAsync(HttpContext http, ExchangeCalls calls, IExchangeReader exchanges, IExchangeLeaves leaves, Guid id) =>
        calls.AsAsync<Ok<EntryView>>(http, Permission.ReadLedger, async caller =>
        {
            await calls.LookAsync(http, caller, "ledger", id.ToString(), always: true);
            return await LedgerReading.EventAsync(caller.Permissions, exchanges, id, http.RequestAborted) is { } item
                ? TypedResults.Ok(EntryView.Of(item, await leaves.FindAsync(RetailerId.Default.ToString(), id, http.RequestAborted)))
                : Problems.Of(new Rejection("EVENT_UNKNOWN", null, $"there is no entry {id}", "id", "Search the ledger for it."));
        });

    private static Task<Results<Ok<RangeVerdict>, ProblemHttpResult>> RangeAsync(HttpContext http, ExchangeCalls calls, ILedgerReader ledger, IEvidenceVerification verification, RangeOrder order) =>
        calls.AsAsync<Ok<RangeVerdict>>(http, Permission.ReadLedger, async caller =>
        {
            var kept = await LedgerReading.SizesAsync(ledger, http.RequestAborted);
            List<Finding> wrong = [.. Wrong("from", order.From, kept), .. Wrong("to", order.To, kept)];
            if (wrong.Count == 0 && order.From > order.To)
                wrong.Add(new Finding("LEDGER_RANGE", "to", "", 0, "The range ends before it begins.", "Name the smaller size first."));

            if (wrong.Count > 0)
                return Problems.Of(wrong);

            await calls.LookAsync(http, caller, "verify", string.Create(CultureInfo.InvariantCulture, $"ledger {order.From}-{order.To}"), always: true);
            return TypedResults.Ok(RangeVerdict.Of(await verification.VerifyRangeAsync(order.From, order.To, http.RequestAborted)));
        });

    private static Task<Results<Ok<BundleFinding>, ProblemHttpResult>> BundleAsync(HttpContext http, ExchangeCalls calls, IEvidenceVerification verification) =>
        calls.AsAsync<Ok<BundleFinding>>(http, Permission.ReadLedger, async caller =>
        {
            if (await RetailApi.OctetsAsync(http, MostBundle) is not { } octets)
                return Problems.TooLarge("A bundle that is brought has at most 8 MiB.");

            if (octets.Length == 0)
                return Problems.Of([new Finding("BUNDLE_MISSING", "", "", 0, "The request has no body.", "Send the octets of the bundle (.asice).")]);

            var digest = Convert.ToHexStringLower(SHA256.HashData(octets));
            await calls.LookAsync(http, caller, "verify", digest, always: true);
            return TypedResults.Ok(BundleFinding.Of(octets.Length, digest, await verification.VerifyBundleAsync(octets, http.RequestAborted)));
        });

    private static ProblemHttpResult WrongPage => Problems.Wrong($"A page has 1 to {MostOfPage} entries.", "Correct `most`.");

    private static IEnumerable<Finding> Wrong(string field, long size, IReadOnlyList<long> kept)
    {
        if (size != 0 && !kept.Contains(size))
        {
            var next = kept.FirstOrDefault(one => one > size, kept is [.., var most] ? most : 0);
            yield return new Finding(
                "LEDGER_RANGE", field, "", 0, string.Create(CultureInfo.InvariantCulture, $"No checkpoint of {size} entries is kept."),
                string.Create(CultureInfo.InvariantCulture, $"Those beside it have {kept.LastOrDefault(one => one < size)} and {next} entries; 0 is the empty ledger."));
        }
    }
}

/// <summary>The ledger as it is.</summary>
/// <param name="Size">Entries.</param>
/// <param name="Root">Root of the tree over them, Base64.</param>
/// <param name="Checkpoints">How many are kept.</param>
internal sealed record LedgerView(long Size, string Root, int Checkpoints);

/// <summary>An entry with its place in the tree.</summary>
/// <param name="Position">From 0; null until the sequencer gave it one.</param>
/// <param name="Digest">Hexadecimal SHA-256 of salt and record; null until then.</param>
/// <param name="Matches">Whether the record is still the one that the digest was made of; null until then.</param>
internal sealed record EntryView(EventView Event, long? Position, string? Digest, bool? Matches)
{
    public static EntryView Of(ExchangeEvent item, SequencedLeaf? leaf) =>
        new(EventView.Of(item), leaf?.Position, leaf is null ? null : Convert.ToHexStringLower(leaf.Leaf.Digest), leaf?.Leaf.RecordMatches);
}

/// <param name="From">Entries of the smaller checkpoint; 0 is the empty ledger.</param>
/// <param name="To">Entries of the larger one.</param>
internal sealed record RangeOrder(long From, long To);

/// <summary>What became of a range.</summary>
/// <param name="Read">Entries that were compared with their records.</param>
internal sealed record RangeVerdict(long From, long To, bool Intact, long Read, string? FromRoot, string? ToRoot, IReadOnlyList<LedgerFinding> Findings)
{
    public static RangeVerdict Of(LedgerRangeReport report) => new(report.From, report.To, report.IsIntact, report.Read, report.FromRoot?.ToBase64(), report.ToRoot?.ToBase64(), report.Findings);
}

/// <summary>What became of a bundle.</summary>
/// <param name="SignerIsHub">The hub of this ledger signed it; otherwise somebody else did whose authority is trusted.</param>
/// <param name="Reasons">Why it is refused.</param>
internal sealed record BundleFinding(
    long Size, string Sha256, bool Accepted, bool SignerIsHub, IReadOnlyList<BundleReason> Reasons, IReadOnlyList<BundleSubject> Subjects, IReadOnlyList<string> Proven, IReadOnlyList<string> NotProven)
{
    public static BundleFinding Of(long size, string sha256, BundleVerdict verdict) => new(
        size, sha256, verdict.Accepted, verdict.SignerIsHub, [.. verdict.Reasons.Select(static reason => new BundleReason(reason.Id, reason.Detail, reason.Remedy))], verdict.Subjects, verdict.Proven, verdict.NotProven);
}

/// <summary>Why a bundle is refused.</summary>
internal sealed record BundleReason(string Code, string Text, string Remedy);
