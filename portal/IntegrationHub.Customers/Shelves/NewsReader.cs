using IntegrationHub.Customers.Hosting;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Shelves;

/// <summary>What is new for a person.</summary>
/// <param name="Notices">The newest first.</param>
/// <param name="Titles">Titles of the texts that are among it, by key.</param>
/// <param name="WantsReminders">Whether the person wants to see reminders.</param>
internal sealed record OwnNews(IReadOnlyList<CustomerNotice> Notices, IReadOnlyDictionary<string, string> Titles, bool WantsReminders);

/// <summary>Reads it. Thread-safe.</summary>
internal sealed class NewsReader(ShelfReader shelves, CustomersSettings settings, TimeProvider time)
{
    public async Task<OwnNews> ReadAsync(CustomerLogin login, CancellationToken cancellationToken)
    {
        var today = settings.TodayAt(time);
        var (notices, wanted) = await shelves.OfAsync(CustomerLogin.SubjectOf(login.Name), static shelf => (shelf.Notices, shelf.Subscriptions), cancellationToken);
        // Of what was taken off the pages, or is about packages that are all over, nothing is said any more.
        var titles = await shelves.PublicAsync(
            shelf => notices.Where(static notice => notice.Topic == SubscriptionTopic.Announcement).Select(notice => shelf.FindArticle(notice.Thing)).OfType<Article>().Where(article => !article.IsOverOn(today)).DistinctBy(static article => article.Key)
                .ToDictionary(static article => article.Key, static article => article.Title, StringComparer.Ordinal), cancellationToken);
        return new([.. notices.Where(notice => notice.Topic != SubscriptionTopic.Announcement || titles.ContainsKey(notice.Thing))], titles, wanted.Of(SubscriptionTopic.Deviation).Page);
    }
}
