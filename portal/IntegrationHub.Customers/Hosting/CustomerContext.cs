using System.Globalization;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Portal.Assets;
using IntegrationHub.Portal.Texts;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Hosting;

/// <summary>What every page knows: who looks, in which language, in which colours.</summary>
internal sealed class CustomerContext(IHttpContextAccessor accessor, PortalTexts texts, CustomersSettings settings, AssetCatalog assets)
{
    public const string LanguageCookie = "__Host-ihub-customer-language";
    public const string ColoursCookie = "__Host-ihub-customer-colours";

    private readonly HttpContext _http = accessor.HttpContext!;

    public SignedInCustomer? Who => _http.Features.Get<SignedInCustomer>();

    public CustomersSettings Settings => settings;

    /// <summary>What the retailer is called; where no name is configured, what it is: a code says nothing to a customer.</summary>
    public string Company => settings.CompanyIn(texts, Language);

    public string? Query(string name) => _http.Request.Query[name];

    public string Section => _http.Request.Path.Value is { Length: > 1 } path ? path.Split('/')[1] : "";

    /// <summary>The whole address, without the stroke in front.</summary>
    public string Path => _http.Request.Path.Value is { Length: > 1 } path ? path[1..] : "";

    /// <summary>Where a change of language or colours comes back to: an address that can be read.</summary>
    public string Return => HttpMethods.IsGet(_http.Request.Method) ? _http.Request.Path + _http.Request.QueryString : "/";

    public Language Language { get; } = Languages.Of(accessor.HttpContext!.Request, LanguageCookie);

    public string LanguageTag => PortalTexts.TagOf(Language);

    /// <summary><c>light</c> or <c>dark</c> where somebody chose; else what the system says.</summary>
    public string? Colours => _http.Request.Cookies[ColoursCookie] is "light" or "dark" ? _http.Request.Cookies[ColoursCookie] : null;

    public string? Asset(string name) => assets.Find(name);

    public string T(string key, params ReadOnlySpan<object?> values) => texts.Get(Language, key, values);

    /// <summary>The text of a word that comes from data; the word itself where there is none.</summary>
    public string Word(string group, string word) => texts.Word(Language, group, word);

    /// <summary><c>2026-11-28 17:05</c> in the market's time zone.</summary>
    public string Instant(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, settings.TimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);

    /// <summary><c>1,234.5</c>: kilowatt-hours, to the watt-hour.</summary>
    public static string Kilowatthours(decimal energy) => energy.ToString("#,0.###", WrittenFigures.Format);

    /// <summary>An amount with its currency.</summary>
    public static string Money(decimal amount, string currency) => $"{amount.ToString("#,0.00##", WrittenFigures.Format)} {currency}";
}
