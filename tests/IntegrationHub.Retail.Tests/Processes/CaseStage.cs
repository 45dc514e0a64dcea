using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Processes.Customers;
using IntegrationHub.Retail.Processes.Signing;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Tests.Support;
using IntegrationHub.Workflows.Engine.Memory;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using NodaTime;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>
/// The shipped processes on the retailer's real books: an engine in memory, a trading center that remembers what it got, telephones, and people. Every service is called twice with the same
/// key, as after a crash, and must answer the same.
/// </summary>
internal sealed class CaseStage : IDisposable, ISmsSender, ISignatories
{
    public const string Phone = "+8613800000001";
    public const string Session = "a session of sixteen";

    private readonly RetailSite _site;
    private readonly ProcessEngine _engine;
    private readonly InMemoryProcessStore _store = new();
    private readonly Func<CaseActors, ContractSign> _sign;

    public CaseStage(RetailSite site)
    {
        _site = site;
        Keys = new TestKeys(Clock.GetUtcNow());
        HubKey = Keys.Issue("hub");
        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        var book = new ConsentBook(site.Records);
        var actors = new CaseActors(_store);
        var signer = new HubSigner(() => HubKey, static _ => [], Clock);
        var stamps = new SignatureStamps(site.Get<ITimestampStore>(), collector: null, TrustAnchors.None, Clock);
        var onboarding = new OnboardingTexts(site.Customers);
        var uploaded = new UploadedSignature(new CmsVerifier(CmsPolicy.Trusting(Keys.Trust)), this, Clock);
        Submissions = new SubmissionBook(site.Records, Partner, Clock);
        var submission = new DocumentSubmission(Submissions, Partner, Partner, Partner, Clock);
        Activate = new ContractActivate(site.Contracts, site.Get<FilingBook>(), submission);
        _sign = who => new ContractSign(site.Contracts, site.Get<SignatureBook>(), new SignatureFiles(site.Attachments, Archive), book, signer, uploaded, who, Clock);
        IServiceHandler[] services =
        [
            new ContractSubmit(site.Contracts, actors), new ContractReturn(site.Contracts), new ContractReject(site.Contracts), new ContractRender(site.Contracts, actors),
            new ContractExpire(site.Contracts), Activate, new ContractTerminate(site.Contracts, actors, Persons),
            _sign(actors),
            new ContractTimestamp(site.Get<SignatureBook>(), stamps),
            new ContractFile(site.Contracts, site.Get<FilingBook>(), Partner, submission, new FilingOptions("10YIHUB-MARKET0N", zone)),
            new CustomerCheck(onboarding, site.Contracts, book, site.Get<ParameterBook>()), new CustomerBind(site.Customers, book, site.Records, zone),
            new CustomerTell(new ContactBook(site.Records, Clock, Persons), site.Records, this, Clock), new NotifyRole(NoNotifier.Instance, Clock),
        ];
        _engine = new ProcessEngine(_store, services.Select(service => new Twice(service)), NoNotifier.Instance, Clock, new EngineOptions { ConfirmsByWord = true });
        Delivery = new ConsentDelivery(book, _engine);
        Late = new LateStamps(site.Get<SignatureBook>(), book, stamps);
        Contacts = new ContactBook(site.Records, Clock, Persons);
        Changes = new ContactChanges(Contacts, this);
        Consents = new CustomerConsents(book, site.Contracts, Contacts, onboarding, this, signer, stamps, Delivery, Clock);
    }

    public MovingClock Clock { get; } = new();

    public TestKeys Keys { get; }

    public SigningKey HubKey { get; }

    public PartnerStage Partner { get; } = new();

    public OneArchive Archive { get; } = new();

    public CustomerConsents Consents { get; }

    public ContactBook Contacts { get; }

    public OnePerson Persons { get; } = new();

    public ContactChanges Changes { get; }

    public SubmissionBook Submissions { get; }

    public ContractActivate Activate { get; }

    public ConsentDelivery Delivery { get; }

    public LateStamps Late { get; }

    /// <summary>Whose certificates are, by thumbprint.</summary>
    public Dictionary<string, string> Holders { get; } = [];

    /// <summary>Texts that arrived on telephones.</summary>
    public List<string> Messages { get; } = [];

    public bool GatewayIsDown { get; set; }

    public string LastCode => Messages[^1][..ConsentCode.Digits];

    public async Task<Guid> StartAsync(string process, string key)
    {
        var deployed = await _engine.DeployAsync(await File.ReadAllBytesAsync(Definition(process)), "test", default);
        Assert.Empty(deployed.Findings);
        var id = Guid.CreateVersion7();
        Assert.Null(await _engine.StartAsync(id, process, key, ContextValue.Empty, null, default));
        await WorkAsync();
        return id;
    }

