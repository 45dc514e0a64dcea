using IntegrationHub.Portal.Hosting;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>People know their devices by browser and system, and not by what the one says of itself. The texts are those that the browsers send.</summary>
public sealed class BrowserNamesTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox", "Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", "Chrome", "Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge", "Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "Safari", "macOS")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54 NetType/WIFI", "WeChat", "iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36", "Chrome", "Android")]
    [InlineData("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1 HuaweiBrowser/5.0", "Huawei Browser", "HarmonyOS")]
    [InlineData("curl/8.5.0", "curl", null)]
    [InlineData("", null, null)]
    public void A_browser_and_its_system_are_told_in_words(string agent, string? browser, string? system) => Assert.Equal((browser, system), BrowserNames.Of(agent));

    [Fact]
    public void What_is_not_known_is_told_as_such()
    {
        Assert.Equal("session.browser-on(Firefox,Windows)", Say("Firefox/1 Windows"));
        Assert.Equal("session.browser-on(session.browser-unknown(),Linux)", Say("something on Linux"));
        Assert.Equal("session.browser-unknown()", Say("<script>"));

        static string Say(string agent) => BrowserNames.Say(agent, static (key, values) => $"{key}({string.Join(',', values)})");
    }
}
