using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Schemas and code lists besides the shipped ones. Relative paths start at the data folder.</summary>
internal sealed record SchemaOptions
{
    [Setting("Folder of XSD files that count for every party, beside the shipped ones.")]
    public string Folder { get; init; } = "";

    [Setting("Folders of XSD files that count for one party.")]
    public IReadOnlyList<PartySchemaOptions> Parties { get; init; } = [];

    [Setting("Folder of code list files that replace the shipped ones.")]
    public string CodesFolder { get; init; } = "";
}

/// <summary>Schemas of one party.</summary>
internal sealed record PartySchemaOptions
{
    [Setting("Name of the party.", Required = true)]
    public string Party { get; init; } = "";

    [Setting("Folder of its XSD files.", Required = true)]
    public string Folder { get; init; } = "";
}
