using System.Globalization;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>A login as the company keeps it: what crosses, and whose it is in the company's books.</summary>
/// <param name="Login">What crosses.</param>
/// <param name="CustomerName">Name of the customer as in the file of accounts. It does not cross with the login.</param>
public sealed record StoredLogin(CustomerLogin Login, string CustomerName)
{
    /// <summary>Changed, and not yet known to be handed in.</summary>
    internal const string Changed = "changed";

    internal const string Published = "published";

    internal BusinessRecord ToRecord() => new(RecordKind.Login, Login.Name, Login.Version, Changed, null, null, MarketJson.WriteUtf8(this));

    internal static StoredLogin Of(BusinessRecord record) =>
        record.Read<StoredLogin>("login");

    internal RecordFact Fact(string what) =>
        new($"customer-login.{what}", new Dictionary<string, string> { ["login"] = Login.Name, ["version"] = Login.Version.ToString(CultureInfo.InvariantCulture) });
}