    /// <summary>The filing of a contract that went by hand, as the trading center accepted it.</summary>
    public async Task<string> AcceptedAsync(ContractTerms terms)
    {
        var filing = Shown.FilingOf(terms);
        var made = await Submissions.MakeAsync(new(filing.MRid, 1, "hub", static frame => System.Text.Encoding.UTF8.GetBytes($"<mRID>{frame.MRid}</mRID><revisionNumber>1</revisionNumber>")), Partner.Center, default);
        await Partner.SendAsync(Partner.Center, made.Document, new("hub"), default);
        Partner.Becomes(filing.MRid, Exchange.Sending.OutboundState.Accepted);
        return filing.MRid;
    }

    public async Task DoAsync(Guid id, string task, string person, string answer) => Assert.Empty(await AnswerAsync(id, task, person, answer));

    /// <summary>An answer that may be refused; why it is, by codes.</summary>
    public async Task<IReadOnlyList<string>> AnswerAsync(Guid id, string task, string person, string answer)
    {
        var token = Assert.Single((await StateAsync(id)).Tokens.Values, token => token.Node == task);
        var findings = await _engine.CompleteAsync(id, token.Id, (ContextValue)ValueJson.Read(answer)!, new Actor(person, ["sales", "legal", "risk", "signatory", "operations", "back-office"], []), default);
        await WorkAsync();
        return [.. findings.Select(static finding => finding.Code)];
    }

    /// <summary>A version of a contract through the whole process: drafted by li, reviewed by wang and zhao, agreed to, signed by zhao, filed and accepted.</summary>
    public async Task InForceAsync(ContractTerms terms)
    {
        var (id, filing) = await FiledAsync(terms);
        await AcceptAsync(id, filing);
    }

