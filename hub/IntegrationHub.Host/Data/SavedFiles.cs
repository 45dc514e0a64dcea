using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Backup.Content;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Storage.PostgreSql.Backup;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Data;

/// <summary>
/// The files of a data folder that a backup holds: what is named here, and nothing else. So no key, passphrase or PIN gets into a backup by lying
/// somewhere unexpected; from <c>pki</c> only what consists of certificates and CRLs.
/// </summary>
internal static class SavedFiles
{
    /// <summary>Name of the data folder in a backup.</summary>
    public const string DataRoot = FileHead.DataRoot;

    /// <summary>Name of the archive's folder in a backup, where archived bytes lie in one.</summary>
    public const string ArchiveRoot = FileHead.ArchiveRoot;

    /// <summary>The file that makes a folder a data folder; restored last.</summary>
    public const string Stamp = "folder.json";

    private const long LargestCertificateFile = 4 * 1024 * 1024;

    private static readonly HashSet<string> PublicLabels = new(["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE", "X509 CRL"], StringComparer.Ordinal);

    public static IReadOnlyList<FileToSave> Of(DataFolder folder, HubOptions options)
    {
        var schemas = new[] { options.Schemas.Folder, options.Schemas.CodesFolder }.Concat(options.Schemas.Parties.Select(party => party.Folder))
            .Where(path => path.Length > 0).Select(folder.Resolve);
        var files = new[] { Path.Combine(folder.FullPath, Stamp), folder.ConfigurationFile, folder.NodeMark }.Where(File.Exists)
            .Concat(new[] { folder.Checkpoints, folder.Revocation, folder.Inbox, folder.Outbox }.Concat(schemas).SelectMany(FilesIn))
            .Concat(FilesIn(folder.Pki).Where(IsPublic));
        return [.. files.Distinct(StringComparer.Ordinal).Select(file => ToSave(DataRoot, folder.FullPath, file)).OfType<FileToSave>(), .. Archived(folder, options)];
    }

    /// <summary>What a backup leaves out of <c>pki</c>, for the copy of the keys: private keys, the ledger's own, passphrases of them.</summary>
    /// <exception cref="RefusedException">A file there is no key.</exception>
    public static IReadOnlyList<SavedSecret> SecretsOf(DataFolder folder) =>
        [.. FilesIn(folder.Pki).Where(file => !IsPublic(file) && !SecretFiles.IsTurn(file)).Order(StringComparer.Ordinal).Select(file => ToSave(DataRoot, folder.Pki, file)).OfType<FileToSave>().Select(ReadSecret)];

    /// <summary>Where archived bytes lie as files; null where they lie elsewhere.</summary>
    public static string? ArchiveFolder(string dataFolder, HubOptions options) =>
        options.Archive.Place == ArchivePlace.Folder ? Path.GetFullPath(options.Archive.Folder, dataFolder) : null;

    private static IEnumerable<FileToSave> Archived(DataFolder folder, HubOptions options) => ArchiveFolder(folder.FullPath, options) is { } archive
        ? FilesIn(archive).Select(file => ToSave(ArchiveRoot, archive, file)).OfType<FileToSave>()
        : [];

    private static SavedSecret ReadSecret(FileToSave file) => file.Length <= LargestCertificateFile
        ? new SavedSecret(file.Head.Path, File.ReadAllBytes(file.File))
        : throw new RefusedException("KEY_FILE_TOO_LARGE", $"{file.File} is larger than any key", "Move what is no key out of the folder pki.");

    /// <summary>True for a file that holds certificates or CRLs and nothing besides.</summary>
    internal static bool IsPublic(string file)
    {
        if (new FileInfo(file).Length is 0 or > LargestCertificateFile)
        {
            return false;
        }

        var octets = File.ReadAllBytes(file);
        var text = System.Text.Encoding.Latin1.GetString(octets);
        return text.Contains("-----BEGIN ", StringComparison.Ordinal) ? IsPublicPem(text) : IsCertificate(octets);
    }

    private static bool IsPublicPem(string text)
    {
        var labels = text.Split("-----BEGIN ")[1..].Select(block => block.Split("-----", 2)[0]).ToList();
        // A passphrase may stand in a comment: beside the blocks there is nothing but white space and the words that tools write.
        return labels.Count > 0 && labels.TrueForAll(PublicLabels.Contains) && !text.Contains("PRIVATE", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsCertificate(byte[] octets)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(octets);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        : [];

    /// <summary>Null for what lies outside of the folder, which has its own place and its own backup, and for a file that went meanwhile.</summary>
    private static FileToSave? ToSave(string root, string folder, string file)
    {
        var head = new FileHead(root, Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'));
        var info = new FileInfo(file);
        return head.IsSafe && info.Exists ? new FileToSave(head, file, info.Length) : null;
    }
}
