using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace IntegrationHub.Customers.Tests.Support;

/// <summary>A browser without scripts at the customers' door: cookies, forms with their tokens. It follows no redirect by itself.</summary>
internal sealed partial class CustomerClient : IDisposable
{
    private static int _clients;

    private readonly HttpClient _http;

    public CustomerClient(CustomersSite site)
        : this(site.Address)
    {
    }

    public CustomerClient(Uri address) => _http = Connect(address, Cookies);

    public CookieContainer Cookies { get; } = new();

    /// <summary>A connection from an address of its own: tries are counted by address, and one test must not use up those of another.</summary>
    public static HttpClient Connect(Uri address, CookieContainer? cookies)
    {
        var number = Interlocked.Increment(ref _clients);
        var from = new IPAddress([127, 0, (byte)(1 + (number / 200)), (byte)(1 + (number % 200))]);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = cookies is not null,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, server, _, _) => server is not null },
        };
        if (cookies is not null)
            handler.CookieContainer = cookies;

        return new HttpClient(handler) { BaseAddress = address };
    }

    /// <summary>A person with both factors. The login may still be on its way to the customers' side.</summary>
    public static Task<CustomerClient> SignedInAsync(CustomersSite site, TestCustomer customer) => SignedInAsync(site, site.Address, customer);

    /// <summary>The same at other pages of the site.</summary>
    public static async Task<CustomerClient> SignedInAsync(CustomersSite site, Uri address, TestCustomer customer)
    {
        await site.ArrivedAsync(customer);
        var client = new CustomerClient(address);
        Assert.Equal("/sign-in/code", (await client.PasswordAsync(customer)).Location());
        Assert.Equal("/my", (await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(customer)))).Location());
        return client;
    }

    public Task<HttpResponseMessage> PasswordAsync(TestCustomer customer, string password = CustomersSite.Password) =>
        PostAsync("/sign-in", "/sign-in", ("name", customer.Login), ("password", password));

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<string> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form as a page has it: with its token.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = FieldIn(await (await GetAsync(page)).Content.ReadAsStringAsync(), "form-token");
        return await PostAsync(path, [.. fields, ("form-token", token)]);
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(static field => KeyValuePair.Create(field.Name, field.Value))));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, string? host = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content, Version = HttpVersion.Version20 };
        request.Headers.Host = host;
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0");
        return await _http.SendAsync(request);
    }

    /// <summary>The value of a hidden field.</summary>
    public static string FieldIn(string page, string name) => Hidden().Matches(page).FirstOrDefault(match => match.Groups["name"].Value == name)?.Groups["value"].Value ?? "";

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"(?<name>[a-z-]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}

internal static class Answers
{
    public static string? Location(this HttpResponseMessage answer) => answer.Headers.Location?.ToString();

    /// <summary>Waits until the login of a customer is on the customers' side.</summary>
    public static async Task ArrivedAsync(this CustomersSite site, TestCustomer customer)
    {
        var crossings = site.Get<Exchange.Crossing.ICustomerCrossings>();
        await CustomersSite.UntilAsync(
            async () => (await crossings.ReadOwnPublicationsAsync(Exchange.RetailerId.Default, Market.CustomerSide.CustomerLogin.SubjectOf(customer.Login), 0, 1, default)).Count > 0, "the login has crossed");
    }
}
