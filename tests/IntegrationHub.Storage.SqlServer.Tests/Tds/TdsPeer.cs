using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Storage.SqlServer.Tests.Tds;

/// <summary>
/// The other end of the wire for the real driver: speaks TDS 8 (TLS first, then packets) as far as the hub's statements need it, writes down
/// what comes and answers what a test says. It runs no SQL: what a server makes of the statements it cannot tell.
/// </summary>
internal sealed class TdsPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly string _certificateFile = Path.Combine(Path.GetTempPath(), $"ihub-tds-{Guid.NewGuid():N}.cer");
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<TdsAnswer>> _answers = new(StringComparer.Ordinal);
    private readonly List<(string Words, TdsAnswer Answer)> _answersToWords = [];

    public TdsPeer()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        File.WriteAllBytes(_certificateFile, made.Export(X509ContentType.Cert));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What came, in order.</summary>
    public ConcurrentQueue<TdsRequest> Requests { get; } = [];

    /// <summary>The next answer to the statement of that name; without one it gets no rows.</summary>
    public TdsPeer Answer(string statement, TdsAnswer answer)
    {
        _answers.GetOrAdd(statement, static _ => []).Enqueue(answer);
        return this;
    }

    /// <summary>The next answer to a statement of the model, which has no name, that holds these words; what was said first counts first.</summary>
    public TdsPeer AnswerWhere(string words, TdsAnswer answer)
    {
        lock (_answersToWords)
            _answersToWords.Add((words, answer));

        return this;
    }

    public string ConnectionString =>
        $"Server=localhost,{((IPEndPoint)_listener.LocalEndpoint).Port};Database=ihub;User ID=hub;Password=none;Encrypt=Strict;ServerCertificate={_certificateFile};Connect Timeout=20;ConnectRetryCount=0";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_serving);
        _certificate.Dispose();
        _stop.Dispose();
        File.Delete(_certificateFile);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _serving.Add(ServeAsync(client));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        await using (var stream = new SslStream(client.GetStream()))
        {
            try
            {
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, null, offline: true),
                        ApplicationProtocols = [new SslApplicationProtocol("tds/8.0")],
                    },
                    _stop.Token);
                while (await TdsPackets.ReadAsync(stream, _stop.Token) is { } message)
                    await TdsPackets.WriteAsync(stream, AnswerTo(message), _stop.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The driver closed the connection, or the test is over.
            }
        }
    }

    private byte[] AnswerTo(TdsMessage message)
    {
        switch (message.Type)
        {
            case TdsMessage.PreLogin:
                return TdsTokens.PreLogin(message.Body);
            case TdsMessage.Login:
                return TdsTokens.Login();
            case TdsMessage.TransactionManager:
                var act = TdsRequest.Transaction(message.Body);
                Requests.Enqueue(act);
                return TdsTokens.Transaction(act.Name);
            case TdsMessage.Attention:
                return TdsTokens.AttentionAcknowledged();
            default:
                var request = message.Type == TdsMessage.Batch ? TdsRequest.Batch(message.Body) : TdsRequest.Rpc(message.Body);
                Requests.Enqueue(request);
                return (AnswerByWords(request.Text) ?? (_answers.TryGetValue(request.Name, out var answers) && answers.TryDequeue(out var answer) ? answer : Default(request))).ToTokens();
        }
    }

    /// <summary>A change of the model is told that no row was changed; the provider's own statements count by themselves.</summary>
    private static TdsAnswer Default(TdsRequest request) =>
        request.Name == "unnamed" && (request.Text.StartsWith("UPDATE", StringComparison.Ordinal) || request.Text.StartsWith("DELETE", StringComparison.Ordinal)) ? TdsAnswer.Changed(0) : TdsAnswer.Nothing;

    private TdsAnswer? AnswerByWords(string text)
    {
        lock (_answersToWords)
        {
            var index = _answersToWords.FindIndex(said => text.Contains(said.Words, StringComparison.Ordinal));
            if (index < 0)
                return null;

            var answer = _answersToWords[index].Answer;
            _answersToWords.RemoveAt(index);
            return answer;
        }
    }
}
