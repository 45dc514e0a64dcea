using System.Net;
using System.Text.RegularExpressions;
using IntegrationHub.Host.Demo;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>Forms that ask for password and code, sent as a browser sends them: with what the page that asks carries along.</summary>
internal static partial class ConfirmedForms
{
    /// <summary>Sends a form, then the password and the code that came; what was answered to the last of them.</summary>
    /// <param name="client">Who is signed in.</param>
    /// <param name="site">Knows the code.</param>
    /// <param name="path">Where the form goes.</param>
    /// <param name="content">The form with its token.</param>
    /// <param name="shown">Sees the page that asks.</param>
    public static async Task<HttpResponseMessage> ConfirmAsync(this PortalClient client, PortalSite site, string path, HttpContent content, Action<string>? shown = null)
    {
        var asked = await client.SendAsync(HttpMethod.Post, path, content);
        var page = await asked.Content.ReadAsStringAsync();
        Assert.True(asked.StatusCode == HttpStatusCode.OK && page.Contains("confirm-password", StringComparison.Ordinal), $"{(int)asked.StatusCode} {page}");
        shown?.Invoke(WebUtility.HtmlDecode(page));

        await site.ForgetCodesAsync(client.Person!);
        page = await (await client.PostAsync(path, [.. Hidden(path, page), ("confirm-password", DemoPeople.Password)])).Content.ReadAsStringAsync();
        Assert.Contains("confirm-code", page, StringComparison.Ordinal);
        return await client.PostAsync(path, [.. Hidden(path, page), ("confirm-code", client.CodeOf(site))]);
    }

    private static IEnumerable<(string Name, string Value)> Hidden(string path, string page)
    {
        var form = page[page.IndexOf($"action=\"{path}\"", StringComparison.Ordinal)..];
        return [.. Field().Matches(form[..form.IndexOf("</form>", StringComparison.Ordinal)]).Select(static match => (match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)))];
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();
}
