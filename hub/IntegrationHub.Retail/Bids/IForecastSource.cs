using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>Port: where expected consumption is from. What customers declared is one source, a model of our own another.</summary>
public interface IForecastSource
{
    /// <summary>A forecast for some days.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="stepMinutes">Length of the intervals that will be asked for: 15, 30 or 60.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IForecast> ForecastAsync(LocalDate from, LocalDate to, int stepMinutes, CancellationToken cancellationToken);
}

/// <summary>The source of an installation that has no model of its own: no day of any account has a forecast.</summary>
internal sealed class NoForecasts : IForecastSource, IForecast
{
    public Task<IForecast> ForecastAsync(LocalDate from, LocalDate to, int stepMinutes, CancellationToken cancellationToken) => Task.FromResult<IForecast>(this);

    public IReadOnlyList<Energy>? Of(ContractAccount account, LocalDate day, int stepMinutes) => null;
}
