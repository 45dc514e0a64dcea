using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Services;

namespace IntegrationHub.Host.Commands.Users;

/// <summary>The accounts of a data folder, for verbs; beside a running hub or alone.</summary>
internal sealed class OpenAccounts : IAsyncDisposable
{
    private readonly OpenStore _store;
    private readonly NodeTrust _trust;

    private OpenAccounts(OpenStore store, NodeTrust trust, AccountAdministration accounts, ServiceAccountBook services, BreakGlassDesk breakGlass, string actor)
    {
        (_store, _trust, Accounts, Services, BreakGlass, Actor) = (store, trust, accounts, services, breakGlass, actor);
    }

    public AccountAdministration Accounts { get; }

    public ServiceAccountBook Services { get; }

    public BreakGlassDesk BreakGlass { get; }

    /// <summary>Who is at the command line.</summary>
    public string Actor { get; }

    public static async Task<OpenAccounts> OpenAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var authorities = PeopleOfNode.Authorities(folder, options.Portal, options.Pki, context.Time);
        var trust = NodeTrust.Load(folder, options.Trust, context.Time);
        try
        {
            var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
            var cipher = store.PortOrNull<IValueCipher>();
            var sms = SmsOfNode.Sender(folder, options.Portal, context.Time);
            var accounts = PeopleOfNode.Administration(store.Database, cipher, authorities, trust.Revocation, sms, SmsOfNode.Breached(folder, options.Portal), context.Time);
            var services = PeopleOfNode.Services(store.Database, cipher, authorities, trust.Revocation, context.Time);
            var breakGlass = PeopleOfNode.BreakGlass(store.Database, cipher, sms, context.Time);
            return new OpenAccounts(store, trust, accounts, services, breakGlass, "operator:" + Words.Operator(context.Surroundings));
        }
        catch
        {
            trust.Dispose();
            throw;
        }
    }

    /// <summary>Refuses with the first reason, and warns with the others.</summary>
    public static void Must(CommandContext context, IReadOnlyList<Rejection> refused)
    {
        if (refused.Count == 0)
        {
            return;
        }

        foreach (var reason in refused.Skip(1))
        {
            context.Answer.Warn($"{reason.Text} [{reason.Code}] {reason.Remedy}");
        }

        throw new RefusedException(refused[0].Code, refused[0].Text, refused[0].Remedy);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _trust.Dispose();
    }
}
