using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.CustomerSide;

/// <summary>What everybody may read on the customers' pages. One person writes it and another releases it; what is confidential is refused at both steps. Thread-safe.</summary>
/// <param name="records">Where articles lie.</param>
/// <param name="confidential">What must not stand in them.</param>
/// <param name="crossings">How they get to the customers' side.</param>
/// <param name="retailer">Whose articles.</param>
/// <param name="time">The clock.</param>
/// <param name="persons">Which accounts are one person's.</param>
/// <param name="packages">What may be named.</param>
/// <param name="zone">The market's, whose day a package has its last one on.</param>
public sealed class ArticleBook(IBusinessRecords records, ConfidentialThings confidential, ICompanyCrossings crossings, RetailerId retailer, TimeProvider time, IPersonAccounts persons, PackageBook packages, DateTimeZone zone)
{
    public const string FourEyes = "ARTICLE_FOUR_EYES";
    public const string NoDraft = "ARTICLE_NO_DRAFT";

    /// <summary>The draft is not any more what was read.</summary>
    public const string Changed = "ARTICLE_CHANGED";

    /// <summary>Writes a draft: the first of its key, the next version, or a draft anew. Whoever wrote last is its author.</summary>
    /// <param name="draft">What it says; its version is given here.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="about">Packages that it is about, as <c>CODE</c> or <c>CODE/VERSION</c>: their prices are written into it as the books have them now.</param>
    public async Task<Checked<StoredArticle>> DraftAsync(Article draft, string actor, CancellationToken cancellationToken, IReadOnlyList<string>? about = null)
    {
        var named = await WithPackagesAsync(draft, about ?? [], cancellationToken).ConfigureAwait(false);
        if (named.Value is not { } whole || named.Problems.Count > 0)
            return Checked.Bad<StoredArticle>(named.Problems);

        draft = whole;
        var newest = await records.FindAsync(RecordKind.Article, draft.Key, null, cancellationToken).ConfigureAwait(false);
        var again = newest is { State: StoredArticle.Draft };
        var stored = new StoredArticle(draft with { Version = newest is null ? 1 : again ? newest.Version : newest.Version + 1, Withdrawn = false }, actor);
        var problems = await CheckAsync(stored.Article, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
            return Checked.Bad<StoredArticle>(problems);

        return await records.SaveAsync([stored.ToRecord(StoredArticle.Draft, again ? newest!.Revision : 0)], [stored.Fact("drafted")], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? Checked.Good(stored)
            : RetailProblems.SomebodyElse.Bad<StoredArticle>();
    }

    /// <summary>Releases the draft of a key, which somebody else wrote, and publishes it. The books may have changed since it was written: it is checked again.</summary>
    /// <param name="key">Of the article.</param>
    /// <param name="actor">Who releases.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="read">Digest of the draft that was read (<see cref="StoredArticle.Digest"/>); null releases the draft as it is.</param>
    public async Task<Checked<StoredArticle>> ReleaseAsync(string key, string actor, CancellationToken cancellationToken, string? read = null)
    {
        if (await records.FindAsync(RecordKind.Article, key, null, cancellationToken).ConfigureAwait(false) is not { } record)
            return RetailProblems.NotThere($"article {key}", "See `ihub publish list`.").Bad<StoredArticle>();

        var stored = StoredArticle.Of(record);
        if (record.State != StoredArticle.Draft)
            return new Problem(NoDraft, $"The newest version of {key} is {record.State}.", "key", "Write a draft first.").Bad<StoredArticle>();

        List<Problem> problems =
        [
            .. await CheckAsync(stored.Article, cancellationToken).ConfigureAwait(false),
            .. (stored.Article.Packages ?? []).Where(package => package.IsOverOn(Today)).Select(static package => OverOf(string.Create(CultureInfo.InvariantCulture, $"{package.Code}/{package.Version}"))),
        ];
        if (read is not null && read != stored.Digest())
            problems.Add(new(Changed, $"The draft of {key} was written anew since it was read.", "digest", "Read it again."));

        if ((await persons.NamesOfAsync(actor, cancellationToken).ConfigureAwait(false)).Contains(stored.Author))
            problems.Add(new(FourEyes, $"{actor} wrote it.", "actor", "Have somebody else read and release it."));

        return problems.Count > 0 ? Checked.Bad<StoredArticle>(problems) : await SaveAndPublishAsync(stored with { ReleasedBy = actor }, record.Revision, "released", actor, cancellationToken).ConfigureAwait(false);
    }

    private const string Gone = "–";

    private LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date;

    private static Problem OverOf(string package) => new(ProblemCodes.ArticlePackage, $"The last day of {package} is over.", "packages", "Leave it away, or name a version that can be had.");

    /// <summary>Takes an article off the pages. One person is enough for that.</summary>
    public async Task<Checked<StoredArticle>> WithdrawAsync(string key, string actor, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(RecordKind.Article, key, null, cancellationToken).ConfigureAwait(false) is not { } record)
            return RetailProblems.NotThere($"article {key}", "See `ihub publish list`.").Bad<StoredArticle>();

        // A draft above a published version is given up with it.
        var (stored, isDraft) = (StoredArticle.Of(record), record.State == StoredArticle.Draft);
        if (stored.Article.Withdrawn)
            return Checked.Good(stored);

        var withdrawn = stored with { Article = stored.Article with { Version = isDraft ? record.Version : record.Version + 1, Withdrawn = true }, ReleasedBy = actor };
        return await SaveAndPublishAsync(withdrawn, isDraft ? record.Revision : 0, "withdrawn", actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A version of an article, the newest where none is named; null where there is none.</summary>
    public async Task<ListedArticle?> FindAsync(string key, int? version, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Article, key, version, cancellationToken).ConfigureAwait(false) is { } record ? new ListedArticle(StoredArticle.Of(record), record.State) : null;

    /// <summary>The newest version of every article, by key.</summary>
    public async Task<IReadOnlyList<ListedArticle>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await records.ListAsync(new(RecordKind.Article) { Most = 100_000 }, cancellationToken).ConfigureAwait(false))
            .GroupBy(static record => record.Key, StringComparer.Ordinal).Select(static versions => versions.Last()).Select(static record => new ListedArticle(StoredArticle.Of(record), record.State)),
    ];

    /// <summary>Hands in what is released and not known to be handed in: whoever released it was killed in between. The same version has the same id.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        foreach (var record in await records.ListAsync(new(RecordKind.Article) { State = StoredArticle.Released }, cancellationToken).ConfigureAwait(false))
        {
            var stored = StoredArticle.Of(record);
            // What is taken off the pages may be a draft that nobody released: that it is gone crosses, and nothing that it said.
            var shown = stored.Article.Withdrawn ? stored.Article with { Title = Gone, Text = Gone } : stored.Article;
            var item = new CrossingItem(
                NameId.Of(CrossingKinds.Article, stored.Article.Key, $"{stored.Article.Version}"), null, CrossingKinds.Article, CrossingKinds.Version, MarketJson.Write(shown), time.GetUtcNow());
            await crossings.HandInAsync(retailer, item, stored.ReleasedBy!, $"Article {stored.Article.Key}", cancellationToken).ConfigureAwait(false);

            // Where somebody else was faster it is handed in, too.
            await records.SaveAsync([record with { State = StoredArticle.Published }], [], stored.ReleasedBy!, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Checked<StoredArticle>> SaveAndPublishAsync(StoredArticle article, long revision, string fact, string actor, CancellationToken cancellationToken)
    {
        if (await records.SaveAsync([article.ToRecord(StoredArticle.Released, revision)], [article.Fact(fact)], actor, cancellationToken).ConfigureAwait(false) != RecordResult.Saved)
            return RetailProblems.SomebodyElse.Bad<StoredArticle>();

        await DeliverAsync(cancellationToken).ConfigureAwait(false);
        return Checked.Good(article);
    }

    /// <summary>The article with the packages that it names, as everybody may read them; or those that there are not, or that cannot be had any more.</summary>
    private async Task<Checked<Article>> WithPackagesAsync(Article article, IReadOnlyList<string> about, CancellationToken cancellationToken)
    {
        if (about.Count == 0)
            return Checked.Good(article);

        var problems = new List<Problem>();
        if (article.Kind != ArticleKind.Package || about.Count > PublicPackage.Most)
            problems.Add(new(ProblemCodes.ArticleField, $"{about.Count} packages stand in a text of the kind {article.Kind}.", "packages", $"Name at most {PublicPackage.Most}, in a text about packages."));

        var found = new List<PublicPackage>();
        foreach (var name in about)
        {
            var slash = name.LastIndexOf('/');
            var (code, version) = slash > 0 && int.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (name[..slash], (int?)number) : (name, null);
            if (await packages.FindAsync(code, version, cancellationToken).ConfigureAwait(false) is not { } package)
                problems.Add(new(ProblemCodes.ArticlePackage, $"There is no package {name}.", "packages", "Write it as the list of packages shows it."));
            else if (PublicPackage.Of(package) is var shown && shown.IsOverOn(Today))
                problems.Add(OverOf(name));
            else
                found.Add(shown);
        }

        return problems.Count > 0 ? Checked.Bad<Article>(problems) : Checked.Good(article with { Packages = found });
    }

    /// <summary>Everything that keeps an article from being written: the packages that it names, its fields, and what is confidential in it. Nothing is kept.</summary>
    /// <param name="draft">What it says.</param>
    /// <param name="about">Packages that it is about, as <c>CODE</c> or <c>CODE/VERSION</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Problem>> CheckAsync(Article draft, IReadOnlyList<string> about, CancellationToken cancellationToken)
    {
        var named = await WithPackagesAsync(draft, about, cancellationToken).ConfigureAwait(false);
        return named.Value is { } whole && named.Problems.Count == 0 ? await CheckAsync(whole, cancellationToken).ConfigureAwait(false) : named.Problems;
    }

    /// <summary>Everything that keeps an article from being written or released: its fields, and what is confidential in it.</summary>
    private async Task<IReadOnlyList<Problem>> CheckAsync(Article article, CancellationToken cancellationToken)
    {
        var known = await confidential.ReadAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. ArticleRules.Check(article), .. ConfidentialityCheck.Check("title", article.Title, known), .. ConfidentialityCheck.Check("text", article.Text, known),
            .. (article.Packages ?? []).SelectMany(package => ConfidentialityCheck.Check($"package {package.Code}", package.Words(), known)),
        ];
    }
}
