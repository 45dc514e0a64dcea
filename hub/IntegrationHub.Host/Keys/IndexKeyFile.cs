using System.Security.Cryptography;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Keys;

/// <summary>
/// The key of the hashes under which archived bytes and metering points are found: <c>pki/index.key</c>, made at first need and never again.
/// Nodes that share a store share this file. Without it nothing is lost; but nothing that was written before is found by such a hash.
/// </summary>
internal static class IndexKeyFile
{
    private const string FileName = "index.key";
    private const int KeyBytes = 32;

    /// <exception cref="RefusedException">The file cannot be read or written, others may read it, or it holds something else.</exception>
    public static byte[] Ensure(DataFolder folder)
    {
        var file = Path.Combine(folder.Pki, FileName);
        if (!File.Exists(file))
        {
            Make(file);
        }

        var read = SecretFiles.Read(file);
        if (read.Problem is { } problem)
        {
            throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail}", problem.Remedy);
        }

        return read.Value.Length == KeyBytes
            ? read.Value
            : throw new RefusedException("INDEX_KEY_DAMAGED", $"{file} holds no key of {KeyBytes} bytes", "Restore it from a backup: with another key, metering points and archived bytes of before are not found.");
    }

    private static void Make(string file)
    {
        try
        {
            SecretFiles.CreateFolder(Path.GetDirectoryName(file)!);
            SecretFiles.WriteNew(file, RandomNumberGenerator.GetBytes(KeyBytes));
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made it at the same time.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("INDEX_KEY_NOT_WRITTEN", failure.Message.TrimEnd('.'), "Give the folder to the user the hub runs as.");
        }
    }
}
