namespace IntegrationHub.Portal.Hosting;

/// <summary>
/// What a browser calls itself, in words that people know their devices by. Only names that are common are looked for, the ones that others borrow last: nearly every browser says Safari and Mozilla. It tells
/// one's own devices apart and proves nothing, since a browser says what it likes. Pure; compiled into both web applications.
/// </summary>
internal static class BrowserNames
{
    /// <summary>Browsers in the order in which they are looked for.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("MicroMessenger", "WeChat"), ("DingTalk", "DingTalk"), ("QQBrowser", "QQ Browser"), ("UCBrowser", "UC Browser"), ("HuaweiBrowser", "Huawei Browser"), ("MiuiBrowser", "Mi Browser"), ("SamsungBrowser", "Samsung Internet"),
        ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"), ("curl/", "curl"), ("python", "Python"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("OpenHarmony", "HarmonyOS"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>Browser and system; <c>null</c> for what is not known.</summary>
    public static (string? Browser, string? System) Of(string agent) => (Find(Browsers, agent), Find(Systems, agent));

    /// <summary>Both in the words of a page, e.g. <c>Firefox on Windows</c>.</summary>
    /// <param name="agent">What the browser calls itself.</param>
    /// <param name="text">A text of the pages with its values.</param>
    public static string Say(string agent, Func<string, object?[], string> text) => Of(agent) switch
    {
        ({ } browser, { } system) => text("session.browser-on", [browser, system]),
        ({ } browser, null) => browser,
        (null, { } system) => text("session.browser-on", [text("session.browser-unknown", []), system]),
        _ => text("session.browser-unknown", []),
    };

    private static string? Find((string Sign, string Name)[] known, string agent) => Array.Find(known, one => agent.Contains(one.Sign, StringComparison.OrdinalIgnoreCase)).Name;
}
