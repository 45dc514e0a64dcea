using System.CommandLine;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Exchanges;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Archive;

/// <summary><c>ihub archive hold list</c>: what is kept from being removed, by whom and why.</summary>
internal sealed class ArchiveHoldListVerb : Verb
{
    private readonly Option<bool> _all = new("--all") { Description = "Also those that were lifted" };

    public override string Path => "archive hold list";

    public override string Description => "List legal holds";

    public override void Define(Command command) => command.Add(_all);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var holds = await store.Port<IArchiveKeeper>().ReadHoldsAsync(RetailerId.Default, context.Get(_all), cancellationToken);
        var directory = store.Parties.Current;
        if (context.Answer.IsJson)
        {
            context.Answer.Json(holds.Select(hold => new
            {
                hold.Id, hold.Exchange, party = hold.Party is { } party ? directory.Find(party)?.Name ?? party.ToString() : null,
                hold.Reason, hold.SetBy, hold.SetAt, hold.Lifted,
            }));
            return ExitCode.Ok;
        }

        if (holds.Count == 0)
        {
            context.Answer.Line("Nothing is on hold.");
            return ExitCode.Ok;
        }

        var table = new TextTable("hold", "covers", "set", "by", "reason", "lifted");
        foreach (var hold in holds)
        {
            var covers = hold.Exchange is { } exchange ? $"exchange {exchange}" : hold.Party is { } party ? directory.Find(party)?.Name ?? party.ToString() : "everything";
            table.Row(
                hold.Id.ToString(), covers, Words.Instant(hold.SetAt), hold.SetBy, hold.Reason,
                hold.Lifted is { } lift ? $"{Words.Instant(lift.At)} by {lift.By}: {lift.Reason}" : "-");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary>Setting and lifting: both need a reason, and both are entries of the ledger.</summary>
internal abstract class ArchiveHoldActVerb : Verb
{
    private readonly Option<string> _reason = new("--reason") { Description = "Why, in words; it stays in the ledger", HelpName = "TEXT", Required = true };

    public override void Define(Command command) => command.Add(_reason);

    protected string Reason(CommandContext context) => context.Get(_reason)!.Trim() is { Length: > 0 and <= LegalHold.LongestReason } reason
        ? reason
        : throw new WrongUseException($"--reason has 1 to {LegalHold.LongestReason} characters");
}

/// <summary><c>ihub archive hold set</c>: from now on nothing that it covers is removed.</summary>
internal sealed class ArchiveHoldSetVerb : ArchiveHoldActVerb
{
    private readonly Option<string?> _exchange = new("--exchange") { Description = "Cover this exchange", HelpName = "ID" };
    private readonly Option<string?> _party = new("--party") { Description = "Cover every exchange with this party", HelpName = "PARTY" };
    private readonly Option<bool> _everything = new("--everything") { Description = "Cover the whole archive" };

    public override string Path => "archive hold set";

    public override string Description => "Keep archived bytes from being removed (legal hold)";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_exchange);
        command.Add(_party);
        command.Add(_everything);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if ((context.Has(_exchange) ? 1 : 0) + (context.Has(_party) ? 1 : 0) + (context.Get(_everything) ? 1 : 0) != 1)
        {
            throw new WrongUseException("say what is covered: --exchange ID, --party PARTY or --everything");
        }

        var reason = Reason(context);
        var exchange = context.Get(_exchange) is { } id ? ExchangeId.Parse(id) : (Guid?)null;
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        if (exchange is { } one)
        {
            await ExchangeId.FindAsync(store.Exchanges, one, cancellationToken);
        }

        var (ids, now) = (new HubIds(), context.Time.GetUtcNow());
        var hold = new LegalHold(
            ids.Next(now), RetailerId.Default, exchange, context.Get(_party) is { } name ? store.Parties.Current.Named(name).Id : null, reason,
            Words.Operator(context.Surroundings), now);
        await store.Port<IArchiveKeeper>().SetHoldAsync(hold, ArchiveEvents.OfHold(ids.Next(now), hold), cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { hold = hold.Id });
        }

        context.Answer.Line($"{hold.Id} holds; `ihub archive hold lift {hold.Id} --reason …` ends it");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub archive hold lift</c>: what it covered is removed when it is due.</summary>
internal sealed class ArchiveHoldLiftVerb : ArchiveHoldActVerb
{
    private readonly Argument<string> _id = new("id") { Description = "Id of the hold, as `ihub archive hold list` shows it" };

    public override string Path => "archive hold lift";

    public override string Description => "Lift a legal hold";

    public override void Define(Command command)
    {
        command.Add(_id);
        base.Define(command);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var id = Guid.TryParse(context.Get(_id), out var parsed) ? parsed : throw new WrongUseException("the id is one of `ihub archive hold list`");
        var reason = Reason(context);
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var keeper = store.Port<IArchiveKeeper>();
        var hold = (await keeper.ReadHoldsAsync(RetailerId.Default, alsoLifted: false, cancellationToken)).FirstOrDefault(one => one.Id == id) ?? throw Unknown(id);
        var now = context.Time.GetUtcNow();
        var lift = new HoldLift(Words.Operator(context.Surroundings), now, reason);
        if (!await keeper.LiftHoldAsync(RetailerId.Default, id, lift, ArchiveEvents.OfLift(new HubIds().Next(now), hold, lift), cancellationToken))
        {
            throw Unknown(id);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { hold = id, lifted = now });
        }

        context.Answer.Line($"{id} is lifted");
        return ExitCode.Ok;
    }

    private static RefusedException Unknown(Guid id) => new("HOLD_UNKNOWN", $"no hold {id} is in force", "`ihub archive hold list --all` shows all.");
}
