using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace IntegrationHub.Identity.Codes.Gateways;

/// <summary>Sends short messages by one provider's gateway. Follows no redirect, keeps no cookie, fetches no certificate. Thread-safe.</summary>
public sealed class HttpsSmsGateway : ISmsSender, IDisposable
{
    /// <summary>Octets of an answer that are looked at.</summary>
    private const int LongestAnswer = 16 * 1024;

    private readonly SmsGatewaySettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public HttpsSmsGateway(SmsGatewaySettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        var policy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck };
        if (settings.Authorities is { } authorities)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        })
        {
            Timeout = settings.Timeout, MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    public string Name => _settings.Name;

    public async Task SendAsync(string phone, string text, CancellationToken cancellationToken)
    {
        using var request = Request(phone, text, Guid.NewGuid().ToString("N"), _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
                throw new SmsException($"{Name} answered {(int)answer.StatusCode}.") { MayHaveLeft = (int)answer.StatusCode >= 500 };

            if (_settings.Success.Length > 0 && !(await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)).Contains(_settings.Success, StringComparison.Ordinal))
                throw new SmsException($"{Name} answered without `{_settings.Success}`.");
        }
        catch (HttpRequestException failure)
        {
            // What the request held stays out of the message: it goes into the ledger.
            throw new SmsException($"{Name} cannot be reached ({failure.HttpRequestError}).", failure) { MayHaveLeft = Began(request) };
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmsException($"{Name} did not answer in time.", late) { MayHaveLeft = Began(request) };
        }
    }

    public void Dispose() => _client.Dispose();

    private static bool Began(HttpRequestMessage request) => request.Content is GatewayBody { Began: true };

    private HttpRequestMessage Request(string phone, string text, string id, string time)
    {
        var media = MediaTypeHeaderValue.Parse(_settings.ContentType);
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["phone"] = phone, ["text"] = text, ["id"] = id, ["time"] = time };
        var body = Places.Fill(_settings.Body, values, Escaping(media.MediaType));
        var request = new HttpRequestMessage(HttpMethod.Post, _settings.Address) { Content = new GatewayBody(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = media } } };
        foreach (var (name, value) in _settings.Headers)
            request.Headers.TryAddWithoutValidation(name, Places.Fill(value, values, static plain => plain));

        if (_settings.Secret is { } secret)
        {
            values["body"] = body;
            var signature = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(Places.Fill(_settings.Signed, values, static plain => plain)));
            request.Headers.TryAddWithoutValidation(_settings.SignatureHeader, _settings.SignatureText == SignatureText.Hex ? Convert.ToHexStringLower(signature) : Convert.ToBase64String(signature));
        }

        return request;
    }

    /// <summary>A value never becomes a part of the form that it stands in.</summary>
    private static Func<string, string> Escaping(string? mediaType) => mediaType switch
    {
        "application/json" => static plain => JsonEncodedText.Encode(plain).Value,
        "application/x-www-form-urlencoded" => Uri.EscapeDataString,
        "application/xml" or "text/xml" => static plain => System.Security.SecurityElement.Escape(plain),
        _ => static plain => plain,
    };
}
