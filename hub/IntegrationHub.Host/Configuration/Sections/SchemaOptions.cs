using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Schemas and code lists besides the shipped ones. Relative paths start at the data folder.</summary>
internal sealed record SchemaOptions
{
    [Setting("Folder of XSD files that count for every party, beside the shipped ones.")]
    public string Folder { get; init; } = "";

    [Setting("Folders of XSD and code list files that count for one party; a file named like a shipped code list replaces it for this party.")]
    public IReadOnlyList<PartySchemaOptions> Parties { get; init; } = [];

    [Setting("Folder of code list files that replace those of the same name, for every party.")]
    public string CodesFolder { get; init; } = "";

    [Setting("Files that win where two of a folder declare one root element in one namespace; without a choice such a folder is refused.")]
    public IReadOnlyList<string> Chosen { get; init; } = [];
}

/// <summary>Schemas of one party.</summary>
internal sealed record PartySchemaOptions
{
    [Setting("Name of the party.", Required = true)]
    public string Party { get; init; } = "";

    [Setting("Folder of its XSD and code list files.", Required = true)]
    public string Folder { get; init; } = "";
}
