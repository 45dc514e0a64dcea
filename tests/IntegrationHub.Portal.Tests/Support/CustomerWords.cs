using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Workflows.Engine.Store;
using NodaTime;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>What goes to customers and what comes from them, made without pages.</summary>
internal static class CustomerWords
{
    /// <summary>A draft that somebody wrote.</summary>
    public static async Task<StoredArticle> DraftAsync(PortalSite site, string key, string author)
    {
        var written = await site.Get<ArticleBook>().DraftAsync(new Article(key, 1, ArticleKind.Announcement, "zh", "冬季营业时间", "营业厅九点开门。\n\n周末休息。", new LocalDate(2026, 11, 28)), author, default);
        Assert.Empty(written.Problems);
        return written.Value!;
    }

    /// <summary>Waits until the case of a request has begun.</summary>
    public static async Task CaseAsync(PortalSite site, Guid request)
    {
        for (var i = 0; i < 600 && await FindAsync() is null; i++)
            await Task.Delay(100);

        Assert.NotNull(await FindAsync());

        Task<InstanceRow?> FindAsync() => site.Get<IProcessStore>().FindInstanceAsync(ServiceRequestDesk.CaseOf(request), default);
    }

    /// <summary>A draft of a survey that somebody wrote.</summary>
    public static async Task<StoredSurvey> SurveyAsync(PortalSite site, string key, string author)
    {
        var written = await site.Get<SurveyBook>().DraftAsync(
            new Survey(key, 1, "服务满意度", [new(SurveyQuestionKind.Scale, "对账单满意吗?", []), new(SurveyQuestionKind.Choice, "希望怎样联系?", ["电话", "页面"]), new(SurveyQuestionKind.Text, "还有什么建议?", [])], new LocalDate(2099, 12, 31)), [], author, default);
        Assert.Empty(written.Problems);
        return written.Value!;
    }

    /// <summary>A fault report of a customer that is to be answered within some time.</summary>
    public static async Task<Guid> RequestAsync(PortalSite site, TimeSpan left)
    {
        var (id, now) = (Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        await site.Get<ServiceRequestBook>().OpenAsync(
            new StoredRequest(id, Guid.CreateVersion7(), "东方纺织厂", new ServiceRequest("chen", ServiceTopic.Fault, "No voltage <b>since</b> noon.\n请尽快。"), now, now + left), "customer:chen", default);
        return id;
    }
}
