using System.Collections.Frozen;

namespace IntegrationHub.Api.Persons;

/// <summary>
/// Calls that cost much, by their names: at the doors of persons they are counted besides, like the pages that do the same (<c>portal.requestLimits</c>). A call is here whose page is costly, and one that
/// takes or hands out a file, computes anew, or searches everything that the hub keeps.
/// </summary>
public static class CostlyCalls
{
    public static FrozenSet<string> Names { get; } = FrozenSet.ToFrozenSet(
    [
        // Passwords and codes.
        "beginSignIn", "finishSignIn", "sendAnotherCode", "changeOwnPassword", "addPerson", "resetPerson",
        // What is taken in.
        "importBasis", "importBidTerms", "importCustomers", "importDemand", "importLoadCalendar", "importMarketEvent", "importPackage", "importParameters", "importPurchases", "importReadings", "importTrackingTerms",
        "attachContractFile", "sendTaskFile", "writeBid", "bindCertificate", "checkCertificate",
        // What is drawn, exported and proved.
        "exportEvidence", "exportPurchases", "getBillPdf", "getContractPdf", "getContractSignature", "recordReview", "verifyBundle", "verifyLedgerRange", "verifySettlement",
        // What is computed anew.
        "compareBid", "compareContract", "compareSettlement", "getBidResult", "getCustomer", "getMarketEvent", "proposeBid", "showTask",
        // What reads all of a book, or searches in everything.
        "listArticles", "listBids", "listBills", "listContracts", "listCustomerRequests", "listCustomers", "listEvents", "listExchanges", "listIndicators", "listInstances", "listMembers", "listNotices",
        "listPackages", "listReviews", "listSettlements", "searchEverything",
    ], StringComparer.Ordinal);
}
