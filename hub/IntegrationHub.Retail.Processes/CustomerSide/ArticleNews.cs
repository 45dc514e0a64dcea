using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>Tells persons of what was published for everybody. Thread-safe.</summary>
public sealed class ArticleNews(IBusinessRecords records, CustomerNoticeBook notices, TimeProvider time)
{
    /// <summary>What was published longer ago is no news, also where nobody looked meanwhile.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(7);

    /// <summary>Tells of what was published lately, each version once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Age;
        var newest = (await records.ListAsync(new(RecordKind.Article) { State = StoredArticle.Published, Most = 100_000 }, cancellationToken).ConfigureAwait(false))
            .GroupBy(static record => record.Key, StringComparer.Ordinal).Select(static versions => versions.Last());
        foreach (var article in newest.Where(record => record.SavedAt >= since).Select(static record => StoredArticle.Of(record).Article).Where(static article => !article.Withdrawn))
            await notices.RaiseAsync(new(null, SubscriptionTopic.Announcement, article.Key) { Digest = $"{article.Version}" }, cancellationToken).ConfigureAwait(false);
    }
}
