using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Tells persons who sign in for customers what is new. Beside the lane that does what customers ask: a gateway that is slow delays nobody's request.</summary>
internal sealed class CustomerNoticeLane(CustomerNoticeSending sending, EndingContracts ending, ArticleNews articles, TimeProvider time, ILogger<CustomerNoticeLane> logger)
    : PeriodicWork(TimeSpan.FromSeconds(5), "Notices and text messages to customers", time, logger)
{
    /// <summary>What was published for everybody is looked for every minute.</summary>
    private const int RoundsBetweenArticles = 12;

    /// <summary>Contracts that come to their end are looked for every hour: it reads all of them.</summary>
    private const int RoundsBetweenEnds = 720;

    private int _round;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var round = _round++;
        if (round % RoundsBetweenArticles == 0)
            await articles.LookAsync(cancellationToken);

        if (round % RoundsBetweenEnds == 0)
            await ending.LookAsync(cancellationToken);

        await sending.SendAsync(cancellationToken);
    }
}
