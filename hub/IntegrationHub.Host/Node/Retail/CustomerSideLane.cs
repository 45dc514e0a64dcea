using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>The company's side of what crosses: hands in what was released and not handed in, does what customers asked, publishes for them what changed in the books.</summary>
internal sealed class CustomerSideLane(
    ArticleBook articles, LoginBook logins, SubscriptionBook subscriptions, ServiceRequestBook services, ServiceRequestDesk cases, SurveyBook surveys, CustomerRequestDesk desk, CustomerShelves shelves, TimeProvider time,
    ILogger<CustomerSideLane> logger)
    : PeriodicWork(TimeSpan.FromSeconds(1), "Requests of customers, and what is published for them", time, logger)
{
    /// <summary>Looking through the books reads every contract: not every second.</summary>
    private const int RoundsBetweenLooks = 10;

    /// <summary>Bills and readings change seldom, and reading them is more work.</summary>
    private const int RoundsBetweenFigures = 300;

    private int _round;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        await articles.DeliverAsync(cancellationToken);
        await logins.DeliverAsync(cancellationToken);
        await subscriptions.DeliverAsync(cancellationToken);
        await services.DeliverAsync(cancellationToken);
        await surveys.DeliverAsync(cancellationToken);

        // What a request changed is shown at once.
        var (handled, readings) = await desk.HandleAsync(cancellationToken);
        await cases.CarryAsync(cancellationToken);
        var round = _round++;
        if (handled > 0 || round % RoundsBetweenLooks == 0)
        {
            await shelves.PublishAsync(withFigures: readings || round % RoundsBetweenFigures == 0, cancellationToken);
        }
    }
}
