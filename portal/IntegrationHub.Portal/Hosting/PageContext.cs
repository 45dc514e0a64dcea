using System.Globalization;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market;
using IntegrationHub.Portal.Assets;
using IntegrationHub.Portal.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationHub.Portal.Hosting;

/// <summary>What every page knows: who looks, in which language, in which colours.</summary>
internal sealed partial class PageContext(IHttpContextAccessor accessor, PortalTexts texts, RefusalTexts refusals, PortalSettings settings, AssetCatalog assets, TimeProvider time)
{
    public const string LanguageCookie = "__Host-ihub-language";
    public const string ColoursCookie = "__Host-ihub-colours";

    private readonly HttpContext _http = accessor.HttpContext!;

    public SignedIn? Who => _http.Features.Get<SignedIn>();

    /// <summary>What every page says of openings of the way in without SMS.</summary>
    public BreakGlassNotice BreakGlass => _http.Features.Get<BreakGlassNotice>() ?? BreakGlassNotice.None;

    public Door Door => _http.Features.GetRequiredFeature<DoorFeature>().Door.Door;

    public PortalSettings Settings => settings;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>From when on a live region of this page wants to hear of changes.</summary>
    public string LiveFrom => Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public string Path => _http.Request.Path + _http.Request.QueryString;

    /// <summary>Where a change of language or colours comes back to: an address that can be read, also from the page that refused a form.</summary>
    public string Return => HttpMethods.IsGet(_http.Request.Method) ? Path : ReadableOf(_http.Request.Path.Value ?? "/");

    /// <summary>The question behind the address, with its mark; empty where there is none.</summary>
    public string QueryText => _http.Request.QueryString.Value ?? "";

    public string? Query(string name) => _http.Request.Query[name];

    public string Section => _http.Request.Path.Value is { Length: > 1 } path ? path.Split('/')[1] : "";

    public Language Language { get; } = Languages.Of(accessor.HttpContext!.Request, LanguageCookie);

    public string LanguageTag => PortalTexts.TagOf(Language);

    /// <summary><c>light</c> or <c>dark</c> where somebody chose; else what the system says.</summary>
    public string? Colours => _http.Request.Cookies[ColoursCookie] is "light" or "dark" ? _http.Request.Cookies[ColoursCookie] : null;

    public bool May(Permission permission) => Who?.Permissions.Contains(permission) == true;

    public string? Asset(string name) => assets.Find(name);

    public string T(string key, params ReadOnlySpan<object?> values) => texts.Get(Language, key, values);

    public string Word(string group, string word) => texts.Word(Language, group, word);

    /// <summary>A code of a document with what it means: <c>day-ahead (A01)</c>; the code alone where it has no words here.</summary>
    /// <param name="list">Of which list it is: <c>type</c>, <c>process</c>, <c>role</c>, <c>business</c>, <c>reason</c>, …</param>
    /// <param name="code">As the document has it.</param>
    public string Code(string list, string code) => Word("code." + list, code, "") is { Length: > 0 } words ? $"{words} ({code})" : code;

    /// <summary>The text of a word that comes from data, or <paramref name="otherwise"/>.</summary>
    public string Word(string group, string word, string otherwise) => texts.Of(Language).GetValueOrDefault($"{group}.{word}", otherwise);

    /// <summary>A refusal in the reader's language: its own sentences where they are known, else the general words of its code with the English detail.</summary>
    public SaidRefusal Said(string code, Sentence text, Sentence remedy)
    {
        if (Language == Language.English)
            return new($"{text} {remedy}".TrimEnd(), null);

        var words = texts.Of(Language);
        var (said, next) = (refusals.Chinese(text), refusals.Chinese(remedy));
        var general = words.GetValueOrDefault("problem." + code) ?? words.GetValueOrDefault("book." + code);
        next ??= words.GetValueOrDefault("problem-next." + code);
        return Said([said ?? general, next], [said is null ? text.ToString() : null, next is null ? remedy.ToString() : null]);
    }

