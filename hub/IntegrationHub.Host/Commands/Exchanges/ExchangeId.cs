using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary>The exchange that a command line names.</summary>
internal static class ExchangeId
{
    public static Argument<string> Argument() => new("id") { Description = "Id of the exchange, as `ihub exchanges` lists it" };

    /// <exception cref="WrongUseException">It is no id.</exception>
    public static Guid Parse(string text) => Guid.TryParse(text, out var id)
        ? id
        : throw new WrongUseException($"`{text}` is no id of an exchange; `ihub exchanges` lists them");

    /// <exception cref="RefusedException">There is no such exchange.</exception>
    public static async Task<ExchangeDetail> FindAsync(IExchangeReader exchanges, Guid id, CancellationToken cancellationToken) =>
        await exchanges.FindAsync(RetailerId.Default, id, cancellationToken) ?? throw Unknown(id);

    public static RefusedException Unknown(Guid id) => new("EXCHANGE_UNKNOWN", $"there is no exchange {id}", "`ihub exchanges` lists them.");
}
