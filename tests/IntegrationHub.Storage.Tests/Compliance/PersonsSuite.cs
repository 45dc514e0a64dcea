using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>Persons on a provider's store, for the suites about them. Each test has persons and addresses of its own.</summary>
public abstract class PersonsSuite : IDisposable
{
    private protected const string Password = "orchard lantern tide";

    private static int _persons;

    private protected readonly ShiftedTime _time = new();
    private protected readonly Phones _phones = new();
    private protected readonly People _people = new();
    private readonly Lazy<ServiceProvider> _services;

    protected PersonsSuite() => _services = new(() => new ServiceCollection()
        .AddSingleton<TimeProvider>(_time).AddSingleton<IIdSource, SampleIds>().AddSingleton(new PasswordHashing(rounds: 1_000))
        .AddIntegrationHubStorage(Store).AddIdentity(_people.Authorities, revocation: null, SessionPolicies.Default, _phones).BuildServiceProvider());

    protected abstract HubStore Store { get; }

    private protected AccountAdministration Administration => Get<AccountAdministration>();

    private protected PasswordStep Passwords => Get<PasswordStep>();

    private protected CodeStep Codes => Get<CodeStep>();

    private protected SessionService Sessions => Get<SessionService>();

    public void Dispose()
    {
        if (_services.IsValueCreated)
            _services.Value.Dispose();

        _people.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected T Get<T>()
        where T : notnull => _services.Value.GetRequiredService<T>();

    private protected static string NewName() => $"p-{Guid.NewGuid():N}"[..20];

    /// <summary>An address that nobody else has, because tries are counted by it.</summary>
    private protected static Visitor NewVisitor() => new(Door.Staff, $"test/{Interlocked.Increment(ref _persons)}/{Guid.NewGuid():N}", "browser", Certificate: null);

    private protected Task<IReadOnlyList<Rejection>> AddAsync(string name, UserClass userClass, string phone) => Administration.AddAsync(
        new NewAccount(name, userClass, [userClass == UserClass.Staff ? Role.Staff : Role.Bidder], "东方 É", phone, Password), "test", default);

    /// <summary>A number that nobody else has, because codes are counted by it.</summary>
    private protected static string NewNumber() => $"+86138{Interlocked.Increment(ref _persons):D8}";

    private protected async Task<string> StaffAsync() => await NewAsync(UserClass.Staff);

    private protected async Task<string> CoreAsync() => await NewAsync(UserClass.Core);

    private async Task<string> NewAsync(UserClass userClass)
    {
        var name = NewName();
        Assert.Empty(await AddAsync(name, userClass, NewNumber()));
        return name;
    }

    private protected async Task<(Visitor Visitor, SessionToken Token)> SignInAsync(string name)
    {
        var visitor = NewVisitor();
        var first = await Passwords.TryAsync(visitor, name, Password, default);
        Assert.Equal(PasswordStatus.CodeSent, first.Status);
        var second = await Codes.TryAsync(visitor, first.Token!, _phones.LastCode(), default);
        Assert.Equal(CodeStatus.Complete, second.Status);
        return (visitor, second.Token!);
    }

    private protected async Task<ListedAccount> ListedAsync(string name) => Assert.Single(await Administration.ListAsync(default), listed => listed.Account.Name == name);

    private protected async Task<IReadOnlyList<ExchangeEvent>> ToldAsync(string kind, string actor) =>
        [.. (await Get<IExchangeReader>().RecentEventsAsync(Samples.Retailer, kind, 1_000, default)).Where(item => item.Actor == actor)];
}
