using IntegrationHub.Host.Demo;
using Microsoft.Playwright;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>Debian's chromium. Where it is not installed the tests say that they were skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Program { get; } = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    /// <summary>Where screenshots go: the test results of a run.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "screenshots")).FullName;

    public async Task InitializeAsync()
    {
        if (Program is null)
            return;

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
    }

    /// <summary>A fresh profile for a person, whose certificate it shows where the door asks.</summary>
    internal async Task<IPage> OpenAsync(PortalSite site, DemoPerson? person, string language = "zh-CN", ColorScheme colours = ColorScheme.Light, int width = 1280)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            IgnoreHTTPSErrors = true,
            Locale = language,
            ColorScheme = colours,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 860 },
            ClientCertificates = person is null || site.DoorOf(person) == site.Staff
                ? null
                : [new ClientCertificate { Origin = site.Core.GetLeftPart(UriPartial.Authority), PfxPath = site.Pkcs12Of(person), Passphrase = site.Passphrase }],
        });
        // A machine with other work takes longer than the usual 30 s; what never comes still fails.
        context.SetDefaultTimeout(120_000);
        return await context.NewPageAsync();
    }

    /// <summary>Signs in as people do: by typing.</summary>
    internal static async Task SignInAsync(IPage page, PortalSite site, DemoPerson person)
    {
        await page.GotoAsync(site.DoorOf(person).ToString());
        await page.FillAsync("#name", person.Name);
        await page.FillAsync("#password", DemoPeople.Password);
        await page.ClickAsync("form.stack button");
        await page.ReachAsync("*/sign-in/code");
        await page.FillAsync("#code", site.CodeFor(person));
        await page.ClickAsync("form.stack button");
        await page.WaitForSelectorAsync("a.who");
    }

    /// <summary>Keeps a picture of the page; nobody minds anything of it.</summary>
    internal static async Task LookAsync(IPage page, string name) => Assert.Empty(await page.JudgeAsync(Path.Combine(Screenshots, name + ".png"), name));

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        return folder;
    }
}
