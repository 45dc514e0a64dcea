using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace IntegrationHub.Customers.Tests.Support;

/// <summary>A program that a customer uses: it signs in and calls the HTTP API. It keeps no cookies.</summary>
internal sealed class CustomerCaller : IDisposable
{
    private readonly HttpClient _http;

    public CustomerCaller(Uri address) => _http = CustomerClient.Connect(address, cookies: null);

    /// <summary>Of the session; empty for nobody.</summary>
    public string Token { get; private set; } = "";

    /// <summary>A person with both factors. The login may still be on its way to the customers' side.</summary>
    public static Task<CustomerCaller> SignedInAsync(CustomersSite site, TestCustomer customer) => SignedInAsync(site, site.Address, customer);

    /// <summary>The same at other pages of the site.</summary>
    public static async Task<CustomerCaller> SignedInAsync(CustomersSite site, Uri address, TestCustomer customer)
    {
        await site.ArrivedAsync(customer);
        var caller = new CustomerCaller(address);
        var token = await caller.BeginAsync(customer);
        caller.Token = (await JsonAsync(await caller.PostAsync("/sign-in/code", new { token, code = site.CodeFor(customer) }))).GetProperty("token").GetString()!;
        return caller;
    }

    /// <summary>Name and password; the token to go on with.</summary>
    public async Task<string> BeginAsync(TestCustomer customer) =>
        (await JsonAsync(await PostAsync("/sign-in", new { name = customer.Login, password = CustomersSite.Password }))).GetProperty("token").GetString()!;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, "/api/v1" + path, null);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, "/api/v1" + path, body is null ? null : JsonContent.Create(body));

    /// <summary>Anything, with other headers than that of the session where some are given.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content, Version = HttpVersion.Version20 };
        if (headers.Length == 0 && Token.Length > 0)
            headers = [("Authorization", "Session " + Token)];

        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return await _http.SendAsync(request);
    }

    /// <summary>The answer, which is good.</summary>
    public async Task<JsonElement> ReadAsync(string path) => await JsonAsync(await GetAsync(path));

    /// <summary>Hands something in, and waits for what the company's side makes of it.</summary>
    public async Task<JsonElement> AskedAsync(string path, object body)
    {
        var taken = await PostAsync(path, body);
        var request = (await JsonAsync(taken)).GetProperty("request").GetGuid();
        Assert.Equal((HttpStatusCode.Accepted, $"/api/v1/requests/{request:D}"), (taken.StatusCode, taken.Headers.Location?.ToString()));
        JsonElement answer = default;
        await CustomersSite.UntilAsync(
            async () =>
            {
                var found = await GetAsync($"/requests/{request:D}");
                if (found.StatusCode == HttpStatusCode.OK)
                    answer = await JsonAsync(found);
                else
                    await RefusedAsync(found, HttpStatusCode.NotFound, "REQUEST_UNKNOWN");

                return found.StatusCode == HttpStatusCode.OK;
            },
            "the request is answered");
        return answer;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>What customers have not got: documents, commands, settings and logs of the retailer.</summary>
    private static readonly string[] OfTheCompany = ["docs/", ".md", "ihub", "hub.yaml", "portal.", "'s log"];

    /// <summary>A refusal with its code, and a remedy that its reader can follow.</summary>
    public static async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, "application/problem+json", text), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text));
        using var json = JsonDocument.Parse(text);
        Assert.Equal(code, json.RootElement.GetProperty("code").GetString());
        MakesSense(json.RootElement.GetProperty("remedy").GetString()!);
        if (json.RootElement.TryGetProperty("findings", out var findings))
            Assert.All(findings.EnumerateArray(), static finding => MakesSense(finding.GetProperty("remedy").GetString()!));

        return json.RootElement.Clone();
    }

    /// <summary>A customer who reads it knows what to do.</summary>
    public static void MakesSense(string remedy)
    {
        Assert.NotEqual("", remedy);
        Assert.DoesNotContain(OfTheCompany, word => remedy.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>The codes of all that is wrong, in their order.</summary>
    public static IReadOnlyList<string> CodesOf(JsonElement refusal) => [.. refusal.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("code").GetString()!)];

    public void Dispose() => _http.Dispose();
}
