using System.Buffers;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Adapters.Simulator.TradingCenter;

/// <summary>The profile of a document, or null where it is not loaded.</summary>
public delegate Profile? ProfileFinder(ProfileId id);

/// <summary>
/// The account that the center keeps of a retailer who sent one day by day: the same but for one line, the third day of the first series, of which the center
/// has a hundredth more. So there is something to find and to dispute, and always the same.
/// </summary>
internal static class OwnAccount
{
    private const string Daily = "P1D";
    private const int DisputedPosition = 3;

    /// <summary>The account, or null where the retailer's is none of days.</summary>
    public static byte[]? Of(ProfileFinder profiles, MarketDocument theirs, ReadOnlyMemory<byte> bytes, string mRid, DateTimeOffset created)
    {
        if (profiles(theirs.Profile) is not { } profile || DocumentReaders.ReadEnergyAccount(bytes, null, profile).Document is not { } account
            || account.Series[0].Periods is not [{ Resolution: Daily, Count: >= DisputedPosition } period])
        {
            return null;
        }

        var quantities = period.Quantities.ToArray();
        quantities[DisputedPosition - 1] = Math.Round(quantities[DisputedPosition - 1] * 1.01m, 6);
        var output = new ArrayBufferWriter<byte>();
        EnergyAccountWriter.Write(
            account with
            {
                MRid = mRid,
                Revision = 1,
                Sender = account.Receiver,
                Receiver = account.Sender,
                Created = SampleDocuments.Second(created),
                Series =
                [
                    account.Series[0] with { Periods = [PeriodPoints.Create(period.Interval, period.Resolution, period.Positions, quantities, outQuantities: period.OutQuantities)] },
                    .. account.Series.Skip(1),
                ],
            },
            output);
        return output.WrittenSpan.ToArray();
    }
}
