using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Acceptance.Tests.Secrets;

/// <summary>Persons and programs that sign in: what proves who they are is nowhere, who they are is sealed. And calls over HTTP that name what is planted.</summary>
internal sealed class PeoplePlanting(RunningMarket market, Marks marks)
{
    private const string Password = "meadow-417395162-copper-violin";

    public async Task WorkAsync()
    {
        await SignInAsync();
        await ProgramAsync();
        await EnvelopeAsync();
        await AskAsync();
    }

    private async Task SignInAsync()
    {
        var people = Get<AccountAdministration>();
        Assert.Empty(await people.AddAsync(new NewAccount("mei.lin", UserClass.Staff, [Role.Sales], Marks.Text("person"), Marks.Phone(10), Password) { PersonNumber = Marks.Text("number") }, "otto", default));
        var visitor = new Visitor(Door.Staff, "127.0.0.9", "test", null);
        Assert.NotEqual(PasswordStatus.CodeSent, (await Get<PasswordStep>().TryAsync(visitor, "mei.lin", Password + "-wrong", default)).Status);
        var first = await Get<PasswordStep>().TryAsync(visitor, "mei.lin", Password, default);
        Assert.Equal(PasswordStatus.CodeSent, first.Status);
        var code = string.Concat(SmsOutbox.Read(PeopleOfNode.OutboxFile(Get<DataFolder>())).Last(static message => message.Phone == Marks.Phone(10)).Text.Where(char.IsAsciiDigit).Take(SmsCode.Digits));
        Assert.Equal(CodeStatus.Complete, (await Get<CodeStep>().TryAsync(visitor, first.Token!, code, default)).Status);
        marks.Add(first.Token!.ToString()!);
        marks.Add("octets of a session's token", first.Token.Octets.ToArray());
    }

    private async Task ProgramAsync()
    {
        var programs = Get<ServiceAccountBook>();
        Assert.Empty(await programs.ProposeAsync(new NewServiceAccount("metering", Marks.Text("purpose"), [Permission.ReadCustomers], 60), "otto", default));
        Assert.Empty(await programs.ApproveAsync("metering", "user:anna", static _ => false, default));
        var made = (await programs.RotateAsync("metering", TimeSpan.FromDays(1), TimeSpan.Zero, certificate: null, unbind: false, "otto", default)).Made!;
        marks.Add(made.Token.ToString());
    }

    private async Task EnvelopeAsync()
    {
        Assert.Empty(await Get<AccountAdministration>().AddAsync(new NewAccount("an.quan", UserClass.Core, [Role.SecurityAdministrator], Marks.Text("administrator"), Marks.Phone(11), Password), "otto", default));
        var (code, refused) = await Get<BreakGlassDesk>().SealAsync("an.quan", "otto", default);
        Assert.Empty(refused);
        marks.Add(code!);
        Assert.Empty((await Get<BreakGlassDesk>().AskAsync("mei.lin", Marks.Text("emergency"), new AdministratorProof("an.quan", code), default)).Refused);
    }

    /// <summary>Addresses, headers and bodies go through more hands than a call of a port does.</summary>
    private async Task AskAsync()
    {
        var path = market.ApiSocketPath;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://hub") };
        var name = Uri.EscapeDataString(Marks.Text("customer"));
        var contacts = await SendAsync(HttpMethod.Get, $"/api/v1/customers/contacts?customer={name}", null);
        Assert.Contains(Marks.Text("contact"), contacts, StringComparison.Ordinal);
        await SendAsync(HttpMethod.Get, $"/api/v1/packages/SECRETS-FIX?version={name}", null);
        await SendAsync(HttpMethod.Get, $"/api/v1/exchanges?meteringPoint=P417395162Q&after={name}", null);
        await SendAsync(HttpMethod.Post, "/api/v1/contracts", $$"""{"mRid": "{{Marks.Text("http")}}", """);
        await SendAsync(HttpMethod.Post, "/api/v1/customers/contacts", $$"""{"customer": "{{Marks.Text("http")}}", "name": "{{Marks.Text("http")}}", "phone": "{{Marks.Phone(12)}}", "more": 1}""");
        await SendAsync(HttpMethod.Put, $"/api/v1/instances/{Guid.CreateVersion7()}", $$$"""{"process": "{{{Marks.Text("http")}}}", "businessKey": "k", "variables": {"a": "{{{Marks.Text("http")}}}"}}""");

        async Task<string> SendAsync(HttpMethod method, string address, string? body)
        {
            using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
            request.Headers.Add("Ihub-Actor", "otto");
            using var response = await client.SendAsync(request);
            Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
            return await response.Content.ReadAsStringAsync();
        }
    }

    private T Get<T>()
        where T : notnull => market.Hub.Services.GetRequiredService<T>();
}
