using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.Codes;

namespace IntegrationHub.Host.Bench.Portal;

/// <summary>An answer as it went over the wire.</summary>
/// <param name="Milliseconds">From the request to its last byte, on a connection that is open: the server's time and the loopback's.</param>
/// <param name="Bytes">Length of the body, packed where the server packs it.</param>
internal sealed record PageAnswer(HttpStatusCode Status, string? ContentType, double Milliseconds, long Bytes, string Text)
{
    public bool IsPage => Status == HttpStatusCode.OK && ContentType == "text/html";
}

/// <summary>One person's browser: an address, a connection and cookies of its own. It keeps nothing, so every page is fetched whole.</summary>
internal sealed partial class BenchBrowser : IDisposable
{
    private static int _browsers;

    private readonly HttpClient _http;

    [SuppressMessage("Security", "CA5359", Justification = "The door is this process's own, on the loopback; what is measured is not whether its certificate is believed.")]
    public BenchBrowser(Uri door, X509Certificate2? certificate)
    {
        var number = Interlocked.Increment(ref _browsers);
        // Tries to sign in are counted by address: each browser comes from its own.
        var from = new IPAddress([127, 1, (byte)(number / 200), (byte)(1 + (number % 200))]);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = new CookieContainer(),
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    socket.Bind(new IPEndPoint(from, 0));
                    await socket.ConnectAsync(IPAddress.Loopback, door.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
                ClientCertificates = certificate is null ? null : [certificate],
            },
        };
        _http = new HttpClient(handler) { BaseAddress = door, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Time of signing in: two pages and two forms.</summary>
    public double SignInMilliseconds { get; private set; }

    /// <summary>The page that asks for the code, which nobody sees who has not given the password.</summary>
    public PageAnswer? CodePage { get; private set; }

    /// <summary>Password, then the code that lies in the outbox.</summary>
    /// <param name="person">Who signs in.</param>
    /// <param name="outbox">File of the messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The hub does not let the person in.</exception>
    public async Task SignInAsync(DemoPerson person, string outbox, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        await PostAsync("/sign-in", ("name", person.Name), ("password", DemoPeople.Password));
        var text = SmsOutbox.Read(outbox).LastOrDefault(message => message.Phone == person.Phone)?.Text ?? "";
        await PostAsync("/sign-in/code", ("code", string.Concat(text.Where(char.IsAsciiDigit).Take(SmsCode.Digits))));
        SignInMilliseconds = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;

        async Task PostAsync(string address, params (string Name, string Value)[] fields)
        {
            CodePage = await GetAsync(address, cancellationToken);
            var token = FormToken().Match(CodePage.Text).Groups["token"].Value;
            using var form = new FormUrlEncodedContent([.. fields.Select(static field => KeyValuePair.Create(field.Name, field.Value)), new("form-token", token)]);
            var answer = await SendAsync(HttpMethod.Post, address, form, cancellationToken);
            if (answer.Status != HttpStatusCode.Redirect)
            {
                throw new InvalidOperationException($"{person.Name} is not let in: {address} answers {(int)answer.Status}.");
            }
        }
    }

    public Task<PageAnswer> GetAsync(string address, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, address, null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<PageAnswer> SendAsync(HttpMethod method, string address, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content, Version = HttpVersion.Version20 };
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("zh"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        var begin = Stopwatch.GetTimestamp();
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var type = answer.Content.Headers.ContentType?.MediaType;
        var (bytes, text) = type == "text/html" && answer.Content.Headers.ContentEncoding.Count == 0 ? await TextAsync(answer.Content, cancellationToken) : (await BytesAsync(answer.Content, cancellationToken), "");
        return new PageAnswer(answer.StatusCode, type, Stopwatch.GetElapsedTime(begin).TotalMilliseconds, bytes, text);
    }

    private static async Task<(long Bytes, string Text)> TextAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsByteArrayAsync(cancellationToken);
        return (body.Length, Encoding.UTF8.GetString(body));
    }

    /// <summary>Read to its end and kept nowhere: an export may be the whole store. News come as long as somebody listens, and have no end.</summary>
    private static async Task<long> BytesAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return 0;
        }

        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var (buffer, bytes) = (ArrayPool<byte>.Shared.Rent(64 * 1024), 0L);
        try
        {
            while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                bytes += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return bytes;
    }

    [GeneratedRegex("name=\"form-token\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
