using System.CommandLine;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.Archive;

/// <summary><c>ihub archive adopt</c>: the place outside becomes this store's, which removes from it again what is due.</summary>
internal sealed class ArchiveAdoptVerb : ArchiveHoldActVerb
{
    public const string NotOurs =
        "the place outside is not marked as this store's, and nothing is removed there: the store was restored, or another hub uses the place. Where no other does, `ihub archive adopt --reason …` makes it this store's";

    private readonly Option<bool> _neverRestored = new("--never-restored") { Description = "This store was never set back, and the place holds nothing that another one needs: what no row names is removed" };

    public override string Path => "archive adopt";

    public override string Description => "Make the archive's place outside this store's after a restore; never where another hub uses it";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_neverRestored);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var reason = Reason(context);
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var (place, now) = (store.Database.Options.OutsideArchive?.Place ?? "", context.Time.GetUtcNow());
        if (!context.Get(_neverRestored)
            && await store.Port<IArchiveKeeper>().ReadPlaceOwnerAsync(RetailerId.Default, now, cancellationToken) == PlaceOwner.AnotherStore
            && !await ArchiveEvents.AdoptionIsExplainedAsync(store.Exchanges, cancellationToken))
        {
            throw new RefusedException(
                "ARCHIVE_RESTORE_UNKNOWN",
                $"{place} is marked as another store's, and this store's ledger does not say that it was set back since it last owned a place: bytes of the lost time would be removed as nobody's",
                "Where its server, volume or machine was restored, run `ihub ledger restored --saved TIME --reason …` first. Where it never was, and no other hub needs the place, use --never-restored.");
        }

        var happened = ArchiveEvents.OfAdoption(new HubIds().Next(now), now, place, Words.Operator(context.Surroundings), reason);
        if (!await store.Port<IArchiveKeeper>().AdoptPlaceAsync(RetailerId.Default, happened, now, cancellationToken))
        {
            throw new RefusedException("ARCHIVE_NOT_OUTSIDE", "archived bytes lie in the database", "There is no place to adopt; archive.place names one.");
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { place, adopted = now });
        }

        context.Answer.Line($"{place} is this store's");
        return ExitCode.Ok;
    }
}
