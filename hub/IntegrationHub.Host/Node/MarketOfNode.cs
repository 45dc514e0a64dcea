using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Host.Configuration;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node;

/// <summary>The market in force: made anew when the parties change, since gate closures may name them.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class MarketOfNode(HubOptions options, IPartyRegistry registry, ILogger<MarketOfNode> logger)
{
    private volatile Tuple<PartyDirectory, MarketContext>? _made;

    public MarketContext Current()
    {
        var directory = registry.Current;
        if (_made is { } made && ReferenceEquals(made.Item1, directory))
        {
            return made.Item2;
        }

        foreach (var rule in options.GateClosures.Where(rule => rule.Party.Length > 0 && directory.FindByName(rule.Party) is null))
        {
            LogUnknownParty(rule.RootElement, rule.Party);
        }

        var context = MarketRulesOfNode.Build(options, directory);
        _made = Tuple.Create(directory, context);
        return context;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gate closure for {RootElement} names the party {Party}, which is not registered: it closes nothing until it is")]
    private partial void LogUnknownParty(string rootElement, string party);
}
