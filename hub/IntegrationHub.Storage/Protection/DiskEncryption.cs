namespace IntegrationHub.Storage.Protection;

/// <summary>How the database encrypts its own files (transparent data encryption), as it says.</summary>
public enum DiskEncryption
{
    /// <summary>This database has none; the disk's is the operator's, and the hub cannot see it.</summary>
    NotOffered,

    /// <summary>It could, and does not.</summary>
    Off,

    /// <summary>The first encryption has not reached the end of the files.</summary>
    Starting,

    /// <summary>It is being taken off.</summary>
    Ending,

    /// <summary>Everything on the disk is encrypted; also while the key changes.</summary>
    On,

    /// <summary>The operator of a cloud service encrypts with keys of its own: there is no certificate to look at.</summary>
    Managed,

    /// <summary>It is switched on, and the login may not see whether it is done.</summary>
    NotVisible,
}
