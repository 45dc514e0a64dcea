using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using IntegrationHub.Host.Demo;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>A browser without scripts: cookies, forms with their tokens, a client certificate. It follows no redirect by itself.</summary>
internal sealed partial class PortalClient : IDisposable
{
    private static int _clients;

    private readonly HttpClient _http;

    private PortalClient(Uri door, X509Certificate2? certificate)
    {
        Door = door;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = Cookies,
            // The names of the doors are the loopback's, whatever the machine's resolver says.
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                if (From is not null)
                    socket.Bind(new IPEndPoint(From, 0));

                await socket.ConnectAsync(IPAddress.Loopback, door.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = static (_, server, _, _) => server is not null,
                ClientCertificates = certificate is null ? null : [certificate],
            },
        };
        _http = new HttpClient(handler) { BaseAddress = door };
    }

    public Uri Door { get; }

    /// <summary>Where the client comes from: tries are counted by address, and one test must not use up those of another.</summary>
    private IPAddress? From { get; init; }

    /// <summary>Who is signed in.</summary>
    public DemoPerson? Person { get; private init; }

    /// <summary>The newest code for the person's phone.</summary>
    public string CodeOf(PortalSite site) => site.CodeFor(Person!);

    public CookieContainer Cookies { get; } = new();

    /// <summary>Somebody at a door, with or without a certificate.</summary>
    public static PortalClient At(Uri door, X509Certificate2? certificate = null, IPAddress? from = null) => new(door, certificate) { From = from };

    /// <summary>Somebody at the own door, with the certificate where that asks for one, from an address of its own; not signed in.</summary>
    public static PortalClient AtDoorOf(PortalSite site, DemoPerson person)
    {
        var door = site.DoorOf(person);
        return new PortalClient(door, door == site.Core ? CertificateOf(site, person) : null) { Person = person, From = NextAddress() };
    }

    private static IPAddress NextAddress()
    {
        var number = Interlocked.Increment(ref _clients);
        return new IPAddress([127, 0, (byte)(1 + (number / 200)), (byte)(1 + (number % 200))]);
    }

    public static X509Certificate2 CertificateOf(PortalSite site, DemoPerson person) =>
        X509CertificateLoader.LoadPkcs12FromFile(site.Pkcs12Of(person), site.Passphrase);

    /// <summary>A person with every factor.</summary>
    public static async Task<PortalClient> SignedInAsync(PortalSite site, DemoPerson person)
    {
        if (person.Class == Identity.People.UserClass.Staff)
            person = await site.AnotherOfStaffAsync(person.Role);
        else
            await site.ForgetCodesAsync(person);

        var client = AtDoorOf(site, person);
        Assert.Equal("/sign-in/code", (await client.PostAsync("/sign-in", "/sign-in", ("name", person.Name), ("password", DemoPeople.Password))).Location());
        Assert.Equal("/", (await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(person)))).Location());
        return client;
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>An answer whose head is there and whose body goes on.</summary>
    public async Task<HttpResponseMessage> StreamAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = HttpVersion.Version20 };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<string> ReadAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form as the page <paramref name="page"/> has it: with its token.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = await TokenOfAsync(page);
        return await PostAsync(path, [.. fields, ("form-token", token)]);
    }

    /// <summary>Sends a file with the form of a page, in the field <c>file</c>.</summary>
    public async Task<HttpResponseMessage> SendFileAsync(string page, string path, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await TokenOfAsync(page)), "form-token" }, { new ByteArrayContent(content), "file", name } };
        return await SendAsync(HttpMethod.Post, path, form);
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(static field => KeyValuePair.Create(field.Name, field.Value))));

    public async Task<string> TokenOfAsync(string page) => FormToken().Match(await (await GetAsync(page)).Content.ReadAsStringAsync()).Groups["token"].Value;

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content, Version = HttpVersion.Version20 };
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        return await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"form-token\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}

internal static class Answers
{
    public static string? Location(this HttpResponseMessage answer) => answer.Headers.Location?.ToString();
}
