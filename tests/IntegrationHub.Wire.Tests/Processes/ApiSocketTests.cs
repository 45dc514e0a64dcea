using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Wire.Tests.Verbs;
using IntegrationHub.Workflows.Bpmn;

namespace IntegrationHub.Wire.Tests.Processes;

/// <summary>The API on the socket of the data folder, as a program of the company uses it.</summary>
public sealed class ApiSocketTests(ApiSite site) : IClassFixture<ApiSite>
{
    [Fact]
    public void Only_the_owner_of_the_folder_can_open_the_socket()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ApiSocket.PathIn(site.Folder)));
    }

    [Fact]
    public async Task A_request_that_names_nobody_is_answered_with_a_problem_and_its_remedy()
    {
        foreach (var name in new[] { "", "nobody" })
        {
            var (status, problem) = await site.AskAsync(HttpMethod.Get, "/api/v1/tasks", name);

            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Equal("ACTOR_MISSING", problem.GetProperty("code").GetString());
            Assert.Contains("Ihub-Actor", problem.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_of_readings_may_be_larger_than_the_servers_own_limit_and_has_one_of_its_own()
    {
        var (read, wrong) = await site.AskAsync(HttpMethod.Post, "/api/v1/readings", "anna", raw: "accountNumber,voltageLevel,day,kwh\n" + string.Concat(Enumerable.Repeat("A-1,10kV,2026-07-01,1\n", 1_500_000)), mediaType: "text/csv");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (read, wrong.TryGetProperty("findings", out _)));

        // Told by its length, before anything of it is sent.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(ApiSocket.PathIn(site.Folder)));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /api/v1/readings HTTP/1.1\r\nHost: hub\r\nIhub-Actor: anna\r\nContent-Type: text/csv\r\nContent-Length: 500000000\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("REQUEST_TOO_LARGE", answer, StringComparison.Ordinal);
        Assert.Contains("Split", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Customers_packages_and_contracts_are_kept_and_refused_as_on_the_command_line()
    {
        var (_, none) = await site.AskAsync(HttpMethod.Get, "/api/v1/contracts/API-NONE", "anna");
        Assert.Equal("RECORD_UNKNOWN", none.GetProperty("code").GetString());

        var package = new { code = "API-FIX", version = 1, names = new { en = "Fixed" }, currency = "CNY", validFrom = "2026-01-01", price = new { kind = "fixed", price = 420 } };
        var mistyped = new { code = "API-FIX", version = "one", names = new { en = 5 }, curency = "CNY", validFrom = "soon", price = new { kind = "fixed", price = "420" } };
        var (unread, faults) = await site.AskAsync(HttpMethod.Post, "/api/v1/packages", "anna", mistyped);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "JSON_VALUE_WRONG"), (unread, faults.GetProperty("code").GetString()));
        Assert.Equal(
            ["$.version", "$.names.en", "$.curency", "$.validFrom", "$.price.price", "$.currency"],
            faults.GetProperty("findings").EnumerateArray().Select(static fault => fault.GetProperty("element").GetString()!.Split(", ")[^1]));
        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync(HttpMethod.Post, "/api/v1/packages", "anna", package)).Status);
        Assert.Equal("API-FIX", (await site.AskAsync(HttpMethod.Get, "/api/v1/packages/API-FIX", "anna")).Answer.GetProperty("code").GetString());

        var contract = new Dictionary<string, object>
        {
            ["mRid"] = "API-1", ["version"] = 1, ["kind"] = "retail", ["type"] = "A03", ["currency"] = "yuan",
            ["seller"] = new { mRid = "10X1001A1001A450", codingScheme = "A01", name = "星河售电有限公司" }, ["buyer"] = new { mRid = "C-1", codingScheme = "NCN", name = "纺织厂" },
            ["validFrom"] = "2027-01-01", ["validTo"] = "2027-01-31", ["quantity"] = 10, ["months"] = new Dictionary<string, int> { ["2027-01"] = 1 },
            ["accounts"] = new[] { new { accountNumber = "API-1", voltageLevel = "10kV" } },
            ["package"] = "API-FIX", ["packageVersion"] = 1, ["settlementMethod"] = "monthly", ["template"] = "retail-zh", ["templateVersion"] = 1,
        };
        var (wrong, problem) = await site.AskAsync(HttpMethod.Post, "/api/v1/contracts", "anna", contract);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong);
        Assert.Equal("currency", Assert.Single(problem.GetProperty("findings").EnumerateArray()).GetProperty("element").GetString());

        contract["currency"] = "CNY";
        Assert.Equal("draft", (await site.AskAsync(HttpMethod.Post, "/api/v1/contracts", "anna", contract)).Answer.GetProperty("state").GetString());
        Assert.Contains("星河售电有限公司", (await site.AskAsync(HttpMethod.Get, "/api/v1/contracts/API-1/text", "anna")).Answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        var (refused, accounts) = await site.AskAsync(HttpMethod.Post, "/api/v1/contracts/API-1/steps", "anna", new { action = "submit" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CONTRACT_ACCOUNTS"), (refused, accounts.GetProperty("code").GetString()));
        Assert.Equal("CONSENT_NOT_OFFERED", (await site.AskAsync(HttpMethod.Post, "/api/v1/contracts/API-1/codes", "anna", new { session = "a session of sixteen", phone = "+8613800000001" })).Answer.GetProperty("code").GetString());
        Assert.Contains((await site.AskAsync(HttpMethod.Get, "/api/v1/contracts?state=draft", "anna")).Answer.EnumerateArray(), one => one.GetProperty("number").GetString() == "API-1");
        Assert.Equal(HttpStatusCode.OK, (await site.AskAsync(HttpMethod.Get, "/api/v1/customers", "anna")).Status);
    }

    [Fact]
    public async Task A_contact_is_entered_by_one_person_and_confirmed_by_another_with_a_role_for_it()
    {
        var contact = new { customer = "接口客户", name = "陈经理", phone = "+8613800007777" };
        Assert.Equal("known", (await site.AskAsync(HttpMethod.Post, "/api/v1/customers/contacts", "anna", contact)).Answer.GetProperty("state").GetString());

        Assert.Equal("CONTACT_FOUR_EYES", (await StepAsync("confirm", "anna")).Answer.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await StepAsync("confirm", "otto")).Status);
        Assert.Equal("bert", (await StepAsync("confirm", "bert")).Answer.GetProperty("confirmedBy").GetString());
        Assert.Equal("objected", (await StepAsync("object", "otto")).Answer.GetProperty("state").GetString());
        Assert.Equal("withdrawn", (await StepAsync("withdraw", "otto")).Answer.GetProperty("state").GetString());
        Assert.Equal("CONTACT_STATE", (await StepAsync("withdraw", "otto")).Answer.GetProperty("code").GetString());

        Task<(HttpStatusCode Status, JsonElement Answer)> StepAsync(string action, string actor) =>
            site.AskAsync(HttpMethod.Post, "/api/v1/customers/contacts/steps", actor, new { action, contact.customer, contact.name, contact.phone, reason = "signed papers" });
    }

    [Fact]
    public async Task A_case_is_started_once_worked_on_and_read_back()
    {
        await site.DeployAsync("api-case");
        var id = Guid.CreateVersion7();
        var body = new { process = "api-case", businessKey = "A-1", variables = new { amount = 5 } };
        for (var i = 0; i < 2; i++)
        {
            var (started, instance) = await site.AskAsync(HttpMethod.Put, $"/api/v1/instances/{id}", "anna", body);
            Assert.Equal((HttpStatusCode.OK, "running"), (started, instance.GetProperty("instance").GetProperty("status").GetString()));
        }

        var (_, tasks) = await site.AskAsync(HttpMethod.Get, "/api/v1/tasks", "anna");
        var token = Assert.Single(tasks.EnumerateArray(), task => task.GetProperty("instance").GetGuid() == id).GetProperty("token").GetInt32();
        var (_, task) = await site.AskAsync(HttpMethod.Get, $"/api/v1/tasks/{id}/{token}", "anna");
        Assert.Equal("ok", Assert.Single(task.GetProperty("form").EnumerateArray()).GetProperty("name").GetString());

        var comments = $"/api/v1/instances/{id}/comments";
        var (kept, comment) = await site.AskAsync(HttpMethod.Post, comments, "anna", new { text = "先问一下", token });
        Assert.Equal((HttpStatusCode.OK, 1, "t"), (kept, comment.GetProperty("number").GetInt32(), comment.GetProperty("step").GetString()));
        Assert.Equal("先问一下", Assert.Single((await site.AskAsync(HttpMethod.Get, comments, "bert")).Answer.EnumerateArray()).GetProperty("text").GetString());
        var (silent, nothing) = await site.AskAsync(HttpMethod.Post, comments, "anna", new { text = "" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "COMMENT_TEXT"), (silent, nothing.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await site.AskAsync(HttpMethod.Post, comments, "anna", new { text = "where?", token = 99 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.AskAsync(HttpMethod.Post, comments, "anna", raw: "{\"text\": null}", mediaType: "application/json")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.AskAsync(HttpMethod.Get, $"/api/v1/instances/{Guid.CreateVersion7()}/comments", "anna")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await site.AskAsync(HttpMethod.Post, $"/api/v1/tasks/{id}/{token}/claim", "anna")).Status);
        var (conflict, claimed) = await site.AskAsync(HttpMethod.Post, $"/api/v1/tasks/{id}/{token}/claim", "bert");
        Assert.Equal((HttpStatusCode.Conflict, "TASK_CLAIMED"), (conflict, claimed.GetProperty("code").GetString()));
        var (wrong, problem) = await site.AskAsync(HttpMethod.Post, $"/api/v1/tasks/{id}/{token}/complete", "anna", new { answer = new { ok = 1, other = true } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong);
        Assert.Equal(["FORM_TYPE", "FORM_UNKNOWN_FIELD"], problem.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()).Order());
        Assert.Equal(HttpStatusCode.NoContent, (await site.AskAsync(HttpMethod.Post, $"/api/v1/tasks/{id}/{token}/complete", "anna", new { answer = new { ok = true } })).Status);

        // Nobody has a task of it any more, and what cases of this process hold nobody reads by role.
        var (gone, unknown) = await site.AskAsync(HttpMethod.Get, comments, "anna");
        Assert.Equal((HttpStatusCode.NotFound, "INSTANCE_UNKNOWN"), (gone, unknown.GetProperty("code").GetString()));

        var (_, detail) = await site.AskAsync(HttpMethod.Get, $"/api/v1/instances/{id}", "anna");
        Assert.Equal("completed", detail.GetProperty("instance").GetProperty("status").GetString());
        var (_, history) = await site.AskAsync(HttpMethod.Get, $"/api/v1/instances/{id}/history", "anna");
        Assert.Contains(history.EnumerateArray(), entry => entry.GetProperty("actor").GetString() == "anna");
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_what_is_unknown_is_not_found()
    {
        var (forbidden, problem) = await site.AskAsync(HttpMethod.Post, "/api/v1/definitions", "anna", raw: ApiSite.Definition("api-other"));
        Assert.Equal((HttpStatusCode.Forbidden, "PROCESS_NOT_ALLOWED"), (forbidden, problem.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await site.AskAsync(HttpMethod.Get, $"/api/v1/instances/{Guid.CreateVersion7()}", "anna")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await site.AskAsync(HttpMethod.Get, "/api/v1/definitions/nowhere", "anna")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.AskAsync(HttpMethod.Get, "/api/v1/tasks?after=wrong", "anna")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.AskAsync(HttpMethod.Get, "/api/v1/instances?most=0", "anna")).Status);
    }

    [Theory]
    [InlineData("""{"process": "p"}""")]
    [InlineData("""{"process": "p", "businessKey": "k", "surprise": 1}""")]
    [InlineData("""{"process": """)]
    public async Task A_body_that_cannot_be_read_is_a_problem_with_code_and_remedy(string body)
    {
        var (status, problem) = await site.AskAsync(HttpMethod.Put, $"/api/v1/instances/{Guid.CreateVersion7()}", "anna", raw: body, mediaType: "application/json");

        Assert.Equal((HttpStatusCode.BadRequest, "REQUEST_WRONG"), (status, problem.GetProperty("code").GetString()));
        Assert.NotEqual("", problem.GetProperty("remedy").GetString());
    }

    [Fact]
    public async Task The_document_tells_of_every_operation()
    {
        var (_, document) = await site.AskAsync(HttpMethod.Get, "/api/openapi.json", "");

        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value.GetProperty("operationId").GetString()).ToList();
        Assert.Superset(new HashSet<string?>(["listDefinitions", "deployDefinition", "listInstances", "startInstance", "cancelInstance", "migrateInstances", "listTasks", "completeTask", "listIncidents", "retryIncident"]), new HashSet<string?>(operations));
        Assert.Equal(operations.Count, operations.Distinct().Count());
    }
}

/// <summary>A serving hub over a development folder, and a client of its socket.</summary>
public sealed class ApiSite : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-a-");
    private HubNode? _node;
    private HttpClient? _client;

    internal DataFolder Folder { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var data = Path.Combine(_root.FullName, "data");
        var terminal = new Terminal(data);
        var made = await terminal.RunAsync("pki", "init", "--partner", "center");
        Assert.True(made.Code == 0, made.Error);
        Folder = DataFolder.Open(data);
        var options = HubConfiguration.Load(Folder.ConfigurationFile, terminal.Variables).Options;
        var ports = FreePorts.Take(3);
        _node = await HubNode.StartAsync(
            new NodeSettings
            {
                Folder = Folder,
                Options = options with
                {
                    Listeners = [.. options.Listeners.Select((listener, index) => listener with { Address = Local(ports[index]) })],
                    Observability = options.Observability with { HealthAddress = Local(ports[^1]) },
                },
            },
            CancellationToken.None);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(ApiSocket.PathIn(Folder)), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        _client = new HttpClient(handler) { BaseAddress = new Uri("http://hub") };
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        _root.Delete(recursive: true);
    }

    public async Task DeployAsync(string process)
    {
        var (status, answer) = await AskAsync(HttpMethod.Post, "/api/v1/definitions", "otto", raw: Definition(process));
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(HttpMethod method, string path, string actor, object? body = null, string? raw = null, string mediaType = "application/bpmn+xml")
    {
        using var request = new HttpRequestMessage(method, path);
        if (actor.Length > 0)
        {
            request.Headers.Add("Ihub-Actor", actor);
        }

        request.Content = raw is not null ? new StringContent(raw, Encoding.UTF8, mediaType) : body is not null ? JsonContent.Create(body) : null;
        using var response = await _client!.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private static IPEndPointText Local(int port) => IPEndPointText.TryParse($"127.0.0.1:{port}")!;

    public static string Definition(string process) =>
        $"""
        <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:test"><process id="{process}" isExecutable="true">
          <startEvent id="s"/>
          <userTask id="t" name="Decide"><extensionElements><hub:task roles="sales"/><hub:form><hub:field name="ok" type="boolean" required="true"/></hub:form></extensionElements></userTask>
          <sequenceFlow id="f" sourceRef="s" targetRef="t"/>
        </process></definitions>
        """;
}
