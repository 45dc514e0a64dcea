namespace IntegrationHub.Host.Data;

/// <summary>What a data folder is for; decided when it is made and recorded in it.</summary>
internal enum FolderKind
{
    /// <summary>For trying and testing: development keys and demo data are welcome.</summary>
    Development,

    /// <summary>For business: refuses everything that is only fit for development.</summary>
    Production,
}
