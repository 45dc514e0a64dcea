using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Tests.Doubles;

/// <summary>A retailer, a trading center and a distribution company.</summary>
public static class TestParties
{
    public const string CenterThumbprint = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    public static Party Self { get; } = new()
    {
        Id = Id(1),
        Name = "retailer",
        Code = new CodedId("10X1001A1001A450", "A01"),
        MarketRole = "A12",
        Connection = PartyConnection.Service,
    };

    public static Party Center { get; } = new()
    {
        Id = Id(2),
        Name = "center",
        Code = new CodedId("10XTRADECENTER-Q", "A01"),
        MarketRole = "A11",
        Roles = [PartyRole.TradingCenter],
        Connection = PartyConnection.Service,
        TlsCertificates = [CenterThumbprint],
        TakesBinary = true,
        Endpoints =
        [
            new PartyEndpoint("north", new Uri("https://127.0.0.1:7001/ServiceEME"), 1),
            new PartyEndpoint("south", new Uri("https://127.0.0.1:7002/ServiceEME"), 2),
        ],
        PullEverySeconds = 30,
    };

    public static Party Distribution { get; } = new()
    {
        Id = Id(3),
        Name = "distribution",
        Code = new CodedId("10XDISTRIBUTION2", "A01"),
        Roles = [PartyRole.Distribution],
        Connection = PartyConnection.Files,
    };

    public static PartyDirectory Directory { get; } = new(Self, [Center, Distribution]);

    public static PartyDirectory With(params Party[] parties) => new(Self, parties);

    private static PartyId Id(int number) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0));
}
