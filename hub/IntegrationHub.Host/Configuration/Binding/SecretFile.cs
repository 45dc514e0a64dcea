namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>Reads secrets from files that nobody but their owner may read.</summary>
internal static class SecretFile
{
    private const int MaxBytes = 4096;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The first line of the file, or <c>null</c> and a problem.</summary>
    public static Secret? Read(string path, string where, List<ConfigurationProblem> problems)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_SECRET_MISSING", where, $"the file {path} does not exist"));
            return null;
        }

        if (!OperatingSystem.IsWindows() && (file.UnixFileMode & Others) != UnixFileMode.None)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_SECRET_READABLE", where, $"the file {path} can be read or changed by others", $"Run: chmod 600 {path}"));
            return null;
        }

        if (file.Length is 0 or > MaxBytes)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_SECRET_SIZE", where, $"the file {path} has {file.Length} bytes, expected 1 to {MaxBytes}"));
            return null;
        }

        try
        {
            return new Secret(File.ReadLines(path).First());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_SECRET_UNREADABLE", where, $"the file {path} cannot be read: {exception.Message}"));
            return null;
        }
    }
}
