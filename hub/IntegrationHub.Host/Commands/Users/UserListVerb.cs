using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Users;

/// <summary><c>ihub user list</c>: everybody who may sign in, and who may not any more.</summary>
internal sealed class UserListVerb : Verb
{
    public override string Path => "user list";

    public override string Description => "List persons with their classes and roles";

    public override bool IsDefaultOfGroup => true;

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var open = await OpenAccounts.OpenAsync(context, cancellationToken);
        var people = await open.Accounts.ListAsync(cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(people.Select(item => new
            {
                item.Account.Name, item.Account.DisplayName, Class = Words.Of(item.Account.Class), Roles = item.Account.Roles.Select(Words.Of), Leads = item.Account.Leads.Select(Words.Of), item.Account.PersonNumber, item.Account.OtherAccounts, item.Certificates, item.Account.CreatedAt, item.Account.DisabledAt,
            }));
        }

        var table = new TextTable("name", "person", "class", "roles", "leads", "human", "phone", "certificate", "since", "state");
        foreach (var (account, certificates, _) in people)
        {
            table.Row(
                account.Name,
                account.DisplayName,
                Words.Of(account.Class),
                string.Join(", ", account.Roles.Select(Words.Of)),
                account.Leads.Count == 0 ? "-" : string.Join(", ", account.Leads.Select(Words.Of)),
                account.PersonNumber ?? "-",
                account.PhoneHint,
                certificates > 0 ? "bound" : "-",
                Words.Instant(account.CreatedAt),
                account.IsDisabled ? "off" : "on");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
