using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Tests;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Keys;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Identity.Tests.Support;

/// <summary>An embedded store, an authority for client certificates, a phone, and a clock that moves when told.</summary>
public sealed partial class IdentitySite : IAsyncLifetime
{
    public const string Password = "orchard lantern tide";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-id-");
    private readonly InMemoryKeys _keys = new();
    private HubStore? _store;
    private ServiceProvider? _services;
    private DevelopmentAuthority? _authority;
    private int _people;

    internal ManualTime Time { get; } = new();

    internal Phone Sms { get; } = new();

    internal Revocations Revoked { get; } = new();

    internal DevelopmentAuthority Authority => _authority!;

    internal T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    internal PasswordStep Passwords => Get<PasswordStep>();

    internal CodeStep Codes => Get<CodeStep>();

    internal SessionService Sessions => Get<SessionService>();

    internal AccountAdministration Administration => Get<AccountAdministration>();

    public async Task InitializeAsync()
    {
        _authority = DevelopmentAuthority.Create(Path.Combine(_root.FullName, "pki"), Time);
        _store = await new EmbeddedProvider().OpenAsync(new StorageOptions { DataFolder = _root.FullName, Keys = _keys }, null, CancellationToken.None);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IIdSource, Ids>()
            .AddSingleton(new PasswordHashing(rounds: 1000))
            .AddIntegrationHubStorage(_store)
            .AddIdentity(new TrustAnchors([_authority.Certificate]), Revoked, SessionPolicies.Default, Sms)
            .BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _store!.DisposeAsync();
        _keys.Dispose();
        _authority!.Dispose();
        _root.Delete(recursive: true);
    }

    /// <summary>A person of a test's own, with a phone and an address of its own; of core users and auditors with a bound certificate.</summary>
    internal async Task<Person> PersonAsync(UserClass userClass = UserClass.Staff, params Role[] roles)
    {
        var number = Interlocked.Increment(ref _people);
        var name = $"person-{number}";
        var given = roles.Length > 0 ? roles : [userClass switch { UserClass.Staff => Role.Staff, UserClass.Core => Role.Bidder, _ => Role.Auditor }];
        var phone = $"+8613800{number:D6}";
        Assert.Empty(await Administration.AddAsync(new NewAccount(name, userClass, given, "Zhang San", phone, Password), "test", default));
        var person = new Person(name, phone, userClass, $"192.0.2.{number}");
        if (userClass == UserClass.Staff)
            return person;

        var certificate = Issue(name);
        Assert.Empty(await Administration.BindCertificateAsync(name, certificate, "test", default));
        return person with { Certificate = certificate };
    }

    /// <summary>A client certificate of the authority.</summary>
    internal X509Certificate2 Issue(string name)
    {
        var location = Authority.Issue(new CertificateOrder($"people/{name}-{Guid.NewGuid():N}", name, null, KeyKind.EcdsaP256, CertificatePurposes.Tls));
        return new KeyStore(Time).Load(location).Value.Certificate;
    }

    /// <summary>All factors, one after the other.</summary>
    internal async Task<SessionToken> SignInAsync(Person person)
    {
        var first = await Passwords.TryAsync(person.Visitor, person.Name, Password, default);
        Assert.Equal(PasswordStatus.CodeSent, first.Status);
        var second = await Codes.TryAsync(person.Visitor, first.Token!, Sms.CodeFor(person), default);
        Assert.Equal(CodeStatus.Complete, second.Status);
        return second.Token!;
    }

    internal async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(string kind, Person person) =>
        [.. (await Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 1000, default)).Where(item => item.Actor == "user:" + person.Name)];

    internal sealed record Person(string Name, string Phone, UserClass Class, string Address)
    {
        public X509Certificate2? Certificate { get; init; }

        public Visitor Visitor => new(Doors.Of(Class), Address, "browser", Certificate);
    }

    /// <summary>Keeps what was sent; refuses while it is broken.</summary>
    internal sealed partial class Phone : ISmsSender
    {
        private readonly List<(string Phone, string Text)> _messages = [];

        public bool IsBroken { get; set; }

        /// <summary>What it refuses while it is broken may have left all the same.</summary>
        public bool IsUnclear { get; set; }

        public Task SendAsync(string phone, string text, CancellationToken cancellationToken)
        {
            if (IsBroken)
                throw new SmsException("The gateway is down.") { MayHaveLeft = IsUnclear };

            lock (_messages)
                _messages.Add((phone, text));

            return Task.CompletedTask;
        }

        public string CodeFor(Person person) => Code().Match(TextsTo(person)[^1]).Value;

        public IReadOnlyList<string> TextsTo(Person person)
        {
            lock (_messages)
                return [.. _messages.Where(message => message.Phone == person.Phone).Select(message => message.Text)];
        }

        [GeneratedRegex("[0-9]{6}", RegexOptions.CultureInvariant, 1000)]
        private static partial Regex Code();
    }

    internal sealed class Revocations : ICertificateRevocation
    {
        public HashSet<string> Thumbprints { get; } = [];

        public RevokedEntry? RevocationOf(X509Certificate2 certificate) =>
            Thumbprints.Contains(certificate.Thumbprint) ? new RevokedEntry(DateTimeOffset.UnixEpoch, null) : null;
    }

    private sealed class Ids : IIdSource
    {
        public Guid Next(DateTimeOffset now) => Guid.CreateVersion7(now);
    }
}

[CollectionDefinition(Name)]
public sealed class IdentityCollection : ICollectionFixture<IdentitySite>
{
    public const string Name = "Identity";
}
