using System.Reflection;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Mailbox;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>No method of a port of the store forgets whom it is for.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PortsNameWhomTheyAreForTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    /// <summary>Ports that work for no single retailer, each in a named system scope or for the retailer that the process serves.</summary>
    private static readonly Dictionary<Type, string> ForNobody = new()
    {
        [typeof(ILedgerStore)] = "The tree is one over the events of all retailers: system scope `ledger`.",
        [typeof(ILedgerReader)] = "As ILedgerStore.",
        [typeof(ITimestampStore)] = "Checkpoints of that tree: system scope `timestamps`.",
        [typeof(IForsakenClaims)] = "Claims of a dead hub in all tables, at start: system scope `claims`.",
        [typeof(IMailboxDrill)] = "The simulated partner's older backup: system scope `drill`.",
        [typeof(IPartyRegistry)] = "A snapshot of the parties of the one retailer that this process serves.",
        [typeof(IProcessStore)] = "Processes of the one retailer that this process serves; each transaction is in its scope.",
        [typeof(IDocumentAnswers)] = "As IProcessStore: for the processes that wait.",
        [typeof(INotifier)] = "Notices of those processes.",
        [typeof(INoticeOutbox)] = "As INotifier.",
        [typeof(IValueCipher)] = "Seals a value for its place (ValueBinding), which has the retailer's number; it reads nothing.",
        [typeof(IKeyedHash)] = "Takes the retailer's number; it reads nothing.",
        [typeof(IContentProtection)] = "Seals octets for a place, which names the retailer; it reads nothing.",
        [typeof(ICrossingSides)] = "Holds the two sides, whose methods take the retailer.",
    };

    [Fact]
    public void Every_method_takes_the_retailer_or_a_value_that_belongs_to_one()
    {
        var ports = Ports().Append(typeof(ICrossingSide)).Where(port => !ForNobody.ContainsKey(port)).ToList();

        Assert.True(ports.Count >= 9, string.Join(", ", ports));
        Assert.All(ports.SelectMany(port => port.GetMethods()), method => Assert.True(
            method.GetParameters().Any(NamesARetailer), $"{method.DeclaringType!.Name}.{method.Name} does not say which retailer it is for."));
    }

    [Fact]
    public void What_belongs_to_a_party_or_a_customer_takes_it()
    {
        Assert.All(typeof(IMailbox).GetMethods(), method => Assert.Contains(method.GetParameters(), parameter => parameter.ParameterType == typeof(PartyId)));
        Assert.All(typeof(ICustomerCrossings).GetMethods(), method => Assert.Contains(method.GetParameters(), parameter => parameter.Name == "customer"));
    }

    private IEnumerable<Type> Ports()
    {
        var services = new ServiceCollection().AddIntegrationHubStorage(store.Database);
        return services.Select(service => service.ServiceType)
            .Where(type => type.IsInterface && type.Namespace!.StartsWith("IntegrationHub.", StringComparison.Ordinal)).Distinct();
    }

    private static bool NamesARetailer(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(RetailerId)
        || parameter is { ParameterType.FullName: "System.String", Name: "retailer" }
        || parameter.ParameterType.GetProperties().Any(property => property.PropertyType == typeof(RetailerId)
            || property.PropertyType.GetProperties().Any(inner => inner.PropertyType == typeof(RetailerId)));
}
