using System.Globalization;
using System.Text;
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

    internal BusinessRecord ToRecord() => new(RecordKind.Login, Login.Name, Login.Version, Changed, null, null, Encoding.UTF8.GetBytes(MarketJson.Write(this)));

    internal static StoredLogin Of(BusinessRecord record) =>
        MarketJson.Read<StoredLogin>(Encoding.UTF8.GetString(record.Body.Span), "login", RetailProblems.NotThere("login", "")).Required;

    internal RecordFact Fact(string what) =>
        new($"customer-login.{what}", new Dictionary<string, string> { ["login"] = Login.Name, ["version"] = Login.Version.ToString(CultureInfo.InvariantCulture) });
}
