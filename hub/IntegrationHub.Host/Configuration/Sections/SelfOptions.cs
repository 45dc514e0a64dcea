using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Who we are in the market.</summary>
internal sealed record SelfOptions
{
    [Setting("Our coded id as documents name it, for EIC with its check character.", Required = true)]
    public string Code { get; init; } = "";

    [Setting("Scheme of the coded id: A01 is EIC, A10 is GS1.")]
    public string CodingScheme { get; init; } = "A01";

    [Setting("Our name for people.")]
    public string DisplayName { get; init; } = "";

    [Setting("Our role code in documents (RoleTypeList), e.g. A12 balance supplier.")]
    public string MarketRole { get; init; } = "A12";

    [Setting("Time zone in which market days begin and end, by its IANA name.")]
    public string MarketTimeZone { get; init; } = "Asia/Shanghai";
}
