using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Users;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.ServiceAccounts;

/// <summary><c>ihub service-account list</c>: which programs may come in, and with which tokens.</summary>
internal sealed class ServiceAccountListVerb : Verb
{
    public override string Path => "service-account list";

    public override string Description => "List programs that call the API, with their scopes and tokens";

    public override bool IsDefaultOfGroup => true;

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        var accounts = await open.Services.ListAsync(cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(accounts.Select(static account => new
            {
                account.Name, account.Purpose, State = Words.Of(account.State), Scopes = account.Scopes.Select(Words.Of), account.PerMinute, account.ProposedBy, account.ApprovedBy, account.Tokens,
            }));
        }

        var now = context.Time.GetUtcNow();
        var table = new TextTable("name", "state", "scopes", "proposed by", "agreed by", "token", "until", "last used", "bound");
        foreach (var account in accounts)
        {
            var good = account.Tokens.Where(token => token.HoldsAt(now)).ToList();
            var said = good.Count == 0 ? [("-", "-", "-", "-")] : good.Select(static token => (token.Prefix + "…", Words.Instant(token.ExpiresAt), Words.Instant(token.LastUsedAt), token.Thumbprint is null ? "-" : "certificate"));
            foreach (var (prefix, until, used, bound) in said)
            {
                table.Row(account.Name, Words.Of(account.State), string.Join(", ", account.Scopes.Select(Words.Of)), account.ProposedBy, account.ApprovedBy ?? "-", prefix, until, used, bound);
            }
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
