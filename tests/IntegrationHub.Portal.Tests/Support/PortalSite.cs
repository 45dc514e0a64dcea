using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.People;
using IntegrationHub.Keys;
using IntegrationHub.Lanes.Files;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;
using NodaTime;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>A hub that serves its pages, with the persons of development and with documents of every kind of outcome.</summary>
public class PortalSite : IAsyncLifetime
{
    public const string Center = "trading-center";

    /// <summary>A party that fetches: what it is sent stays where it is until somebody does something.</summary>
    public const string Fetcher = "grid-operator";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-p-");
    private HubNode? _node;
    private int _staff;
    private int _contracts;
    private DataFolder? _folder;

    /// <summary>The certificate of the party that fetches: it ends soon, and its subject is what a stranger wrote.</summary>
    internal X509Certificate2 FetcherCertificate { get; } = EndsSoon("CN=\"<script>document.title='owned'</script>\"");

    private static X509Certificate2 EndsSoon(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-300), now.AddDays(20));
    }

    /// <summary>Exchanges by what became of them.</summary>
    public Dictionary<string, Guid> Exchanges { get; } = [];

    public Uri Staff => _node!.Portal!.AddressOf(Door.Staff);

    public Uri Core => _node!.Portal!.AddressOf(Door.Core);

    internal string Pki => _folder!.Pki;

    internal DataFolder Folder => _folder!;

    internal HubOptions Options { get; private set; } = null!;

    internal string Root => _root.FullName;

    private protected virtual KeyKind Kind => KeyKind.EcdsaP256;

    /// <summary>Where partners reach the hub.</summary>
    private protected virtual string Listeners =>
        """
        listeners:
          - name: channel-1
            address: 127.0.0.1:0
          - name: channel-2
            address: 127.0.0.1:0
        """;

    internal HubNode Node => _node!;

    internal T Get<T>()
        where T : notnull => _node!.Services.GetRequiredService<T>();

    internal static DemoPerson Person(Role role) => DemoPeople.All.First(person => person.Role == role);

    /// <summary>Another of the staff, with a phone of its own: codes to one phone are limited.</summary>
    internal async Task<DemoPerson> AnotherOfStaffAsync(Role role = Role.Staff)
    {
        var number = Interlocked.Increment(ref _staff);
        var person = new DemoPerson($"staff-{number}", Person(Role.Staff).DisplayName, UserClass.Staff, role) { Phone = $"+86139{number:D8}" };
        Assert.Empty(await Get<AccountAdministration>().AddAsync(
            new NewAccount(person.Name, person.Class, [person.Role], person.DisplayName, person.Phone, DemoPeople.Password) { Leads = person.Role == Role.Head ? Enum.GetValues<Department>() : [] }, "test", default));
        return person;
    }

    /// <summary>The other security administrator: what two decide on needs both.</summary>
    internal static DemoPerson SecondAdministrator { get; } = DemoPeople.All.Last(static person => person.Role == Role.SecurityAdministrator);

    /// <summary>A core user of a test's own, without a certificate yet.</summary>
    internal async Task<DemoPerson> AnotherOfCoreAsync(Role role = Role.Bidder)
    {
        var number = Interlocked.Increment(ref _staff);
        var person = new DemoPerson($"core-{number}", "钱多", UserClass.Core, role) { Phone = $"+86138{number:D8}" };
        Assert.Empty(await Get<AccountAdministration>().AddAsync(new NewAccount(person.Name, person.Class, [person.Role], person.DisplayName, person.Phone, DemoPeople.Password), "test", default));
        return person;
    }

    /// <summary>A certificate for the core door, with the files that a browser takes.</summary>
    internal X509Certificate2 CertificateFor(DemoPerson person) => X509CertificateLoader.LoadPkcs12FromFile(EnsuredFor(person), Passphrase);

    private string EnsuredFor(DemoPerson person)
    {
        DevelopmentPki.EnsurePerson(_folder!, person.Name, TimeProvider.System);
        return Pkcs12Of(person);
    }

    /// <summary>Lets a person be sent codes as if none had been sent yet: the tests sign in the same core users more often than an hour allows.</summary>
    internal async Task ForgetCodesAsync(DemoPerson person)
    {
        var account = (await Get<AccountAdministration>().ListAsync(default)).Single(item => item.Account.Name == person.Name).Account;
        var store = Get<Identity.IdentityStore>();
        await store.ChangeAsync(
            async context =>
            {
                foreach (var limit in Identity.SignIn.AttemptLimits.ForCode(account.Id, account.Phone, "").Concat(Identity.SignIn.AttemptLimits.ForConfirmationCode(account.Id)))
                    await store.ForgetAsync(context, limit, default);

                return true;
            },
            default);
    }

    /// <summary>Changes a session as it is stored: nobody waits for a time-out, and what a refusal ended is open again.</summary>
    /// <param name="token">What the browser or the program has of it.</param>
    /// <param name="change">The change.</param>
    /// <returns>Whether there is such a session.</returns>
    internal Task<bool> ChangeSessionAsync(string token, Action<SessionRow> change) => Get<Identity.IdentityStore>().ChangeAsync(
        async context =>
        {
            var (pages, calls) = (Identity.Sessions.SessionToken.Parse(token)!.HashOf(Identity.Sessions.SessionWay.Pages), Identity.Sessions.SessionToken.Parse(token)!.HashOf(Identity.Sessions.SessionWay.Calls));
            if (await context.Sessions.SingleOrDefaultAsync(session => session.TokenHash == pages || session.TokenHash == calls) is not { } row)
                return false;

            change(row);
            return true;
        },
        default);

    internal Uri DoorOf(DemoPerson person) => Doors.Of(person.Class) == Door.Staff ? Staff : Core;

    internal string Pkcs12Of(DemoPerson person) => Path.Combine(Pki, "people", person.Name + ".p12");

    internal string Passphrase => File.ReadAllText(Path.Combine(Pki, "passphrase")).Trim();

    /// <summary>A case of the process of the tests, at its first task.</summary>
    internal async Task<Guid> StartCaseAsync(string key, params (string Name, Value Value)[] variables)
    {
        var id = Guid.CreateVersion7();
        Assert.Null(await Get<ProcessEngine>().StartAsync(id, "two-eyes", key, ContextValue.Of(variables), null, default));
        return id;
    }

    /// <summary>A draft of a retail contract with a customer; the same number again writes the draft anew.</summary>
    internal Task<string> ContractAsync(string customer, string? number = null) => ContractAsync(_node!.Services, customer, number);

    /// <summary>The same in other books.</summary>
    internal async Task<string> ContractAsync(IServiceProvider books, string customer, string? number)
    {
        var fresh = Interlocked.Increment(ref _contracts);
        var account = $"ACC-{fresh}";
        Assert.Empty((await books.GetRequiredService<CustomerBook>().ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\n{account},10kV,{customer},500,{TimeProvider.System.GetUtcNow():yyyy-MM}-01,yes,industry\n", "liu.yang", default)).Problems);
        number ??= $"R-2027-{fresh:D4}";
        var terms = new ContractTerms
        {
            MRid = number, Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"), Buyer = new("C-0001", "NCN", customer),
            ValidFrom = new(2027, 1, 1), ValidTo = new(2027, 1, 31), Quantity = Market.Quantities.Energy.FromMegawattHours(1000), Months = new Dictionary<Market.Time.BillingMonth, decimal> { [new(2027, 1)] = 1 },
            Accounts = [new(account, "10kV")], Currency = "CNY", Package = "IND-TOU", PackageVersion = 1, SettlementMethod = "monthly", Template = "retail-zh", TemplateVersion = 1,
            Clauses = ["notice"], Parameters = new Dictionary<string, string> { ["noticeDays"] = "30" },
        };
        Assert.Empty((await books.GetRequiredService<ContractBook>().DraftAsync(ContractJson.Write(terms), "liu.yang", default)).Problems);
        return number;
    }

    /// <summary>Address of the open task of a case at a node.</summary>
    internal async Task<string> TaskAsync(Guid instance, string node)
    {
        var row = await Get<IProcessStore>().FindInstanceAsync(instance, default);
        return $"/tasks/{instance:D}/{row!.State.Tokens.Values.Single(token => token.Node == node).Id}";
    }

    /// <summary>The newest code for a person's phone.</summary>
    internal string CodeFor(DemoPerson person)
    {
        return string.Concat(MessageFor(person).Where(char.IsAsciiDigit).Take(SmsCode.Digits));
    }

    /// <summary>The newest message to a person's phone.</summary>
    internal string MessageFor(DemoPerson person) => SmsOutbox.Read(PeopleOfNode.OutboxFile(_folder!)).Last(message => message.Phone == person.Phone).Text;

    public async Task InitializeAsync()
    {
        var time = TimeProvider.System;
        var configuration =
            $"""
            {StarterConfiguration.For(FolderKind.Development, StarterConfiguration.DevelopmentCode).TrimEnd()}
            {Listeners}
            portal:
              enabled: true
              staff:
                address: 127.0.0.1:0
              core:
                address: 127.0.0.1:0
                # A tool that shows certificates for the browser asks the machine's resolver, which may not know names below localhost.
                hostName: 127.0.0.1
              programs:
                address: 127.0.0.1:0
            observability:
              healthAddress: 127.0.0.1:0
              logLevel: error

            """;
        _folder = DataFolder.Create(Path.Combine(_root.FullName, "hub"), FolderKind.Development, configuration, time.GetUtcNow());
        var options = Options = HubConfiguration.Load(_folder.ConfigurationFile, new Dictionary<string, string>()).Options;
        DevelopmentPki.Ensure(_folder, [new PkiMember("hub", options.Hub.Code, Kind)], time);
        DevelopmentPki.EnsurePortal(_folder, options.Portal, time);
        await BeforeAsync();
        _node = await HubNode.StartAsync(new NodeSettings { Folder = _folder, Options = options }, CancellationToken.None);
        await DemoPeople.EnsureAsync(_folder, Get<AccountAdministration>(), time, CancellationToken.None);
        await AfterAsync();
    }

    /// <summary>What is there before the hub starts.</summary>
    private protected virtual Task BeforeAsync() => Task.CompletedTask;

    /// <summary>What is there before the tests begin: documents of every kind of outcome and a process with four eyes.</summary>
    private protected virtual async Task AfterAsync()
    {
        await ExchangeAsync(Options.Hub.Code, TimeProvider.System.GetUtcNow());
        Assert.Empty((await Get<ProcessEngine>().DeployAsync(await TwoEyesAsync(), "test", default)).Findings);
    }

    /// <summary>The process of the tests.</summary>
    internal static async Task<byte[]> TwoEyesAsync()
    {
        await using var definition = typeof(PortalSite).Assembly.GetManifestResourceStream("two-eyes.bpmn")!;
        using var octets = new MemoryStream();
        await definition.CopyToAsync(octets);
        return octets.ToArray();
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
            await _node.DisposeAsync();

        await EndAsync();
        _root.Delete(recursive: true);
    }

    /// <summary>What ends after the hub.</summary>
    private protected virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>Documents that come and go as files: accepted, broken, with a script in their text; and a bid of ours.</summary>
    private async Task ExchangeAsync(string ourCode, DateTimeOffset now)
    {
        var code = new CodedId("10X1001A1001A450", "A01");
        Assert.Empty(await _node!.Parties.SaveAsync(
            new Party
            {
                Id = new PartyId(Guid.CreateVersion7()), Name = Center, DisplayName = "Trading center", Code = code, Roles = [PartyRole.TradingCenter], Connection = PartyConnection.Files,
            },
            "test",
            default));
        Assert.Empty(await _node.Parties.SaveAsync(
            new Party
            {
                Id = new PartyId(Guid.CreateVersion7()), Name = Fetcher, DisplayName = "Grid operator", Code = new CodedId("10XES-REE------E", "A01"), Roles = [PartyRole.TradingCenter],
                Connection = PartyConnection.Client, TlsCertificates = [SignerBinding.ThumbprintOf(FetcherCertificate), new string('A', 64)],
            },
            "test",
            default));
        var party = _node.Parties.Current.FindByName(Center)!;
        var market = SettingOf(ourCode, code);
        var inbox = Get<FileInbox>();
        var day = market.Day(now, 1);
        await TakeAsync("accepted", SampleDocuments.Publication(market, "PRICES-1", 1, day, now));
        await TakeAsync("broken", Replace(SampleDocuments.Publication(market, "PRICES-2", 1, day, now), "<type>A44</type>", "<type>price list</type>"));
        await TakeAsync("script", Encoding.UTF8.GetBytes("<a><b title='\"><script>document.title=\"owned\"</script>'>&lt;script&gt;document.title=\"owned\"&lt;/script&gt;</b></a>"));
        Exchanges["bid"] = await SendBidAsync(Center, "BID-1");

        async Task TakeAsync(string name, byte[] document) => Exchanges[name] = (await inbox.ImportAsync(party, document, default)).Exchange.Id;
    }

    /// <summary>Prices of the trading center, newer than everything else.</summary>
    internal async Task PricesAsync(string mRid)
    {
        var (party, now) = (_node!.Parties.Current.FindByName(Center)!, TimeProvider.System.GetUtcNow());
        var market = SettingOf(Options.Hub.Code, party.Code);
        await Get<FileInbox>().ImportAsync(party, SampleDocuments.Publication(market, mRid, 1, market.Day(now, 1), now), default);
    }

    /// <summary>A bid of ours in the lane of a party.</summary>
    private async Task<Guid> SendBidAsync(string name, string mRid)
    {
        var (party, now) = (_node!.Parties.Current.FindByName(name)!, TimeProvider.System.GetUtcNow());
        var market = SettingOf(Options.Hub.Code, party.Code);
        var sent = await Get<IDocumentSender>().SendAsync(party, SampleDocuments.ReserveBid(market, mRid, 1, market.Day(now, 2), now), new SendOptions("test"), default);
        return Assert.IsType<SendResult.Queued>(sent).Exchange.Id;
    }

    /// <summary>A bid after a permanent fault.</summary>
    internal Task<Guid> QuarantinedBidAsync(string mRid) => RefusedBidAsync(mRid, new OutboundInput.NotDelivered("north", "certificate refused", Transient: false));

    /// <summary>A bid of which a partner said that it does not take it.</summary>
    internal async Task<Guid> RefusedBidAsync(string mRid, OutboundInput refused)
    {
        var id = await SendBidAsync(Fetcher, mRid);
        var decision = await Get<ISendingStore>().DecideAsync(RetailerId.Default, id, exchange => Get<OutboundDecider>().Decide(exchange, refused, TimeProvider.System.GetUtcNow()), default);
        Assert.Equal(OutboundState.Quarantined, decision!.Exchange!.State);
        return id;
    }

    private static MarketSetting SettingOf(string ourCode, CodedId center) => new(
        new PartyInRole(new CodedId(ourCode, "A01"), "A08"), new PartyInRole(center, "A11"), CenterFolder.Domain, DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);

    private static byte[] Replace(byte[] document, string what, string by) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document).Replace(what, by, StringComparison.Ordinal));
}

[CollectionDefinition(Name)]
public sealed class PortalCollection : ICollectionFixture<PortalSite>
{
    public const string Name = "Portal";
}
