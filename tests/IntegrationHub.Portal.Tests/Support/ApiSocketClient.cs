using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node.Processes;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>Somebody of the company at the socket of the data folder.</summary>
internal sealed class ApiSocketClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiSocketClient(DataFolder folder) => _http = new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(ApiSocket.PathIn(folder)), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://hub") };

    public Task<HttpResponseMessage> GetAsync(string path, string actor) => SendAsync(HttpMethod.Get, path, actor, body: null);

    public Task<HttpResponseMessage> PostAsync(string path, string actor, object? body = null) => SendAsync(HttpMethod.Post, path, actor, body);

    public Task<HttpResponseMessage> PutAsync(string path, string actor, object body) => SendAsync(HttpMethod.Put, path, actor, body);

    /// <summary>Hands in a text: a file as it is.</summary>
    public Task<HttpResponseMessage> PostTextAsync(string path, string actor, string text, string mediaType) => SendAsync(HttpMethod.Post, path, actor, new StringContent(text, Encoding.UTF8, mediaType));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string actor, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : body as HttpContent ?? JsonContent.Create(body) };
        request.Headers.Add("Ihub-Actor", actor);
        return await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();
}
