using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Audit;

/// <summary>Verifies bundles that somebody brings, and ranges of the ledger. Nothing is stored but that it was done.</summary>
internal static class VerifyEndpoints
{
    private const int LongestName = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/verify", ShowAsync).Needs(Permission.ReadLedger);
        endpoints.MapPost("/verify", BundleAsync).Needs(Permission.ReadLedger).TakesFile().Costly();
        endpoints.MapPost("/verify/range", RangeAsync).Needs(Permission.ReadLedger).Costly();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, ILedgerReader ledger, Looks looks)
    {
        await looks.LookAsync(http, "verify", question: null);
        return Page(new VerifyModel { Range = RangeForm.Newest(await LedgerReading.SizesAsync(ledger, http.RequestAborted)) });
    }

    private static async Task<IResult> BundleAsync(HttpContext http, ILedgerReader ledger, IEvidenceVerification verification, Looks looks)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var model = new VerifyModel { Range = RangeForm.Newest(await LedgerReading.SizesAsync(ledger, http.RequestAborted)) };
        if (posted.Files.GetFile("file") is not { Length: > 0 } file)
            return Page(model with { FileProblem = "verify.no-file" });

        if (!TaskUploads.Fits(file))
            return Page(model with { FileProblem = "verify.too-large" });

        var octets = await file.OctetsAsync(http.RequestAborted);
        var digest = Convert.ToHexStringLower(SHA256.HashData(octets));
        await looks.LookAsync(http, "verify", digest, always: true);
        var verdict = await verification.VerifyBundleAsync(octets, http.RequestAborted);
        return Page(model with { File = new VerifiedFile(file.FileName[..Math.Min(file.FileName.Length, LongestName)], octets.Length, digest, verdict) });
    }

    private static async Task<IResult> RangeAsync(HttpContext http, ILedgerReader ledger, IEvidenceVerification verification, Looks looks)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var form = RangeForm.Read(posted["from"].ToString().Trim(), posted["to"].ToString().Trim(), await LedgerReading.SizesAsync(ledger, http.RequestAborted));
        if (form.Sizes is not var (from, to))
            return Page(new VerifyModel { Range = form });

        await looks.LookAsync(http, "verify", string.Create(CultureInfo.InvariantCulture, $"ledger {from}-{to}"), always: true);
        return Page(new VerifyModel { Range = form, Report = await verification.VerifyRangeAsync(from, to, http.RequestAborted) });
    }

    private static RazorComponentResult<VerifyPage> Page(VerifyModel model) => new(new { Model = model })
    {
        StatusCode = model.FileProblem is null && model.Range.Problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };
}

/// <summary>A file that was brought, with what it was found to be.</summary>
/// <param name="Name">As its sender calls it.</param>
/// <param name="Size">Octets.</param>
public sealed record VerifiedFile(string Name, long Size, string Sha256, BundleVerdict Verdict);

/// <summary>What the page shows; parts that were not asked for are null.</summary>
public sealed record VerifyModel
{
    public VerifiedFile? File { get; init; }

    /// <summary>Key of the text of what is wrong with what was sent.</summary>
    public string? FileProblem { get; init; }

    public required RangeForm Range { get; init; }

    public LedgerRangeReport? Report { get; init; }
}

/// <summary>Two sizes as somebody types or chooses them, and what is wrong with each.</summary>
/// <param name="Problems">By field, <c>from</c> and <c>to</c>: the key of a text and what belongs into it.</param>
public sealed record RangeForm(string From, string To, IReadOnlyDictionary<string, (string Key, object[] Values)> Problems)
{
    /// <summary>Offered to choose from; older ones are typed.</summary>
    private const int MostOffered = 200;

    private static readonly Dictionary<string, (string Key, object[] Values)> None = [];

    /// <summary>Sizes of kept checkpoints, the newest first.</summary>
    public IReadOnlyList<long> Offered { get; private init; } = [];

    /// <summary>The two when both are sizes of kept checkpoints, in order.</summary>
    public (long From, long To)? Sizes { get; private init; }

    /// <summary>From the last checkpoint but one to the last.</summary>
    public static RangeForm Newest(IReadOnlyList<long> kept) => new(Text(kept.Count > 1 ? kept[^2] : 0), Text(kept.Count > 0 ? kept[^1] : 0), None) { Offered = Newer(kept) };

    public static RangeForm Read(string from, string to, IReadOnlyList<long> kept)
    {
        var problems = new Dictionary<string, (string Key, object[] Values)>(StringComparer.Ordinal);
        var (first, last) = (Size("from", from), Size("to", to));
        if (problems.Count == 0 && first > last)
            problems["to"] = ("verify.range-order", []);

        return new RangeForm(from, to, problems) { Sizes = problems.Count == 0 ? (first, last) : null, Offered = Newer(kept) };

        long Size(string field, string typed)
        {
            if (!long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                problems[field] = ("verify.range-number", []);
            else if (size != 0 && !kept.Contains(size))
                problems[field] = ("verify.range-unknown", [size, kept.LastOrDefault(one => one < size), kept.FirstOrDefault(one => one > size, kept is [.., var most] ? most : 0)]);

            return size;
        }
    }

    private static IReadOnlyList<long> Newer(IReadOnlyList<long> kept) => [.. kept.Reverse().Take(MostOffered)];

    private static string Text(long size) => size.ToString(CultureInfo.InvariantCulture);
}
