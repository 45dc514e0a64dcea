using IntegrationHub.Customers.Hosting;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Shelves;

/// <summary>What everybody reads today: packages that cannot be had any more are gone, and nobody has to take them off. Thread-safe.</summary>
internal sealed class PublicReader(ShelfReader shelves, CustomersSettings settings, TimeProvider time)
{
    /// <summary>All texts, the newest day first.</summary>
    public Task<IReadOnlyList<Article>> ListAsync(CancellationToken cancellationToken)
    {
        var today = settings.TodayAt(time);
        return shelves.PublicAsync(shelf => (IReadOnlyList<Article>)[.. shelf.Articles.Where(article => !article.IsOverOn(today))], cancellationToken);
    }

    /// <summary>A text with the packages of it that can be had; null where there is none.</summary>
    public async Task<Article?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var today = settings.TodayAt(time);
        return await shelves.PublicAsync(shelf => shelf.FindArticle(key), cancellationToken) is { } article && !article.IsOverOn(today)
            ? article with { Packages = article.Packages is { } packages ? [.. packages.Where(package => !package.IsOverOn(today))] : null }
            : null;
    }
}