    /// <summary>The same of processes and exchanges, whose codes say it all where no sentence does: English words stand there only where a code has none in the reader's language.</summary>
    public SaidRefusal SaidOf(string code, string text, string remedy)
    {
        var words = texts.Of(Language);
        var (said, next) = (words.GetValueOrDefault("problem." + code) ?? words.GetValueOrDefault("book." + code), words.GetValueOrDefault("problem-next." + code));
        if (Language == Language.English)
            return new($"{said ?? text} {next ?? remedy}".TrimEnd(), null);

        (said, next) = (refusals.Chinese(text) ?? said, refusals.Chinese(remedy) ?? next);
        return Said([said, next], [said is null ? text : null, next is null ? remedy : null]);
    }

    /// <summary>A sentence without a code in the reader's language, where it is known there.</summary>
    public SaidRefusal Told(string text) => Language == Language.English ? new(text, null) : refusals.Chinese(text) is { } said ? new(said, null) : new("", text);

    /// <summary>Where something was found: an element path, or a line.</summary>
    public string Place(string where) => Language == Language.English ? where : refusals.ChinesePlace(where);

    private static SaidRefusal Said(string?[] told, string?[] untold) => new(Joined(told), Joined(untold) is { Length: > 0 } english ? english : null);

    private static string Joined(string?[] parts) => string.Join(' ', parts.Where(static part => !string.IsNullOrEmpty(part)));

    /// <summary>How long until an instant, or since it: two units, e.g. <c>2 d 3 h</c>.</summary>
    public string Countdown(DateTimeOffset at) => T(at < Now ? "time.late" : "time.left", Span((at - Now).Duration()));

    /// <summary>How long something takes: two units.</summary>
    public string Span(TimeSpan span) =>
        span.TotalDays >= 1 ? T("time.days", (int)span.TotalDays, span.Hours) : span.TotalHours >= 1 ? T("time.hours", (int)span.TotalHours, span.Minutes) : T("time.minutes", (int)span.TotalMinutes);

    /// <summary><c>2026-11-28 17:05:09</c> in the market's time zone; a dash where there is none.</summary>
    public string Instant(DateTimeOffset? at) => at is { } instant
        ? TimeZoneInfo.ConvertTime(instant, settings.TimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : "–";

    /// <summary><c>2026-11-28T17:05</c> in the market's time zone, as fields for it take and give it; null where there is none.</summary>
    public string? WallClock(DateTimeOffset? at) => at is { } instant ? TimeZoneInfo.ConvertTime(instant, settings.TimeZone).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) : null;

    public string Day(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, settings.TimeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Hour and minute in the market's zone.</summary>
    public string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, settings.TimeZone).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Size(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000m:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000m:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000m:0.0} GB"),
    };

    internal static string ReadableOf(string path) => path.Split('/') switch
    {
        ["", "tasks", var instance, var token, ..] => $"/tasks/{instance}/{token}",
        ["", "exchanges", var exchange, _, ..] => $"/exchanges/{exchange}",
        ["", "verify", ..] => "/verify",
        ["", "members", var member, _, ..] => $"/members/{member}",
        ["", "processes", var instance, _, ..] => $"/processes/{instance}",
        ["", "customers", "contacts", ..] => "/customers",
        ["", "people", var person, _, ..] => $"/people/{person}",
        ["", "service-accounts", ..] => "/service-accounts",
        ["", "break-glass", ..] => "/break-glass",
        ["", "contracts", var number, var version, "give-up" or "signing" or "files"] => $"/contracts/{number}/{version}",
        ["", "articles", _, "release" or "withdraw"] => "/articles",
        ["", "requests", var request, _, ..] => $"/requests/{request}",
        ["", "bids", "events", var code, ..] => $"/bids/events/{code}",
        ["", "settlements", var month, var version, ..] => $"/settlements/{month}/{version}",
        _ => path,
    };
}
