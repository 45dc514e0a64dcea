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

    public override string Path => "archive adopt";

    public override string Description => "Make the archive's place outside this store's after a restore; never where another hub uses it";

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var reason = Reason(context);
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var (place, now) = (store.Database.Options.OutsideArchive?.Place ?? "", context.Time.GetUtcNow());
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
