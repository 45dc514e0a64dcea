using System.Buffers;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>
/// A contract as the trading center gets it: a Schedule (IEC 62325-451-2) of the process long term with one series, which names the agreement by type and number and has its energy month
/// by month as it was frozen (docs/decisions/contract-filing.md), where a change began within a month part by part. Pure: the same contract and frame make the same octets.
/// </summary>
public static class FilingDocument
{
    /// <summary>A party's code in a schedule has at most so many characters.</summary>
    private const int LongestParty = 16;

    /// <summary>The document; null for a contract without a quantity, which no schedule can say.</summary>
    /// <param name="contract">The contract with what was frozen of it: what is filed is what is settled.</param>
    /// <param name="frame">Who hands it in to whom, and when.</param>
    /// <param name="market">Area and zone.</param>
    /// <exception cref="ArgumentException">A field of the contract that no schedule can carry.</exception>
    public static byte[]? Make(ContractLife contract, SubmissionFrame frame, FilingOptions market)
    {
        var terms = contract.Terms;
        if (contract.Decomposition is not { } energy)
            return null;

        var area = terms.Area is { } own ? new CodedId(own, "A01") : new CodedId(market.Area, "A01");
        var output = new ArrayBufferWriter<byte>();
        ScheduleWriter.Write(
            new Schedule
            {
                MRid = frame.MRid,
                Type = "A01",
                ProcessType = "A12",
                Sender = new(frame.Self.Code, frame.Self.MarketRole),
                Receiver = new(frame.Partner.Code, frame.Partner.MarketRole),
                Created = frame.Created,
                Period = Days(terms.ValidFrom, terms.ValidTo, market.Zone),
                Domain = area,
                Series =
                [
                    new ScheduleSeries
                    {
                        MRid = "1",
                        Version = 1,
                        BusinessType = "A02",
                        Product = "8716867000030",
                        ObjectAggregation = "A04",
                        InDomain = area,
                        OutDomain = area,
                        InParty = PartyOf(terms.Buyer),
                        OutParty = PartyOf(terms.Seller),
                        AgreementType = terms.Type,
                        AgreementId = terms.MRid,
                        Unit = "MWH",
                        CurveType = "A01",
                        Periods = [.. energy.Spans.Select(span => span.Cut(terms.ValidFrom, terms.ValidTo)).OfType<DecomposedSpan>().Select(span => Span(span, market.Zone))],
                    },
                ],
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>One value for the days of a month, or of a part of one, that belong to the version: a step of so many days.</summary>
    private static PeriodPoints Span(DecomposedSpan span, DateTimeZone zone) => PeriodPoints.Create(
        Days(span.From, span.To, zone), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P{span.Count}D"), quantities: new[] { span.Energy.MegawattHours });

    private static TimeInterval Days(LocalDate first, LocalDate last, DateTimeZone zone) =>
        new(zone.AtStartOfDay(first).ToDateTimeOffset().ToUniversalTime(), zone.AtStartOfDay(last.PlusDays(1)).ToDateTimeOffset().ToUniversalTime());

    /// <summary>
    /// Only codes that a schedule can carry: EIC and GS1 of at most 16 characters. A customer with the retailer's or the country's own code is left out; the agreement's number says which
    /// contract it is, and the trading center has the customer's registration.
    /// </summary>
    private static CodedId? PartyOf(ContractParty party) =>
        party.CodingScheme is "A01" or "A10" && party.MRid.Length <= LongestParty ? new CodedId(party.MRid, party.CodingScheme) : null;
}
