using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>A program that a person uses: it signs in and calls the HTTP API at the person's door.</summary>
internal sealed class PersonCaller : IDisposable
{
    private readonly PortalClient _client;
    private readonly PortalSite _site;

    private PersonCaller(PortalSite site, PortalClient client, string token) => (_site, _client, Token) = (site, client, token);

    public DemoPerson Person => _client.Person!;

    public string Token { get; }

    /// <summary>Somebody with a role, with every factor; of the staff a new person each time.</summary>
    public static Task<PersonCaller> SignedInAsync(PortalSite site, Role role) => SignedInAsync(site, PortalSite.Person(role));

    public static async Task<PersonCaller> SignedInAsync(PortalSite site, DemoPerson person)
    {
        if (person.Class == UserClass.Staff)
            person = await site.AnotherOfStaffAsync(person.Role);
        else
            await site.ForgetCodesAsync(person);

        var client = PortalClient.AtDoorOf(site, person);
        return new PersonCaller(site, client, await TokenAsync(site, client, person));
    }

    /// <summary>The header of calls of who is signed in on pages: a session of its own, by the same door and certificate.</summary>
    public static async Task<(string Name, string Value)> SessionAsync(PortalSite site, PortalClient client)
    {
        await site.ForgetCodesAsync(client.Person!);
        return Session(await TokenAsync(site, client, client.Person!));
    }

    public static (string Name, string Value) Session(string token) => ("Authorization", "Session " + token);

    /// <summary>Signs in by calls; the token of the session.</summary>
    public static async Task<string> TokenAsync(PortalSite site, PortalClient client, DemoPerson person)
    {
        var token = await UnfinishedAsync(client, person);
        return (await JsonAsync(await client.SendAsync(HttpMethod.Post, "/api/v1/sign-in/code", JsonContent.Create(new { token, code = site.CodeFor(person) })))).GetProperty("token").GetString()!;
    }

    /// <summary>The token between password and code.</summary>
    public static async Task<string> UnfinishedAsync(PortalClient client, DemoPerson person) =>
        (await JsonAsync(await client.SendAsync(HttpMethod.Post, "/api/v1/sign-in", JsonContent.Create(new { name = person.Name, password = DemoPeople.Password })))).GetProperty("token").GetString()!;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers) =>
        _client.SendAsync(method, "/api/v1" + path, content, [Session(Token), .. headers]);

    /// <summary>The answer, which is good.</summary>
    public async Task<JsonElement> ReadAsync(string path) => await JsonAsync(await GetAsync(path));

    /// <summary>The same call three times: as it is, with the password, with the code.</summary>
    public async Task<HttpResponseMessage> ConfirmedAsync(string path, object body)
    {
        await RefusedAsync(await PostAsync(path, body), HttpStatusCode.Forbidden, "CONFIRMATION_NEEDED");
        await RefusedAsync(await PostAsync(path, body, Password(DemoPeople.Password)), HttpStatusCode.Forbidden, "CONFIRMATION_CODE_SENT");
        return await PostAsync(path, body, Code(_site.CodeFor(Person)));
    }

    public Task<HttpResponseMessage> PostAsync(string path, object body, (string Name, string Value) confirmation) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body), confirmation);

    public static (string Name, string Value) Password(string text) => ("Ihub-Confirm", "password " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    public static (string Name, string Value) Code(string text) => ("Ihub-Confirm", "code " + text);

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>A refusal with its code, and a remedy.</summary>
    public static async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var json = JsonDocument.Parse(text);
        Assert.Equal(code, json.RootElement.GetProperty("code").GetString());
        Assert.NotEqual("", json.RootElement.GetProperty("remedy").GetString());
        return json.RootElement.Clone();
    }

    public void Dispose() => _client.Dispose();
}
