using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary><c>ihub party list</c>: every market member the hub knows.</summary>
internal sealed class PartyListVerb : Verb
{
    public override string Path => "party list";

    public override string Description => "List the parties";

    public override bool IsDefaultOfGroup => true;

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var parties = store.Parties.Current.Parties.OrderBy(party => party.Name, StringComparer.Ordinal).Select(PartyFile.Of).ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(parties);
            return ExitCode.Ok;
        }

        if (parties.Count == 0)
        {
            context.Answer.Line("No party is registered; `ihub party add` registers one.");
            return ExitCode.Ok;
        }

        var table = new TextTable("party", "name for people", "code", "roles", "connection", "endpoints", "acknowledgement", "pulled every", "");
        foreach (var party in parties)
        {
            table.Row(
                party.Name,
                party.DisplayName,
                party.CodingScheme is "A01" ? party.Code : $"{party.Code} ({party.CodingScheme})",
                string.Join(", ", party.Roles!),
                party.Connection,
                party.Endpoints!.Count == 0 ? "-" : $"{party.Endpoints.Count}",
                party.AcknowledgementVersion,
                party.PullEverySeconds == 0 ? "-" : $"{party.PullEverySeconds} s",
                party.Enabled ? "" : "switched off");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
