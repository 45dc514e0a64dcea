using System.Globalization;
using System.Net;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Commands;

/// <summary>Something that is about to be done, and by whom.</summary>
internal sealed record Act(string Actor, Func<Task> DoAsync);

/// <summary>How each driven command of <see cref="CommandsAndLedgerTests"/> is done: what it needs is made first, so that the act itself is all that happens when it is done.</summary>
public sealed partial class CommandHands : IDisposable
{
    private static readonly Dictionary<string, Func<CommandHands, Task<Act>>> Ways = new(ApiWays.Concat(CaseWays).Concat(PageWays), StringComparer.Ordinal);

    private static int _number;

    private readonly Dictionary<Role, PortalClient> _clients = [];
    private PortalSite? _site;
    private ApiSocketClient? _socket;

    internal static IReadOnlyCollection<string> Known => Ways.Keys;

    private PortalSite Site => _site!;

    private ApiSocketClient Socket => _socket ??= new ApiSocketClient(Site.Folder);

    internal Task<Act> PrepareAsync(PortalSite site, string command)
    {
        _site = site;
        return Ways[command](this);
    }

    public void Dispose()
    {
        _socket?.Dispose();
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private static string Fresh(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}-{Interlocked.Increment(ref _number)}");

    private async Task<PortalClient> ClientAsync(Role role) =>
        _clients.TryGetValue(role, out var client) ? client : _clients[role] = await PortalClient.SignedInAsync(Site, PortalSite.Person(role));

    /// <summary>A call of the API at the socket.</summary>
    private static Act Call(string actor, Func<Task<HttpResponseMessage>> send) => new(actor, async () => await TakenAsync(await send()));

    /// <summary>A form of a page.</summary>
    private async Task<Act> PostAsync(Role role, string page, string path, params (string Name, string Value)[] fields)
    {
        var client = await ClientAsync(role);
        return new Act(client.Person!.Name, async () => await TakenAsync(await client.PostAsync(page, path, fields)));
    }

    /// <summary>A form that asks for password and code before it is done.</summary>
    private async Task<Act> ConfirmedAsync(Role role, string page, string path, params (string Name, string Value)[] fields)
    {
        var client = await ClientAsync(role);
        return new Act(client.Person!.Name, async () =>
        {
            Assert.Contains("confirm-code", await TakenAsync(await client.PostAsync(page, path, [.. fields, ("confirm-password", DemoPeople.Password)])), StringComparison.Ordinal);
            await TakenAsync(await client.PostAsync(page, path, [.. fields, ("confirm-code", client.CodeOf(Site))]));
        });
    }

    private static async Task<string> TakenAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Redirect, $"{(int)answer.StatusCode}: {text}");
        return text;
    }
}
