using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Host.Bench.Hub;

namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>The sender: puts messages over kept connections with mutual TLS, and takes nothing but a positive, signed answer. Thread-safe.</summary>
internal sealed class LoadClient : IDisposable
{
    /// <summary>Every so many answers one has its signature verified; verifying all would measure the client.</summary>
    private const int VerifyEvery = 500;

    private static readonly MediaTypeHeaderValue Media = MediaTypeHeaderValue.Parse(EnvelopeWriter.ContentType(SoapVersion.Soap12));

    private readonly HttpClient _http;
    private readonly MessageVerifier _verifier = new();
    private readonly SignaturePolicy _policy;
    private readonly TimeProvider _time;
    private long _answers;
    private byte[] _lastVerified = [];

    public LoadClient(BenchFolder folder, Uri address, int connections, TimeProvider time)
    {
        _time = time;
        _policy = folder.HubPolicy;
        _http = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificateContext = SslStreamCertificateContext.Create(folder.SenderTls.Certificate, null, offline: true),
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    certificate is X509Certificate2 shown && shown.GetCertHashString(HashAlgorithmName.SHA256) == folder.HubTlsThumbprint,
            },
        })
        {
            BaseAddress = address,
            DefaultRequestVersion = HttpVersion.Version11,
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    /// <summary>The body of an answer, verified; empty before the first.</summary>
    public ReadOnlyMemory<byte> Answer => _lastVerified;

    /// <summary>Puts one message and checks its answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is not a positive acknowledgement, signed by the hub.</exception>
    public async Task PutAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = Media;
        using var response = await _http.PostAsync((Uri?)null, content, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK || answer.AsSpan().IndexOf("<Result>OK</Result>"u8) < 0)
        {
            throw new InvalidOperationException($"The hub answered {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, 2000)))}");
        }

        if (Interlocked.Increment(ref _answers) % VerifyEvery == 1)
        {
            Verify(answer);
        }
    }

    public void Dispose() => _http.Dispose();

    private void Verify(byte[] answer)
    {
        if (EnvelopeReader.Read(answer).Message is not { } message || !_verifier.Verify(message.Message, _policy, _time.GetUtcNow()).Accepted)
        {
            throw new InvalidOperationException("An answer was not signed by the hub.");
        }

        _lastVerified = answer;
    }
}