    /// <summary>The same, up to its filing.</summary>
    public async Task<(Guid Id, string Filing)> FiledAsync(ContractTerms terms)
    {
        RetailSite.Good(await _site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var id = await StartAsync("contract-signing", $"{terms.MRid}/{terms.Version}");
        await DoAsync(id, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": {{terms.Version}}, "offerDays": 14}""");
        await DoAsync(id, "legalReview", "wang", """{"decision": "approve"}""");
        await DoAsync(id, "riskReview", "zhao", """{"decision": "approve"}""");
        Assert.Equal("answer", await PlaceAsync(id));
        RetailSite.Good(await Consents.AskForContractAsync(terms.MRid, Session, Phone, default));
        RetailSite.Good(await Consents.AgreeToContractAsync(terms.MRid, Session, LastCode, default));
        await WorkAsync();
        await DoAsync(id, "companySignature", "zhao", $$"""{"digest": "{{(await _site.Contracts.FindAsync(terms.MRid, terms.Version, default))!.Contract.Digest}}"}""");
        return (id, (await _site.Get<FilingBook>().ListAsync(terms.MRid, default))[^1].MRid);
    }

    /// <summary>The trading center accepts a filing, and its contract is in force.</summary>
    public async Task AcceptAsync(Guid id, string filing)
    {
        Partner.Becomes(filing, Exchange.Sending.OutboundState.Accepted);
        await TellAsync("filing-acknowledged", filing, ("accepted", Value.Of(true)), ("reason", Value.Null));
        Assert.Equal("inForce", await PlaceAsync(id));
    }

    public async Task TellAsync(string name, string key, params (string, Value)[] payload)
    {
        await _engine.AcceptMessageAsync(new Workflows.Engine.Store.IncomingMessage($"{name}-{key}", name, key, ContextValue.Of(payload)), default);
        await WorkAsync();
    }

    /// <summary>The service that signs, in a case whose task was completed with this record, by a definition that demands nothing.</summary>
    public async Task<ContractSign> SignAfterAsync(Guid id, string record)
    {
        var store = new InMemoryProcessStore();
        using var engine = new ProcessEngine(store, [], NoNotifier.Instance, Clock, new EngineOptions());
        var file = $"""
            <definitions xmlns="{Workflows.Bpmn.BpmnNames.Model}" xmlns:hub="{Workflows.Bpmn.BpmnNames.Hub}" targetNamespace="urn:test"><process id="p" isExecutable="true"><startEvent id="s"/>
            <userTask id="companySignature"><extensionElements><hub:task roles="signatory"/></extensionElements></userTask><sequenceFlow id="f" sourceRef="s" targetRef="companySignature"/></process></definitions>
            """;
        Assert.Empty((await engine.DeployAsync(System.Text.Encoding.UTF8.GetBytes(file), "test", default)).Findings);
        Assert.Null(await engine.StartAsync(id, "p", "k", ContextValue.Empty, null, default));
        var token = (await store.FindInstanceAsync(id, default))!.State.Tokens.Keys.Single();
        Assert.Empty(await engine.CompleteAsync(id, token, ContextValue.Empty, new Actor("zhao", ["signatory"], []), default, new ShownTask(record, static _ => true)));
        return _sign(new CaseActors(store));
    }

    /// <summary>Does what is due; nothing waits for a clock.</summary>
    public async Task WorkAsync()
    {
        for (var i = 0; i < 200 && await _engine.WorkAsync(default) > 0; i++)
        {
        }
    }

    public async Task<InstanceState> StateAsync(Guid id) => (await _store.FindInstanceAsync(id, default))!.State;

    /// <summary>Where the case stands; its end where it is over.</summary>
    public async Task<string> PlaceAsync(Guid id)
    {
        var state = await StateAsync(id);
        return state.IsOver
            ? (await _store.HistoryAsync(id, default)).Last(row => row.Entry.Kind == "end.reached").Entry.Node
            : string.Join(",", state.Tokens.Values.Select(static token => token.Node).Concat(state.Incidents.Values.Select(static incident => $"{incident.Code}: {incident.Text}")));
    }

    /// <summary>A case whose contract is offered: drafted by li, reviewed by wang and zhao.</summary>
    public async Task<(Guid Id, ContractTerms Terms, string Digest)> OfferedAsync()
    {
        var terms = await _site.ContractAsync();
        RetailSite.Good(await _site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var id = await StartAsync("contract-signing", terms.MRid);
        await DoAsync(id, "draft", "li", $$"""{"contract": "{{terms.MRid}}", "version": 1, "offerDays": 14}""");
        await DoAsync(id, "legalReview", "wang", """{"decision": "approve"}""");
        await DoAsync(id, "riskReview", "zhao", """{"decision": "approve"}""");
        Assert.Equal("answer", await PlaceAsync(id));
        return (id, terms, (await _site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.Digest!);
    }

    /// <summary>The same, and the customer has agreed.</summary>
    public async Task<(Guid Id, ContractTerms Terms, string Digest)> AgreedAsync()
    {
        var offered = await OfferedAsync();
        RetailSite.Good(await Consents.AskForContractAsync(offered.Terms.MRid, Session, Phone, default));
        RetailSite.Good(await Consents.AgreeToContractAsync(offered.Terms.MRid, Session, LastCode, default));
        await WorkAsync();
        Assert.Equal("companySignature", await PlaceAsync(offered.Id));
        return offered;
    }

    public Task SendAsync(string phone, string text, CancellationToken cancellationToken)
    {
        if (GatewayIsDown)
            throw new SmsException("no answer");

        // Codes go to the customer's number alone; others hear of changes.
        Assert.True(phone == Phone || !char.IsDigit(text[0]), phone);
        Messages.Add(text);
        return Task.CompletedTask;
    }

    public Task<bool> HoldsAsync(string person, X509Certificate2 certificate, CancellationToken cancellationToken) =>
        Task.FromResult(Holders.GetValueOrDefault(SignerBinding.ThumbprintOf(certificate)) == person);

    public void Dispose()
    {
        _engine.Dispose();
        HubKey.Dispose();
        Keys.Dispose();
    }

    private static string Definition(string process)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "IntegrationHub.sln")))
            at = at.Parent ?? throw new InvalidOperationException("The tests do not lie in a checkout.");

        return Path.Combine(at.FullName, "workflows", "definitions", process + ".bpmn");
    }

    /// <summary>Files that pages took with the answer of a task.</summary>
    internal sealed class OneArchive : IArchive
    {
        private readonly Dictionary<Guid, byte[]> _files = [];

        public ValueTask<ArchivedBytes> StoreAsync(RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken)
        {
            _files[id] = bytes.ToArray();
            return ValueTask.FromResult(new ArchivedBytes(id, default, bytes.Length));
        }

        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken) =>
            ValueTask.FromResult<ReadOnlyMemory<byte>?>(_files.TryGetValue(id, out var bytes) ? new ReadOnlyMemory<byte>(bytes) : default(ReadOnlyMemory<byte>?));
    }

    /// <summary>A clock that the test moves; it begins where that of the books stands.</summary>
    internal sealed class MovingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Every call comes twice with the same key: the second answer is that of the first.</summary>
    private sealed class Twice(IServiceHandler service) : IServiceHandler
    {
        public string Name => service.Name;

        public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
        {
            var first = await service.CallAsync(call, cancellation);
            Assert.Equal(first, await service.CallAsync(call, cancellation));
            return first;
        }
    }
}
