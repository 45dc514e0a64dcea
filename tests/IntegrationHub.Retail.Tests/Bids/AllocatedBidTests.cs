using System.Text;
using IntegrationHub.Retail.Processes.Bids;

namespace IntegrationHub.Retail.Tests.Bids;

public sealed class AllocatedBidTests
{
    /// <summary>Out of a message it comes without a declaration, as a file with one.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")]
    public void Each_series_names_the_bid_that_it_answers(string declaration) => Assert.Equal(
        [new AllocatedBid("B-1", 2), null, new AllocatedBid("B-2", 1)],
        AllocatedBid.Read(Encoding.UTF8.GetBytes(declaration + """
            <ReserveAllocationResult_MarketDocument xmlns="urn:x"><mRID>R</mRID>
            <TimeSeries><mRID>1</mRID><bid_Original_MarketDocument.mRID>B-1</bid_Original_MarketDocument.mRID><bid_Original_MarketDocument.revisionNumber>2</bid_Original_MarketDocument.revisionNumber></TimeSeries>
            <TimeSeries><mRID>2</mRID></TimeSeries>
            <TimeSeries><bid_Original_MarketDocument.mRID> B-2 </bid_Original_MarketDocument.mRID></TimeSeries></ReserveAllocationResult_MarketDocument>
            """)));
}
