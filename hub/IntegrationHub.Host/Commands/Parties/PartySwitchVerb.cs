using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;

namespace IntegrationHub.Host.Commands.Parties;

/// <summary>Switches a party on or off; nothing of it is lost either way.</summary>
internal abstract class PartySwitchVerb(bool enabled) : Verb
{
    private readonly Argument<string> _name = new("name") { Description = "Name of the party" };

    public override void Define(Command command) => command.Add(_name);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var party = store.Parties.Current.Named(context.Get(_name)!);
        var changed = party.Enabled != enabled;
        if (changed)
        {
            var refused = await store.Parties.SaveAsync(party with { Enabled = enabled }, Words.Operator(context.Surroundings), cancellationToken);
            if (refused.Count > 0)
            {
                throw new RefusedException(refused[0].Code, refused[0].Text.TrimEnd('.'), refused[0].Remedy);
            }
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { party.Name, enabled, changed });
        }

        context.Answer.Line($"{party.Name} {(changed ? "is now" : "was")} switched {(enabled ? "on" : "off")}{(changed ? "" : " already")}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub party enable</c>: its lane works and its requests are answered.</summary>
internal sealed class PartyEnableVerb() : PartySwitchVerb(enabled: true)
{
    public override string Path => "party enable";

    public override string Description => "Switch a party on";
}

/// <summary><c>ihub party disable</c>: it is answered 403, and what is queued for it rests.</summary>
internal sealed class PartyDisableVerb() : PartySwitchVerb(enabled: false)
{
    public override string Path => "party disable";

    public override string Description => "Switch a party off: its requests are refused, its lane rests";
}
